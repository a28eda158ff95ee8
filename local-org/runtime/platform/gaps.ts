/**
 * What the org's projects hold and the org here does not do: automation, sharing by rules. Whoever would meet it is refused
 * at that moment, and nobody else. Rows that are not here: unknown-rows.ts.
 */
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';
import { isUndescribedField } from '../../metadata/standard-objects.ts';
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

/** Features that add fields or rules which are not here. */
export type OrgFeature = 'personAccounts' | 'addressPicklists' | 'fiscalYear';

/** Keys are lower-case API names of objects. */
export interface ProjectGaps {
  readonly saves: ReadonlyMap<string, readonly RefusedSave[]>;
  /** Objects whose records are shared by rules. */
  readonly sharingRules: ReadonlySet<string>;
  /** Languages that the projects hold translations for, lower case: `es`, `pt_br`. */
  readonly languages: ReadonlySet<string>;
  /** Standard fields that a profile hides from administrators, who see all of them here: `account.rating`. */
  readonly hiddenFields: ReadonlySet<string>;
  /** Profiles that the projects have files of, by their names in rows. */
  readonly profiles: ReadonlySet<string>;
  readonly features: ReadonlySet<OrgFeature>;
  /** Objects of which restriction rules hide records. */
  readonly restrictionRules: ReadonlySet<string>;
  /** Objects with an active assignment rule. */
  readonly assignmentRules: ReadonlySet<string>;
  /** Objects whose standard duplicate rule the project switches off. */
  readonly inactiveDuplicateRules: ReadonlySet<string>;
}

type Gaps = Pick<OrgContext, 'gaps'>;

/** @throws NotSupportedError when metadata of the projects would change what the operation does */
export function refuseSave({ gaps }: Gaps, objectName: string, operations: readonly SaveOperation[]): void {
  const refused = (gaps.saves.get(objectName.toLowerCase()) ?? []).find((each) =>
    operations.some((operation) => each.operations.includes(operation))
  );
  if (refused !== undefined) notSupported(`saving ${objectName}, because ${refused.why}`);
}

const ADDRESS_CODES = /(?:State|Country)Code$/i;
const OF_PERSONS = /^(?:IsPersonAccount|Person\w+|FirstName|LastName|Salutation)$/i;

/** @throws NotSupportedError for a field that the object would have if a feature of the projects' org were here */
export function refuseFeatureField({ gaps }: Gaps, { apiName, custom }: ObjectSchema, name: string): void {
  if (gaps.features.size === 0 || custom || !isUndescribedField(apiName, name)) return;
  const feature = ADDRESS_CODES.test(name)
    ? 'addressPicklists'
    : ['Account', 'Contact'].includes(apiName) && OF_PERSONS.test(name)
      ? 'personAccounts'
      : null;
  if (feature !== null && gaps.features.has(feature))
    notSupported(`the field ${apiName}.${name}, which ${FEATURE_NAMES[feature]} add`);
}

const FEATURE_NAMES: Readonly<Record<OrgFeature, string>> = {
  personAccounts: 'person accounts',
  addressPicklists: 'picklists of states and countries',
  fiscalYear: 'a fiscal year that does not begin in January'
};

/** @throws NotSupportedError for a query that counts in fiscal periods other than the calendar's */
export function refuseFiscalPeriods({ gaps }: Gaps, query: string): void {
  if (gaps.features.has('fiscalYear') && /FISCAL_/i.test(query))
    notSupported(`fiscal periods in SOQL with ${FEATURE_NAMES.fiscalYear}`);
}

/** @throws NotSupportedError for a state or country, which has to be one of the picklist's where there is one */
export function refuseAddress({ gaps }: Gaps, object: ObjectSchema, field: FieldSchema): void {
  if (!gaps.features.has('addressPicklists') || field.compoundFieldName === null || field.custom) return;
  if (/(?:State|Country)$/.test(field.apiName))
    notSupported(`saving ${object.apiName}.${field.apiName}, because ${FEATURE_NAMES.addressPicklists} are on`);
}

/** @throws NotSupportedError for an object with an active assignment rule, which would give its records an owner */
export function refuseAssignment({ gaps }: Gaps, objectName: string): void {
  if (gaps.assignmentRules.has(objectName.toLowerCase())) notSupported(`the assignment rule of ${objectName}`);
}
