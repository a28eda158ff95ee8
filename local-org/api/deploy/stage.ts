/**
 * The org as it would be after a deployment: its source with the components written and removed, compiled together with
 * the packages that are installed. Nothing of the org itself changes here.
 */
import { CompileError, compileOrg } from '../../jobs/compile-org.ts';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import { MetadataError } from '../../metadata/errors.ts';
import { openStore, setUpOrg } from '../../store/index.ts';
import { refusedChanges } from '../../store/migrate.ts';
import type { Store } from '../../store/store.ts';
import type { Component, ComponentProblem } from '../metadata/components.ts';
import { keyOf } from '../metadata/layout.ts';
import type { ComponentName } from '../metadata/layout.ts';
import type { SourceTree } from '../metadata/source-tree.ts';
import { lightningProblems } from './lightning-check.ts';

export interface StageInput {
  readonly tree: SourceTree;
  /** Where the copy goes; replaced when it exists. */
  readonly stageRoot: string;
  /** sfdx projects of the installed packages. */
  readonly packages: readonly string[];
  readonly keyPrefixes: ReadonlyMap<string, string>;
  /** The org's data as it is. */
  readonly store: Store;
  readonly components: readonly Component[];
  readonly removedBefore: readonly ComponentName[];
  readonly removedAfter: readonly ComponentName[];
}

export type Staged =
  | { readonly ok: true; readonly tree: SourceTree; readonly compiled: CompiledOrg }
  | { readonly ok: false; readonly problems: readonly ComponentProblem[] };

export function stage(input: StageInput): Staged {
  const tree = input.tree.copyTo(input.stageRoot);
  for (const name of input.removedBefore) tree.remove(name);
  if (input.removedBefore.length > 0 && input.components.length + input.removedAfter.length > 0) {
    // What goes first must not be needed by what the org has before the rest comes.
    const left = compile(input, tree);
    if (!left.ok) return left;
  }
  for (const component of input.components) tree.write(component);
  for (const name of input.removedAfter) tree.remove(name);
  const problems = input.components.flatMap(lightningProblems);
  const result = compile(input, tree);
  if (!result.ok) return { ok: false, problems: [...problems, ...result.problems] };
  problems.push(...dataProblems(input, result.compiled), ...setupProblems(input, result.compiled));
  return problems.length > 0 ? { ok: false, problems } : result;
}

function compile(input: StageInput, tree: SourceTree): Staged {
  try {
    return {
      ok: true,
      tree,
      compiled: compileOrg([...input.packages, tree.root], { keyPrefixes: input.keyPrefixes })
    };
  } catch (error) {
    return { ok: false, problems: problemsOf(input, error) };
  }
}

/** @throws what is neither wrong Apex nor wrong metadata */
function problemsOf(input: StageInput, error: unknown): ComponentProblem[] {
  if (error instanceof CompileError)
    return error.problems.map(({ path, line, column, message }) => problemAt(input, path, message, line, column));
  if (error instanceof MetadataError)
    return [problemAt(input, error.path, error.message.slice(`${error.path}:${error.line}: `.length), error.line, 1)];
  throw error;
}

function problemAt(input: StageInput, path: string, message: string, line: number, column: number): ComponentProblem {
  const name = input.tree.componentOf(path);
  const component = name === null ? undefined : deployed(input, name);
  if (component === undefined) return dependentProblem(input, name, path, message, line, column);
  const { type, fullName, fileName, lineOffset } = component;
  return {
    type,
    fullName,
    fileName: fileName.includes('/lwc/') ? path : fileName,
    problem: message,
    line: lineOffset === null ? null : line + lineOffset,
    column: lineOffset === null ? null : column
  };
}

function deployed({ components }: StageInput, name: ComponentName): Component | undefined {
  return components.find((each) => keyOf(each) === keyOf(name));
}

/** Something of the org that is not being deployed no longer compiles: the deployment is to blame. */
function dependentProblem(
  input: StageInput,
  name: ComponentName | null,
  path: string,
  message: string,
  line: number,
  column: number
): ComponentProblem {
  const [removed] = [...input.removedBefore, ...input.removedAfter];
  const component = input.components.find(({ type }) => type === 'ApexClass') ?? input.components[0];
  const cause: ComponentName | undefined = component ?? removed;
  const dependent = name === null ? path : `${name.type === 'ApexClass' ? 'Class' : name.type} ${name.fullName}`;
  return {
    type: cause?.type ?? '',
    fullName: cause?.fullName ?? '',
    fileName: component?.fileName ?? 'destructiveChanges.xml',
    problem: `Dependent class is invalid and needs recompilation:\n ${dependent} : line ${line}, column ${column}: ${message}`,
    line: null,
    column: null
  };
}

/** Fields that cannot become what they are to be, because of what they hold. */
function dataProblems(input: StageInput, compiled: CompiledOrg): ComponentProblem[] {
  return refusedChanges(input.store, compiled.schema).map(({ objectName, fieldName, message }) => {
    const component = deployed(input, { type: 'CustomField', fullName: `${objectName}.${fieldName}` });
    return {
      type: 'CustomField',
      fullName: `${objectName}.${fieldName}`,
      fileName: component?.fileName ?? `objects/${objectName}.object`,
      problem: message,
      line: component?.lineOffset === undefined || component.lineOffset === null ? null : component.lineOffset + 2,
      column: null
    };
  });
}

/** Permission sets and custom metadata that name what there is not: found by setting up an empty org. */
function setupProblems(input: StageInput, compiled: CompiledOrg): ComponentProblem[] {
  const store = openStore(':memory:', compiled.schema, { clock: input.store.clock, userId: input.store.userId });
  try {
    setUpOrg(store, compiled.projects);
    return [];
  } catch (error) {
    return problemsOf(input, error);
  } finally {
    store.close();
  }
}
