/** sfdx projects to everything that a worker needs to be the org: plain data that can be sent to threads. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileProject } from '../apex/check.ts';
import type { CompileResult, ProjectInput } from '../apex/check.ts';
import { emitProgram } from '../apex/emit/emit-program.ts';
import type { EmittedFile } from '../apex/emit/emitted-file.ts';
import type { CheckedProgram, CompileProblem } from '../apex/symbols.ts';
import type { SetAside } from '../apex/world.ts';
import { throwUnsupported } from '../metadata/errors.ts';
import type { OnUnsupported } from '../metadata/errors.ts';
import { buildSchema } from '../metadata/build-schema.ts';
import type { SfdxProject } from '../metadata/project.ts';
import { readSfdxProject } from '../metadata/read-project.ts';
import type { OrgSchema } from '../metadata/schema.ts';
import { standardObjectsBeside } from '../metadata/standard-objects.ts';
import type { ProjectGaps } from '../runtime/platform/gaps.ts';
import type { NamedCredential, RemoteSite, RowsElsewhere } from '../runtime/platform/org-context.ts';
import { orgLibrary } from '../runtime/platform/index.ts';
import type { PageSource } from './visualforce/render.ts';
import { compileCache } from './compile-cache.ts';
import { gapsOf } from './gaps.ts';
import { withoutUnknown } from './left-out.ts';
import { rowsOfMetadata } from './metadata-rows.ts';

export interface CompiledOrg {
  readonly projects: readonly SfdxProject[];
  readonly schema: OrgSchema;
  readonly files: readonly EmittedFile[];
  /** Lower-case name -> text. */
  readonly labels: ReadonlyMap<string, string>;
  readonly remoteSites: readonly RemoteSite[];
  readonly namedCredentials: readonly NamedCredential[];
  /** Visualforce pages. */
  readonly pages: readonly PageSource[];
  readonly gaps: ProjectGaps;
  /** Rows that the platform would have beside those here; null for an org that stands for none but itself. */
  readonly elsewhere: readonly RowsElsewhere[] | null;
  /** Why something was left out, piece by piece; empty when nothing was. */
  readonly leftOut: readonly CompileProblem[];
  /** Class and trigger files that were left out as a whole. */
  readonly leftOutFiles: readonly string[];
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
 * @param namespaces of the projects: 'dropped' as `compileOrg` does for tests of any project
 * @throws MetadataError
 */
export function checkOrg(
  folders: readonly string[],
  onUnsupported: OnUnsupported = throwUnsupported,
  namespaces: 'kept' | 'dropped' = 'kept'
): CheckedOrg {
  const found = readOrg(folders, onUnsupported);
  const read = namespaces === 'kept' ? found : withoutNamespaces(found);
  return { ...read, result: check(read, 'nothing', new Map()) };
}

export interface CompileOptions {
  /**
   * What the local org does not know is refused as a whole ('refuse'), or left out piece by piece, so that the rest can
   * run ('leaveOut'): code that reaches such a piece fails there.
   */
  readonly unsupported?: 'refuse' | 'leaveOut';
  /** API name -> key prefix of the objects that the org has had before: the ids of their records hold it. */
  readonly keyPrefixes?: ReadonlyMap<string, string>;
  /** Whether code with a namespace shows in stack traces: in an org that has it installed it does not (the default). */
  readonly packages?: 'hidden' | 'shown';
  /** Whether what the same sources gave before may be taken from the disk ('use', the default). */
  readonly cache?: 'use' | 'ignore';
}

/**
 * Reads and compiles; large projects that have not changed since are not compiled again.
 * @param folders as for `checkOrg`
 * @throws MetadataError, CompileError
 */
