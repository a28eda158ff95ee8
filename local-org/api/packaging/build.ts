/** Builds a package version: what is packaged is named, compiled and tested on its own, as in an org without anything else. */
import { rmSync } from 'node:fs';
import { runCompiledTests } from '../../jobs/apex-tests.ts';
import type { ClassCoverage } from '../../jobs/apex-tests.ts';
import { CompileError, compileOrg } from '../../jobs/compile-org.ts';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import { MetadataError } from '../../metadata/errors.ts';
import { ADMIN_USER_ID, openStore, setUpOrg } from '../../store/index.ts';
import { planDeployment } from '../deploy/plan.ts';
import { lightningProblems } from '../deploy/lightning-check.ts';
import { MINIMUM_COVERAGE, percentCovered } from '../deploy/tests.ts';
import { unpack } from '../metadata/archive.ts';
import type { Component } from '../metadata/components.ts';
import { SourceTree } from '../metadata/source-tree.ts';
import { Namespacer } from './namespace.ts';
import { notPackageable, strippedPermissionSet } from './packaged.ts';

export interface BuildRequest {
  /** `package.zip` of the request. */
  readonly archive: Uint8Array;
  /** '' for an unlocked package without one. */
  readonly namespace: string;
  /** Where the version's project goes; nothing stays there when the build fails. */
  readonly folder: string;
  readonly skipValidation: boolean;
  readonly calculateCoverage: boolean;
  /** Classes that run when the package is installed and uninstalled; null for none. */
  readonly scripts: { readonly install: string | null; readonly uninstall: string | null };
}

export interface Build {
  /** Type and name of each component, as the package has them. */
  readonly components: readonly string[];
  /** Null when it was not calculated. */
  readonly coverage: {
    readonly percent: number;
    readonly passed: boolean;
    readonly classes: readonly ClassCoverage[];
  } | null;
  readonly files: number;
  readonly bytes: number;
}

/** All that keeps the version from being built. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** @throws BuildError, ArchiveError */
export async function buildVersion(request: BuildRequest): Promise<Build> {
  rmSync(request.folder, { recursive: true, force: true });
  try {
    return await build(request);
  } catch (error) {
    rmSync(request.folder, { recursive: true, force: true });
    throw error;
  }
}

async function build(request: BuildRequest): Promise<Build> {
  const { namespace, folder } = request;
  const tree = new SourceTree(folder, `${namespace === '' ? 'packaged' : namespace}/`).create(namespace);
  const components = packagedComponents(request, tree);
  for (const component of components) tree.write(component);
  const facts = {
    components: components.map(({ type, fullName }) => `${type} ${fullName}`),
    files: components.reduce((sum, each) => sum + each.files.size, 0),
    bytes: components.reduce(
      (sum, each) => sum + [...each.files.values()].reduce((size, file) => size + file.length, 0),
      0
    )
  };
  if (request.skipValidation) return { ...facts, coverage: null };
  const compiled = compilePackage(tree);
  requireScripts(compiled, request.scripts);
  return { ...facts, coverage: request.calculateCoverage ? await coverageOf(compiled) : null };
}

function packagedComponents({ archive, namespace }: BuildRequest, tree: SourceTree): Component[] {
  const plan = planDeployment(archive, tree);
  const problems = [
    ...plan.problems.map(({ fileName, problem, line }) => `${fileName}${line === null ? '' : `:${line}`}: ${problem}`),
    ...plan.components.flatMap((component) => notPackageable(component) ?? []),
    ...plan.components
      .flatMap(lightningProblems)
      .map(({ fileName, problem, line }) => `${fileName}:${line ?? 1}: ${problem}`)
  ];
  if (problems.length > 0) throw new BuildError(problems);
  if (plan.components.length === 0) throw new BuildError(['The package has no metadata']);
  const stripped = plan.components.map(strippedPermissionSet);
  if (namespace === '') return stripped;
  const namespacer = new Namespacer(namespace, stripped);
  return stripped.map((component) => namespacer.component(component));
}

function compilePackage(tree: SourceTree): CompiledOrg {
  try {
    const compiled = compileOrg([tree.root], { packages: 'shown' });
    const store = openStore(':memory:', compiled.schema, { clock: () => Date.now(), userId: ADMIN_USER_ID });
    try {
      setUpOrg(store, compiled.projects);
    } finally {
      store.close();
    }
    return compiled;
  } catch (error) {
    if (error instanceof CompileError)
      throw new BuildError(
        error.problems.map(
          ({ path, line, column, message }) => `${path.split('/').at(-1)!}: ${message} (${line}:${column})`
        )
      );
    if (error instanceof MetadataError) throw new BuildError([error.message]);
    throw error;
  }
}

/** Classes with these names that do what the platform will ask of them. */
function requireScripts(compiled: CompiledOrg, scripts: BuildRequest['scripts']): void {
  const sources = new Map(
    compiled.projects.flatMap(({ classes }) => classes.map(({ name, text }) => [name.toLowerCase(), text] as const))
  );
  const check = (name: string | null, handler: string): string[] => {
    if (name === null) return [];
    const source = sources.get(name.toLowerCase());
    if (source === undefined) return [`There is no Apex class ${name} for the ${handler}`];
    return new RegExp(`\\bimplements\\b[^{]*\\b${handler}\\b`, 'i').test(source)
      ? []
      : [`The Apex class ${name} does not implement ${handler}`];
  };
  const problems = [...check(scripts.install, 'InstallHandler'), ...check(scripts.uninstall, 'UninstallHandler')];
  if (problems.length > 0) throw new BuildError(problems);
}

async function coverageOf(compiled: CompiledOrg): Promise<NonNullable<Build['coverage']>> {
  const run = await runCompiledTests(compiled, {});
  const failed = run.results.filter(({ outcome }) => outcome !== 'Pass');
  if (failed.length > 0)
    throw new BuildError(
      failed.map(
        ({ className, method, message, stackTrace }) => `${className}.${method}: ${message ?? ''} ${stackTrace ?? ''}`
      )
    );
  const percent = percentCovered(run.coverage);
  const triggers = run.coverage.filter(({ path, covered }) => path.endsWith('.trigger') && covered === 0);
  return { percent, passed: percent >= MINIMUM_COVERAGE && triggers.length === 0, classes: run.coverage };
}

/** What a version's request holds. @throws BuildError, ArchiveError */
export function versionInfo(archive: Uint8Array): { readonly descriptor: Descriptor; readonly archive: Uint8Array } {
  const files = unpack(archive);
  const descriptor = files.get('package2-descriptor.json');
  const packaged = files.get('package.zip');
  if (descriptor === undefined || packaged === undefined)
    throw new BuildError(['The version info needs package.zip and package2-descriptor.json']);
  return { descriptor: JSON.parse(new TextDecoder().decode(descriptor)) as Descriptor, archive: packaged };
}

/** `package2-descriptor.json`. */
export interface Descriptor {
  readonly versionName?: string;
  readonly versionNumber?: string;
  readonly versionDescription?: string;
  readonly ancestorId?: string;
  readonly dependencies?: readonly unknown[];
  readonly postInstallScript?: string;
  readonly uninstallScript?: string;
}
