/**
 * What the org's projects hold and the org here does not do: automation, sharing by rules. Whoever would meet it is refused
 * at that moment, and nobody else. Rows that are not here: unknown-rows.ts.
 */
import { notSupported } from '../machine/errors.ts';
import type { OrgContext } from './org-context.ts';

/** What saves a record; platform events are inserted. */
export type SaveOperation = 'insert' | 'update' | 'delete' | 'undelete';

/** Operations that are not done here as the projects' metadata has them done. */
export interface RefusedSave {
  /** `the flow force-app/flows/Leads.flow-meta.xml would run`. */
  readonly why: string;
  readonly operations: readonly SaveOperation[];
}

/** Keys are lower-case API names of objects. */
export interface ProjectGaps {
  readonly saves: ReadonlyMap<string, readonly RefusedSave[]>;
  /** Objects whose records are shared by rules. */
  readonly sharingRules: ReadonlySet<string>;
  /** Languages that the projects hold translations for, lower case: `es`, `pt_br`. */
  readonly languages: ReadonlySet<string>;
  /** Standard fields that a profile hides from administrators, who see all of them here: `account.rating`. */
  readonly hiddenFields: ReadonlySet<string>;
}

type Gaps = Pick<OrgContext, 'gaps'>;

/** @throws NotSupportedError when metadata of the projects would change what the operation does */
export function refuseSave({ gaps }: Gaps, objectName: string, operations: readonly SaveOperation[]): void {
  const refused = (gaps.saves.get(objectName.toLowerCase()) ?? []).find((each) =>
    operations.some((operation) => each.operations.includes(operation))
  );
  if (refused !== undefined) notSupported(`saving ${objectName}, because ${refused.why}`);
}
