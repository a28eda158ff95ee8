import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { filesBelow } from './files.ts';
import { GateError, type Finding, type Gate } from './gate.ts';

/** What each layer of the local org may import, beside itself; docs/local-org.md draws it. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  metadata: [],
  store: ['metadata'],
  soql: ['store', 'metadata'],
  apex: ['soql', 'metadata'],
  runtime: ['apex', 'soql', 'store', 'metadata'],
  jobs: ['runtime', 'apex', 'soql', 'store', 'metadata'],
  web: ['jobs', 'metadata'],
  api: ['jobs', 'runtime', 'soql', 'store', 'metadata'],
  elements: [],
  samples: ['store', 'metadata'],
  cli: ['web', 'api', 'jobs', 'runtime', 'apex', 'soql', 'store', 'metadata', 'elements', 'samples'],
  tests: ['cli', 'web', 'api', 'jobs', 'runtime', 'apex', 'soql', 'store', 'metadata', 'elements', 'samples']
};

/** What the classes of each capability may name, beside their own. */
const CAPABILITIES: Readonly<Record<string, readonly string[]>> = {
  foundation: [],
  connection: ['foundation'],
  delivery: ['connection', 'foundation'],
  inventory: ['delivery', 'connection', 'foundation'],
  readiness: ['population', 'delivery', 'connection', 'foundation'],
  population: ['delivery', 'connection', 'foundation'],
  console: ['readiness', 'population', 'delivery', 'inventory', 'connection', 'foundation']
};

const SOURCE_FOLDERS = ['local-org', 'force-app', 'scripts', 'e2e', 'bench'];
const MAX_LINES = 400;
/** Nobody reads or edits what a tool has written. */
const GENERATED = /^\/\*\* Generated from /;

/**
 * The house keeps its shape: imports of the local org and names in the package's Apex go one way, the package does not
 * know the local org, and no file has outgrown one idea.
 */
export const layeringGate: Gate = {
  name: 'layering',
  title: 'Layering and file length',
  needsJava: false,
  run(root) {
    const layers = judgeLayers(root);
    const capabilities = judgeCapabilities(root);
    const sizes = judgeSizes(root);
    return Promise.resolve({
      findings: [...layers.findings, ...capabilities.findings, ...judgeIgnorance(root), ...sizes.findings],
      judged: `${layers.imports} imports, ${capabilities.classes} classes, ${sizes.files} files`
    });
  }
};

const isTest = (file: string): boolean => file.split(path.sep).includes('tests');
const firstFolder = (root: string, base: string, file: string): string =>
  path.relative(path.join(root, base), file).split(path.sep)[0]!;

function judgeLayers(root: string): { findings: Finding[]; imports: number } {
  const files = filesBelow(path.join(root, 'local-org'), (file) => /\.(ts|mts|mjs)$/.test(file));
  if (files.length === 0) throw new GateError('layering: there is no source below local-org');
  const layerOf = (file: string): string => firstFolder(root, 'local-org', file);
  const findings: Finding[] = [];
  let imports = 0;
  for (const file of files) {
    const layer = layerOf(file);
    const allowed = LAYERS[layer];
    if (allowed === undefined) {
      findings.push(finding(root, file, 'layer', `${layer} is no layer of the local org: add it to the layers`));
      continue;
    }
    const text = readFileSync(file, 'utf8');
    for (const { fileName, pos } of ts.preProcessFile(text).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const target = path.join(path.dirname(file), fileName);
      if (!target.startsWith(path.join(root, 'local-org') + path.sep)) continue;
      imports++;
      const imported = layerOf(target);
      if (imported !== layer && !allowed.includes(imported))
        findings.push(finding(root, file, 'layer', `${layer} may not import ${imported} (${fileName})`, text, pos));
    }
  }
  return { findings, imports };
}

function judgeCapabilities(root: string): { findings: Finding[]; classes: number } {
  const classes = filesBelow(path.join(root, 'force-app/main'), (file) => /\.(cls|trigger)$/.test(file));
  if (classes.length === 0) throw new GateError('layering: there is no Apex below force-app/main');
  const capabilityOf = (file: string): string => firstFolder(root, 'force-app/main', file);
  const nameOf = (file: string): string =>
    path
      .basename(file)
      .replace(/\.\w+$/, '')
      .toLowerCase();
  const homes = new Map(classes.map((file) => [nameOf(file), capabilityOf(file)]));
  const findings = classes.flatMap((file) => {
    const capability = capabilityOf(file);
    const allowed = CAPABILITIES[capability];
    if (allowed === undefined)
      return [finding(root, file, 'capability', `${capability} is no capability: add it to the capabilities`)];
    // A test may use what is above its class, to see an effect from outside.
    if (isTest(file)) return [];
    const text = readFileSync(file, 'utf8');
    return [...namesInApex(text)].flatMap(([name, position]) => {
      const home = homes.get(name);
      return home === undefined || home === capability || allowed.includes(home)
        ? []
        : [finding(root, file, 'capability', `${capability} may not name ${name} of ${home}`, text, position)];
    });
  });
  return { findings, classes: classes.length };
}

/** The package runs in an org that knows nothing of the tools beside it. */
function judgeIgnorance(root: string): Finding[] {
  return filesBelow(path.join(root, 'force-app'), (file) => /\.(cls|trigger|xml|ts|html|css)$/.test(file)).flatMap(
    (file) => {
      const text = readFileSync(file, 'utf8');
      const position = text.search(/local[- ]?org\b/i);
      return position < 0 ? [] : [finding(root, file, 'local-org', 'names the local org', text, position)];
    }
  );
}

function judgeSizes(root: string): { findings: Finding[]; files: number } {
  const files = SOURCE_FOLDERS.flatMap((folder) =>
    filesBelow(path.join(root, folder), (file) => /\.(ts|mts|mjs|cls|html|css)$/.test(file))
  );
  const findings = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const lines = text.split('\n').length - 1;
    return lines > MAX_LINES && !GENERATED.test(text)
      ? [finding(root, file, 'length', `has ${lines} lines; ${MAX_LINES} are the most: it holds more than one idea`)]
      : [];
  });
  return { findings, files: files.length };
}

function finding(root: string, file: string, rule: string, message: string, text = '', position?: number): Finding {
  const line = position === undefined ? 0 : text.slice(0, position).split('\n').length;
  return { file: path.relative(root, file), line, rule: `layering:${rule}`, message };
}

/** Every identifier in lower case with its first place, without those in comments and text literals. */
function namesInApex(source: string): Map<string, number> {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'/g, (skipped) =>
    skipped.replace(/[^\n]/g, ' ')
  );
  const names = new Map<string, number>();
  for (const { 0: word, index } of code.matchAll(/[A-Za-z_]\w*/g)) {
    const name = word.toLowerCase();
    if (!names.has(name)) names.set(name, index);
  }
  return names;
}
