/** sfdx projects to everything that a worker needs to be the org: plain data that can be sent to threads. */
import { compileProject } from '../apex/check.ts';
import type { CompileResult } from '../apex/check.ts';
import { emitProgram } from '../apex/emit/emit-program.ts';
import type { EmittedFile } from '../apex/emit/emitted-file.ts';
import type { CheckedProgram, CompileProblem } from '../apex/symbols.ts';
import { throwUnsupported } from '../metadata/errors.ts';
import type { OnUnsupported } from '../metadata/errors.ts';
import { buildSchema } from '../metadata/build-schema.ts';
import type { SfdxProject } from '../metadata/project.ts';
import { readSfdxProject } from '../metadata/read-project.ts';
import type { OrgSchema } from '../metadata/schema.ts';
import { standardObjects } from '../metadata/standard-objects.ts';
import type { RemoteSite } from '../runtime/platform/org-context.ts';
import { orgLibrary } from '../runtime/platform/index.ts';

export interface CompiledOrg {
  readonly projects: readonly SfdxProject[];
  readonly schema: OrgSchema;
  readonly files: readonly EmittedFile[];
  /** Lower-case name -> text. */
  readonly labels: ReadonlyMap<string, string>;
  readonly remoteSites: readonly RemoteSite[];
}

/** The Apex does not compile. `message` lists the problems as Salesforce's deployment would. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  readonly problems: readonly CompileProblem[];

  constructor(problems: readonly CompileProblem[]) {
    super(problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

export interface CheckedOrg {
  readonly projects: readonly SfdxProject[];
  readonly schema: OrgSchema;
  /** Declared name -> text. */
  readonly labels: ReadonlyMap<string, string>;
  readonly result: CompileResult;
}

/**
 * Reads projects and checks their Apex; wrong Apex does not throw.
 * @param folders sfdx project directories, later ones may build on earlier ones
 * @param onUnsupported hears of metadata that the local org cannot represent; throws unless told otherwise
 * @throws MetadataError
 */
export function checkOrg(folders: readonly string[], onUnsupported: OnUnsupported = throwUnsupported): CheckedOrg {
  const projects = folders.map((folder) => readSfdxProject(folder, undefined, onUnsupported));
  const schema = buildSchema(standardObjects(), projects, onUnsupported);
  const labels = new Map(projects.flatMap((project) => project.labels.map((label) => [label.name, label.value] as const)));
  const sources = projects.flatMap((project) => [...project.classes, ...project.triggers]);
  const result = compileProject({
    files: sources.map(({ path, text, apiVersion }) => ({ path, text, apiVersion })),
    catalog: orgLibrary, schema, labels,
    namespace: projects.map((project) => project.namespace).find((namespace) => namespace !== '') ?? ''
  });
  const later = 'problems' in result ? [] : futureMethods(result.program);
  return { projects, schema, labels, result: later.length > 0 ? { problems: later } : result };
}

/**
 * Reads and compiles.
 * @param folders as for `checkOrg`
 * @throws MetadataError, CompileError
 */
export function compileOrg(folders: readonly string[]): CompiledOrg {
  const { projects, schema, labels, result } = checkOrg(folders);
  if ('problems' in result) throw new CompileError(result.problems);
  return {
    projects, schema, files: emitProgram(result.program),
    labels: new Map([...labels].map(([name, text]) => [name.toLowerCase(), text])),
    remoteSites: projects.flatMap((project) => project.remoteSites.map(({ name, url, isActive }) => ({ name, url, active: isActive })))
  };
}

/** Correct Apex, but nothing here would run it later: called like any other method it would run at once. */
function futureMethods(program: CheckedProgram): CompileProblem[] {
  return program.classes.flatMap((definition) => definition.methods
    .filter((method) => method.annotations.some(({ name }) => name === 'future'))
    .map(({ position }) => ({
      path: definition.file.path, line: position.line, column: position.column + 1, kind: 'unsupported' as const,
      message: 'not supported by the local org: @future'
    })));
}
