/**
 * The staged project: what is deployed and packaged, built from the working tree without touching it. LWC sources are
 * TypeScript and become JavaScript here; version, namespace and ancestor stand in its sfdx-project.json alone, so the
 * names in the sources stay free of a namespace and the platform adds it.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ReleaseConfig } from './config.ts';
import { BESIDE, readJson } from './config.ts';
import { ReleaseError } from './errors.ts';
import { formatVersion } from './version-number.ts';
import type { VersionNumber } from './version-number.ts';

export interface StageRequest {
  readonly root: string;
  readonly config: ReleaseConfig;
  readonly version: VersionNumber;
  /** False: the project for a plain scratch org. */
  readonly namespaced: boolean;
  /** What only the Dev Hub knows; null when no version is created from the project. */
  readonly package: { readonly id: string; readonly ancestor: string; readonly description: string } | null;
}

export interface Stage {
  /** Absolute. */
  readonly folder: string;
  readonly files: number;
  /** Emitted JavaScript files. */
  readonly emitted: number;
}

const SOURCE = 'force-app';
/** Never deployed, whatever .forceignore says: the CLI reads it from the staged project, too. */
const LEFT_OUT = /(^|[\\/])(__tests__|__utam__|node_modules)([\\/]|$)|\.ts$|\.js\.map$|(^|[\\/])README\.md$/;

export function stageFolder(root: string, namespaced: boolean): string {
  return path.join(root, 'build', namespaced ? 'stage' : 'stage-plain');
}

/** @throws ReleaseError when a name would not survive the namespace, or the LWC do not compile */
export async function buildStage(request: StageRequest): Promise<Stage> {
  const { root, config } = request;
  const folder = stageFolder(root, request.namespaced);
  requireNamespaceSafe(root, config.namespace);
  rmSync(folder, { recursive: true, force: true });
  for (const source of [SOURCE, BESIDE]) {
    if (!existsSync(path.join(root, source))) continue;
    cpSync(path.join(root, source), path.join(folder, source), {
      recursive: true,
      filter: (file) => !LEFT_OUT.test(path.relative(root, file)) && !isBuiltBeside(file)
    });
  }
  mkdirSync(path.join(folder, 'config'), { recursive: true });
  cpSync(path.join(root, 'config'), path.join(folder, 'config'), { recursive: true });
  for (const file of ['.forceignore']) {
    if (existsSync(path.join(root, file))) cpSync(path.join(root, file), path.join(folder, file));
  }
  writeFileSync(path.join(folder, 'sfdx-project.json'), `${JSON.stringify(stagedProject(request), null, 2)}\n`);
  const emitted = await emitLwc(root, folder);
  return { folder, files: filesBelow(path.join(folder, SOURCE)).length, emitted };
}

/** JavaScript beside a TypeScript source of the same name is what some earlier build has put there. */
function isBuiltBeside(file: string): boolean {
  return file.endsWith('.js') && existsSync(file.replace(/\.js$/, '.ts'));
}

/** Entries that the CLI knows in sfdx-project.json. */
function stagedProject({ root, config, version, namespaced, package: hub }: StageRequest): object {
  const { sfdcLoginUrl } = readJson(path.join(root, 'sfdx-project.json'));
  const packaged =
    hub === null
      ? {}
      : {
          package: config.packageName,
          versionName: formatVersion(version),
          versionNumber: `${formatVersion(version)}.NEXT`,
          versionDescription: hub.description,
          ancestorVersion: hub.ancestor,
          ...(config.postInstallScript === null ? {} : { postInstallScript: config.postInstallScript }),
          ...(config.uninstallScript === null ? {} : { uninstallScript: config.uninstallScript })
        };
  const beside = existsSync(path.join(root, BESIDE)) ? [{ path: BESIDE }] : [];
  return {
    packageDirectories: [{ path: SOURCE, default: true, ...packaged }, ...beside],
    name: config.packageName,
    namespace: namespaced ? config.namespace : '',
    ...(typeof sfdcLoginUrl === 'string' ? { sfdcLoginUrl } : {}),
    sourceApiVersion: config.apiVersion,
    ...(hub === null ? {} : { packageAliases: { [config.packageName]: hub.id } })
  };
}

/** A name that has the namespace already would get it twice. */
function requireNamespaceSafe(root: string, namespace: string): void {
  const prefix = new RegExp(`\\b${namespace}__\\w+`, 'i');
  for (const file of filesBelow(path.join(root, SOURCE))) {
    if (!/\.(cls|trigger|xml|html|ts|js|page|component)$/.test(file) || LEFT_OUT.test(file.replace(/\.ts$/, '')))
      continue;
    const found = prefix.exec(readFileSync(file, 'utf8'));
    if (found !== null)
      throw new ReleaseError(
        'namespace_in_source',
        `${path.relative(root, file)} names ${found[0]}.`,
        'Leave the namespace out: Salesforce adds it in the packaged org, and the sources work without one as well.'
      );
  }
}

/** @returns the number of files emitted */
async function emitLwc(root: string, folder: string): Promise<number> {
  const sources = filesBelow(path.join(root, SOURCE)).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !/[\\/]__tests__[\\/]/.test(file)
  );
  if (sources.length === 0) return 0;
  const project = path.join(root, 'tsconfig.lwc.json');
  if (!existsSync(project))
    throw new ReleaseError(
      'bad_config',
      `There are TypeScript components but no ${path.basename(project)}.`,
      'Add the compiler options for the components; the one of this project is an example.'
    );
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const args = [
    '-p',
    project,
    '--rootDir',
    root,
    '--outDir',
    folder,
    '--incremental',
    'false',
    '--tsBuildInfoFile',
    'null'
  ];
  const output = await new Promise<string | null>((resolve) => {
    execFile(
      process.execPath,
      [tsc, ...args, '--pretty', 'false'],
      { cwd: root, maxBuffer: 64 << 20 },
      (error, stdout) => resolve(error === null ? null : stdout || error.message)
    );
  });
  if (output !== null)
    throw new ReleaseError(
      'lwc_failed',
      `The components do not compile:\n${output.trim()}`,
      'Correct them; npm run build:lwc shows the same.'
    );
  const missing = sources
    .map((file) => path.join(folder, path.relative(root, file)).replace(/\.ts$/, '.js'))
    .find((file) => !existsSync(file));
  if (missing !== undefined)
    throw new ReleaseError(
      'lwc_failed',
      `The compiler did not emit ${path.relative(root, missing)}.`,
      'See include in tsconfig.lwc.json.'
    );
  return sources.length;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.join(file.parentPath, file.name));
}
