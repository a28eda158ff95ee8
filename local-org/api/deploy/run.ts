/** One deployment from its archive to the org as it is afterwards. */
import path from 'node:path';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import type { Store } from '../../store/store.ts';
import type { Component, ComponentProblem } from '../metadata/components.ts';
import { keyOf } from '../metadata/layout.ts';
import type { ComponentName } from '../metadata/layout.ts';
import type { SourceTree } from '../metadata/source-tree.ts';
import { failureMessage, manifestMessage, removalMessage, successMessage } from './messages.ts';
import { pendingJobProblems } from './pending-jobs.ts';
import { planDeployment } from './plan.ts';
import type { DeployPlan } from './plan.ts';
import { NO_TESTS } from './result.ts';
import type { DeployMessage, DeployOptions, RunTestResult } from './result.ts';
import { stage } from './stage.ts';
import type { DeployTarget, DeployUser } from './target.ts';
import { classesToRun, runDeployTests } from './tests.ts';

export interface Outcome {
  readonly status: 'Succeeded' | 'SucceededPartial' | 'Failed' | 'Canceled';
  readonly successes: readonly DeployMessage[];
  readonly failures: readonly DeployMessage[];
  readonly tests: RunTestResult;
}

/** Hears how far it is, and says whether to go on. */
export interface DeployControl {
  readonly isCanceled: () => boolean;
  readonly components: (total: number, failed: number) => void;
  readonly tests: (total: number, completed: number, failed: number) => void;
}

/** @throws ArchiveError, NoTestClassError */
export async function runDeployment(
  target: DeployTarget,
  user: DeployUser,
  archive: Uint8Array,
  options: DeployOptions,
  control: DeployControl
): Promise<Outcome> {
  const plan = planDeployment(archive, target.tree);
  const prepared = prepare(target, plan, options);
  const describe = messagesOf(target, plan, options);
  const total = plan.components.length + plan.removals.length + plan.missing.length;
  control.components(Math.max(total, prepared.problems.length), prepared.problems.length);
  const failures = [...prepared.problems.map(describe.failed), ...describe.warnings.filter(({ success }) => !success)];
  const successes = [
    ...describe.succeeded(prepared.components, prepared.compiled === null ? [] : plan.removals),
    ...describe.warnings.filter(({ success }) => success)
  ];
  const end = (status: Outcome['status'], tests: RunTestResult): Outcome => ({ status, successes, failures, tests });
  const failed = failures.length > 0;
  if (prepared.compiled === null || (failed && options.rollbackOnError)) return end('Failed', NO_TESTS);
  if (control.isCanceled()) return end('Canceled', NO_TESTS);

  const { compiled, tree } = prepared;
  const tests = await testsOf(target, compiled, options, plan, control);
  const testsFailed = tests.numFailures > 0 || tests.codeCoverageWarnings.length > 0;
  if (testsFailed) return end('Failed', tests);
  if (control.isCanceled()) return end('Canceled', tests);
  if (!options.checkOnly) await commit(target, user, prepared.components, plan, compiled, tree);
  return end(failed ? 'SucceededPartial' : 'Succeeded', tests);
}

interface Prepared {
  readonly components: readonly Component[];
  readonly problems: readonly ComponentProblem[];
  /** Null when nothing can be deployed. */
  readonly compiled: CompiledOrg | null;
  readonly tree: SourceTree;
}

/** Without rollback on errors, what is wrong is left out until the rest compiles. */
function prepare(target: DeployTarget, plan: DeployPlan, options: DeployOptions): Prepared {
  const problems: ComponentProblem[] = [...plan.problems, ...pendingJobProblems(target, plan)];
  const none = { components: [], problems, compiled: null, tree: target.tree };
  let components = withoutFailed(plan.components, problems);
  if (problems.length > 0 && options.rollbackOnError) return { ...none, components };
  for (;;) {
    const staged = stage({
      tree: target.tree,
      stageRoot: path.join(target.folder, 'staged'),
      packages: target.packages(),
      keyPrefixes: target.state.keyPrefixes,
      store: target.local().store,
      components,
      removedBefore: plan.removals.filter(({ when }) => when === 'before'),
      removedAfter: plan.removals.filter(({ when }) => when === 'after')
    });
    if (staged.ok) return { components, problems, compiled: staged.compiled, tree: staged.tree };
    problems.push(...staged.problems);
    const left = withoutFailed(components, staged.problems);
    if (options.rollbackOnError || left.length === components.length || left.length === 0)
      return { ...none, components: left };
    components = left;
  }
}

