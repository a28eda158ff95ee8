/**
 * Writes `types.txt`, and the names of fields that described standard objects have beside the described ones, anew from the
 * stubs io.github.apex-dev-tools:standard-types and sobject-types (BSD), which the Code Analyzer in `scripts/` brings along.
 * Run: node --import tsx local-org/apex/platform/generate.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { type ClassFile, type ClassMember, readClassFile } from './class-file.ts';

const STUBS = new URL(
  '../../../scripts/node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib/',
  import.meta.url
);
const TARGET = new URL('types.txt', import.meta.url);
const STANDARD = new URL('../../metadata/standard/', import.meta.url);
const PACKAGE = 'com/nawforce/runforce/';
/** Java's own names for what every Apex type or enum has. */
const JAVA_ONLY = /^(?:<clinit>|\$VALUES)$/;

/** `Lcom/…/System/List<TT;>;` and its like, from where it stands. */
class SignatureReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** `<T:Ljava/lang/Object;K:…>`: the names. */
  typeParameters(): string[] {
    const names: string[] = [];
    if (!this.#accept('<')) return names;
    while (!this.#accept('>')) {
      names.push(this.#until(':'));
      while (this.#accept(':')) if (this.#text[this.#at] !== ':') this.type();
    }
    return names;
  }

  parameters(): string[] {
    const types: string[] = [];
    if (!this.#accept('(')) throw new TypeError(`no method: ${this.#text}`);
    while (!this.#accept(')')) types.push(this.type());
    return types;
  }

  types(): string[] {
    const types: string[] = [];
    while (this.#at < this.#text.length) types.push(this.type());
    return types;
  }

  type(): string {
    if (this.#accept('V')) return 'void';
    if (this.#accept('[')) return `List<${this.type()}>`;
    if (this.#accept('T')) return this.#until(';');
    if (!this.#accept('L')) throw new TypeError(`${this.#text} at ${this.#at}`);
    let name = '';
    while (!/[<;]/.test(this.#text[this.#at]!)) name += this.#text[this.#at++]!;
    const args: string[] = [];
    if (this.#accept('<')) while (!this.#accept('>')) args.push(this.type());
    this.#accept(';');
    return apexName(name) + (args.length === 0 ? '' : `<${args.join(',')}>`);
  }

  #accept(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #until(character: string): string {
    const end = this.#text.indexOf(character, this.#at);
    const found = this.#text.slice(this.#at, end);
    this.#at = character === ';' ? end + 1 : end;
    return found;
  }
}

/** `com/nawforce/runforce/System/String` -> `String`; types of the stubs' own have a `$` at their end. */
function apexName(name: string): string {
  if (name.startsWith('java/lang/')) return name.slice('java/lang/'.length);
  return name
    .replace(PACKAGE, '')
    .replace(/^(?:System|SObjectStubs|Internal)\//, '')
    .replace(/\$$/, '')
    .replaceAll(/[/$]/g, '.');
}

function fieldText({ name, isStatic, signature }: ClassMember): string {
  return `${isStatic ? '*' : ''}${name.replace(/\$$/, '')}:${new SignatureReader(signature).type()}`;
}

function methodText({ name, isStatic, signature }: ClassMember): string {
  const reader = new SignatureReader(signature);
  reader.typeParameters();
  const parameters = reader.parameters();
  if (name === '<init>') return `new(${parameters.join()})`;
  return `${isStatic ? '*' : ''}${name.replace(/\$$/, '')}(${parameters.join()})${reader.type()}`;
}

/** `Name<T> kind Parent+Interface member;member`. */
function lineOf(type: ClassFile): string {
  const reader = new SignatureReader(type.signature ?? '');
  const parameters = reader.typeParameters();
  const declared = type.signature === null ? [type.parent ?? '', ...type.interfaces].map(apexName) : reader.types();
  const parents = declared.filter((name) => !/^(?:Object$|Enum$|Enum<|$)/.test(name));
  const shown = <T extends ClassMember>(members: readonly T[]): T[] =>
    members.filter(({ name }) => !JAVA_ONLY.test(name) && !/[$]\w/.test(name));
  const members =
    type.kind === 'enum'
      ? shown(type.fields).map(({ name }) => name)
      : [...shown(type.fields).map(fieldText), ...shown(type.methods).map(methodText)];
  const name = apexName(type.name) + (parameters.length === 0 ? '' : `<${parameters.join()}>`);
  return [name, type.kind, parents.join('+'), members.join(';')].join(' ').trimEnd();
}

/** Reads the stubs of the jar whose name begins so. */
function stubs(prefix: string): { readonly source: string; readonly types: readonly ClassFile[] } {
  const jar = readdirSync(STUBS).find((name) => name.startsWith(`${prefix}-`) && name.endsWith('.jar'));
  if (jar === undefined) throw new Error(`No ${prefix}-*.jar in ${STUBS.pathname}: run npm ci in scripts/`);
  const entries = unzipSync(readFileSync(new URL(jar, STUBS)), { filter: ({ name }) => name.endsWith('.class') });
  return { source: jar.replace('.jar', ''), types: Object.values(entries).map(readClassFile) };
}

function writeTypes(): void {
  const { source, types } = stubs('standard-types');
  const lines = types
    .filter(({ name }) => !/\/(?:Internal|SObjectStubs)\//.test(name))
    .map(lineOf)
    .sort();
  const header = [
    `# Types of the platform, made by generate.ts from io.github.apex-dev-tools ${source} (BSD).`,
    '# A line a type: name, kind, parents, members; * is static. An enum has its values, types of System have no prefix.'
  ];
  writeFileSync(TARGET, [...header, ...lines, ''].join('\n'));
}

function writeFields(): void {
  const { source, types } = stubs('sobject-types');
  const byName = new Map(types.map((type) => [type.name.slice(type.name.lastIndexOf('/') + 1), type]));
  const lines = readdirSync(STANDARD)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const type = byName.get(file.replace('.json', ''));
      if (!type) return [];
      const { fields } = JSON.parse(readFileSync(new URL(file, STANDARD), 'utf8')) as { fields: { name: string }[] };
      const known = new Set(['SObjectType', 'Fields', ...fields.map(({ name }) => name)]);
      const names = type.fields.map(({ name }) => name.replace(/\$$/, '')).filter((name) => !known.has(name));
      return [`${file.replace('.json', '')} ${names.join(' ')}`.trimEnd()];
    });
  const header = [
    `# Fields and relationships of described standard objects that are not described, made by apex/platform/generate.ts from`,
    `# io.github.apex-dev-tools ${source} (BSD). A line an object; fields that features add are among them.`
  ];
  writeFileSync(new URL('field-names.txt', STANDARD), [...header, ...lines, ''].join('\n'));
}

writeTypes();
writeFields();
