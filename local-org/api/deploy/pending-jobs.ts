/** Classes whose jobs wait or run cannot be changed: the platform would have to go on with what they were. */
import type { ComponentProblem } from '../metadata/components.ts';
import type { ComponentName } from '../metadata/layout.ts';
import { sameFiles } from './messages.ts';
import type { DeployPlan } from './plan.ts';
import type { DeployTarget } from './target.ts';

/** By the type of the job, as the platform words it. Queueable jobs keep no class from being changed. */
const REFUSALS: Readonly<Record<string, string>> = {
  ScheduledApex: 'This schedulable class has jobs pending or in progress',
  BatchApex: 'This Apex class has batch or future jobs pending or in progress',
  Future: 'This Apex class has batch or future jobs pending or in progress'
};

/** What the plan changes or removes although it is busy. */
export function pendingJobProblems(target: DeployTarget, plan: DeployPlan): ComponentProblem[] {
  const busy = busyClasses(target);
  const problemOf = (changed: ComponentName & { readonly fileName: string }): ComponentProblem[] => {
    const problem = changed.type === 'ApexClass' ? busy.get(changed.fullName.toLowerCase()) : undefined;
    if (problem === undefined) return [];
    const { type, fullName, fileName } = changed;
    return [{ type, fullName, fileName, problem, line: null, column: null }];
  };
  const changed = plan.components.filter((component) => !sameFiles(target.tree.files(component), component.files));
  return [...changed, ...plan.removals].flatMap(problemOf);
}

/** Lower-case name of a class of the org's own -> why it cannot be changed. */
function busyClasses(target: DeployTarget): Map<string, string> {
  const rows = target.local().store.all(
    `SELECT DISTINCT c."Name", j."JobType" FROM "AsyncApexJob" j JOIN "ApexClass" c ON c."Id" = j."ApexClassId"
     WHERE j."Status" NOT IN ('Completed', 'Failed', 'Aborted') AND c."NamespacePrefix" IS NULL`
  );
  return new Map(
    rows.flatMap(([name, type]) => {
      const refusal = REFUSALS[String(type)];
      return refusal === undefined ? [] : [[String(name).toLowerCase(), refusal] as const];
    })
  );
}