function withoutFailed(components: readonly Component[], problems: readonly ComponentProblem[]): readonly Component[] {
  const failed = new Set(problems.map(keyOf));
  return components.filter((component) => !failed.has(keyOf(component)));
}

interface Messages {
  readonly failed: (problem: ComponentProblem) => DeployMessage;
  readonly warnings: readonly DeployMessage[];
  readonly succeeded: (components: readonly Component[], removals: DeployPlan['removals']) => DeployMessage[];
}

function messagesOf(target: DeployTarget, plan: DeployPlan, options: DeployOptions): Messages {
  const store = target.local().store;
  const now = store.clock();
  const knowledge = {
    now,
    before: (component: Component) => target.tree.files(component),
    idOf: (name: ComponentName) => idOfRow(store, name) ?? target.state.member(name)?.memberId ?? ''
  };
  return {
    failed: (problem) => failureMessage(problem, knowledge),
    warnings: plan.missing.map((removal) => removalMessage(removal, knowledge, options.ignoreWarnings)),
    succeeded: (components, removals) => [
      manifestMessage(now),
      ...components.map((component) => successMessage(component, knowledge)),
      ...removals.map((removal) => removalMessage(removal, knowledge, null))
    ]
  };
}

async function testsOf(
  target: DeployTarget,
  compiled: CompiledOrg,
  options: DeployOptions,
  plan: DeployPlan,
  control: DeployControl
): Promise<RunTestResult> {
  const isOwn = (file: string): boolean => file.startsWith(target.tree.main);
  const methods = testMethods(compiled, new Set(classesToRun({ compiled, isOwn, options })));
  let completed = 0;
  let failed = 0;
  control.tests(methods, completed, failed);
  return runDeployTests({
    compiled,
    isOwn,
    options,
    deployed: plan.components,
    idOf: (name) => idOfRow(target.local().store, name) ?? target.state.member(name)?.memberId ?? '',
    onTest({ outcome }) {
      if (outcome === 'Pass') completed++;
      else failed++;
      control.tests(methods, completed, failed);
    }
  });
}

function testMethods(compiled: CompiledOrg, classNames: ReadonlySet<string>): number {
  return compiled.files
    .flatMap(({ classes }) => classes.filter(({ name }) => classNames.has(name)))
    .reduce((sum, { methods }) => sum + methods.filter(({ isTest }) => isTest).length, 0);
}

async function commit(
  target: DeployTarget,
  user: DeployUser,
  components: readonly Component[],
  plan: DeployPlan,
  compiled: CompiledOrg,
  tree: SourceTree
): Promise<void> {
  const removed = plan.removals.flatMap((removal) => withParts(target.tree, removal));
  await target.replace(inPlaceOf(compiled, tree, target.tree));
  tree.replace(target.tree);
  const { store } = target.local();
  target.state.applied(components, removed, {
    userId: user.id,
    now: store.clock(),
    idOf: (name) => idOfRow(store, name)
  });
  target.state.keepPrefixes(compiled.schema);
}

/** The staged source takes the place of the org's own: what was read from it will be there. */
function inPlaceOf(compiled: CompiledOrg, staged: SourceTree, own: SourceTree): CompiledOrg {
  return {
    ...compiled,
    projects: compiled.projects.map((project) =>
      project.root === path.resolve(staged.root) ? { ...project, root: path.resolve(own.root) } : project
    )
  };
}

/** An object goes with its fields and the rest. */
function withParts(tree: SourceTree, removal: ComponentName): ComponentName[] {
  const parts =
    removal.type === 'CustomObject'
      ? tree.components().filter(({ fullName }) => fullName.startsWith(`${removal.fullName}.`))
      : [];
  return [removal, ...parts];
}

const ROWS: Readonly<Record<string, readonly [table: string, column: string]>> = {
  ApexClass: ['ApexClass', 'Name'],
  CustomPermission: ['CustomPermission', 'DeveloperName'],
  PermissionSet: ['PermissionSet', 'Name']
};

/** The id of the row that stands for the component in the org's data; null when none does. */
export function idOfRow(store: Store, { type, fullName }: ComponentName): string | null {
  const row = ROWS[type];
  if (row === undefined) return null;
  const found = store.all(
    `SELECT "Id" FROM "${row[0]}" WHERE "${row[1]}" = ? AND "NamespacePrefix" IS NULL`,
    fullName
  )[0]?.[0];
  return typeof found === 'string' ? found : null;
}