export function compileOrg(
  folders: readonly string[],
  { unsupported = 'refuse', keyPrefixes, packages = 'hidden', cache = 'use' }: CompileOptions = {}
): CompiledOrg {
  const leftOut: CompileProblem[] = [];
  const leaveOut: OnUnsupported = ({ path, line, message }) => {
    leftOut.push({ path, line, column: 1, kind: 'unsupported', message: message.replace(/^.*?:\d+: /, '') });
  };
  const read =
    unsupported === 'refuse'
      ? readOrg(folders, throwUnsupported, keyPrefixes)
      : withoutNamespaces(readOrg(folders, leaveOut, keyPrefixes));
  leftOut.push(...read.projects.flatMap(differences));
  const { schema, labels } = read;
  const projects =
    unsupported === 'refuse'
      ? read.projects
      : read.projects.map((project) => withoutUnknown(project, schema, (problem) => leftOut.push(problem)));
  const build = (): Emitted => emit(unsupported === 'refuse' ? compileAll(read) : compileWhatCan(read), packages);
  const { files, aside, leftOutFiles } = cache === 'use' ? cached(read, { unsupported, packages }, build) : build();
  return {
    projects,
    schema,
    files,
    labels: new Map([...labels].map(([name, text]) => [name.toLowerCase(), text])),
    remoteSites: projects.flatMap((project) =>
      project.remoteSites.map(({ name, url, isActive }) => ({ name, url, active: isActive }))
    ),
    namedCredentials: projects.flatMap((project) => project.namedCredentials),
    pages: projects.flatMap(pagesOf),
    gaps: gapsOf(projects, new Set(leftOutFiles.keys())),
    elsewhere: unsupported === 'refuse' ? null : rowsOfMetadata(read.projects, projects),
    leftOut: [...leftOut, ...aside, ...[...leftOutFiles.values()].flat()],
    leftOutFiles: [...leftOutFiles.keys()]
  };
}

/** What the whole org differs in from one made for the project. */
function differences({ droppedNamespace, orgSwitches }: SfdxProject): CompileProblem[] {
  const unsupported = (file: string, what: string): CompileProblem => ({
    path: file,
    line: 1,
    column: 1,
    kind: 'unsupported',
    message: `not supported by the local org: ${what}`
  });
  return [
    ...(droppedNamespace === undefined
      ? []
      : [
          unsupported(
            'sfdx-project.json',
            `the namespace ${droppedNamespace}; classes and objects are tested without it`
          )
        ]),
    ...orgSwitches
      .filter(({ name, value }) => name === 'language' && value !== 'en_US')
      .map(({ value, path: file }) => unsupported(file, `the language ${value} of the org; tests run in English`))
  ];
}

function pagesOf(project: SfdxProject): PageSource[] {
  const names = pageNames(project);
  return pageFiles(project).map((file, index) => ({
    name: names[index]!,
    namespace: project.namespace,
    text: readFileSync(path.join(project.root, file), 'utf8')
  }));
}

function pageFiles({ components }: SfdxProject): string[] {
  return components.map((component) => component.path).filter((file) => file.endsWith('.page'));
}

/** As addresses have them: `ns__Page` in a project with a namespace. */
function pageNames(project: SfdxProject): string[] {
  const prefix = project.namespace === '' ? '' : `${project.namespace}__`;
  return pageFiles(project).map((file) => `${prefix}${path.basename(file, '.page')}`);
}

type ReadOrg = Omit<CheckedOrg, 'result'>;
type Emitted = Pick<Compiled, 'aside' | 'leftOutFiles'> & Pick<CompiledOrg, 'files'>;
type Compiled = Extract<CompileResult, { readonly program: CheckedProgram }> & {
  readonly leftOutFiles: ReadonlyMap<string, readonly CompileProblem[]>;
};

/** Fewer classes are compiled before their entry would be read. */
const WORTH_KEEPING = 50;
const kept = compileCache<Emitted>(path.join(import.meta.dirname, '..', '..', '.cache', 'apex'));

function cached(read: ReadOrg, options: CompileOptions, build: () => Emitted): Emitted {
  // The catalog of the library is code, which the fingerprint stands for.
  const input = { ...projectInput(read), catalog: null };
  return input.files.length < WORTH_KEEPING ? build() : kept.get([input, options], build);
}

function emit({ program, aside, leftOutFiles }: Compiled, packages: 'hidden' | 'shown'): Emitted {
  return { files: emitProgram(program, packages), aside, leftOutFiles };
}

function readOrg(
  folders: readonly string[],
  onUnsupported: OnUnsupported,
  keyPrefixes?: ReadonlyMap<string, string>
): ReadOrg {
  const projects = folders.map((folder) => readSfdxProject(folder, undefined, onUnsupported));
  const classNames = projects.flatMap(({ namespace, classes }) =>
    namespace === '' ? classes.map(({ name }) => name) : []
  );
  const schema = buildSchema(standardObjectsBeside(classNames), projects, onUnsupported, keyPrefixes);
  const labels = new Map(
    projects.flatMap((project) => project.labels.map((label) => [label.name, label.value] as const))
  );
  return { projects, schema, labels };
}

/**
 * A project with a namespace is checked and tested as in an org without one, where nothing of it has a prefix: its
 * objects have none here, and code that works its namespace out from a class has to find the same.
 */
function withoutNamespaces(read: ReadOrg): ReadOrg {
  return {
    ...read,
    projects: read.projects.map((project) =>
      // Classes alone keep it: they may have names that types of the platform have.
      project.namespace === '' ||
      !project.objects.some(({ definition, fields }) => definition !== null || fields.length > 0)
        ? project
        : {
            ...project,
            namespace: '',
            droppedNamespace: project.namespace,
            unsupported: [
              ...project.unsupported,
              {
                path: 'sfdx-project.json',
                type: 'Namespace',
                reason: `classes and objects are checked and tested without the namespace ${project.namespace}`
              }
            ]
          }
    )
  };
}

function check(read: ReadOrg, setAside: SetAside, without: ReadonlyMap<string, unknown>): CompileResult {
  return compileProject(projectInput(read, setAside, without));
}

/** What the compiler is told of an org. */
export function projectInput(
  { projects, schema, labels }: Pick<CompiledOrg, 'projects' | 'schema' | 'labels'>,
  setAside: SetAside = 'nothing',
  without: ReadonlyMap<string, unknown> = new Map()
): ProjectInput {
  const files = projects.flatMap(({ classes, triggers, namespace }) =>
    [...classes, ...triggers].map(({ path, text, apiVersion }) => ({ path, text, apiVersion, namespace }))
  );
  return {
    files: files.filter((file) => !without.has(file.path)),
    catalog: orgLibrary,
    schema,
    labels,
    pages: projects.flatMap(pageNames),
    namespace:
      projects
        .map(({ namespace, droppedNamespace }) => droppedNamespace ?? namespace)
        .find((namespace) => namespace !== '') ?? '',
    packages: projects.flatMap(({ missingPackages }) => missingPackages),
    setAside
  };
}

function compileAll(read: ReadOrg): Compiled {
  const result = check(read, 'nothing', new Map());
  if ('problems' in result) throw new CompileError(result.problems);
  return { ...result, leftOutFiles: new Map() };
}

/** Leaves out files whose declarations hold something unsupported, then those that cannot do without them. */
function compileWhatCan(read: ReadOrg): Compiled {
  const leftOutFiles = new Map<string, CompileProblem[]>();
  for (let setAside: SetAside = 'unsupported'; ; setAside = 'all') {
    const result = check(read, setAside, leftOutFiles);
    if (!('problems' in result)) return { ...result, leftOutFiles };
    // What is wrong while everything is there is wrong; later it follows from what was left out.
    const errors = setAside === 'unsupported' ? result.problems.filter(({ kind }) => kind === 'error') : [];
    if (errors.length > 0) throw new CompileError(errors);
    for (const problem of result.problems)
      leftOutFiles.set(problem.path, [...(leftOutFiles.get(problem.path) ?? []), problem]);
  }
}
