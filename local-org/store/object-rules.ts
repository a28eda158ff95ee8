/** What the platform itself does when it saves or deletes records of certain standard objects, beside their fields' rules. */
import { ACTIVITY_RULES } from './activity-rules.ts';
import { CAMPAIGN_RULES } from './campaign-rules.ts';
import { CONTENT_RULES } from './content-rules.ts';
import type { SqliteValue } from './driver.ts';
import { MESSAGE_RULES } from './message-rules.ts';
import { ORDER_RULES } from './order-rules.ts';
import { isOfProfile } from './profile-assignments.ts';
import { dmlError, refuse } from './results.ts';
import type { DmlError, PlainRow } from './results.ts';
import { SALES_RULES } from './sales-rules.ts';
import type { Store } from './store.ts';
import { wholeSeconds } from './validate.ts';

export interface SavedRow {
  readonly store: Store;
  /** The whole row, decimals of an update left out unless they change; what a rule sets is saved. */
  readonly row: Map<string, SqliteValue>;
  /** null for a new row. */
  readonly id: string | null;
  /** Fields that the caller gives a value to. */
  readonly given: ReadonlySet<string>;
  /** Saves a row of the platform's own; gives its id. */
  readonly insert: (objectName: string, row: PlainRow) => string;
}

export interface ObjectRules {
  /** Before the fields' own rules. */
  before(saved: SavedRow): DmlError[];
  after?(store: Store, id: string, insert: SavedRow['insert'], isNew: boolean): void;
  beforeDelete?(store: Store, id: string): DmlError[];
  /** The row is in the recycle bin by then. */
  afterDelete?(store: Store, id: string): void;
}

/** Public code compares with it (the error of a Lightning component that makes users of contacts). */
const NO_ADDRESS = 'Username must be in the form of an email address (for example, john@acme.com): Username';

const RULES: Readonly<Record<string, ObjectRules>> = {
  ...SALES_RULES,
  ...CONTENT_RULES,
  ...ACTIVITY_RULES,
  ...CAMPAIGN_RULES,
  ...MESSAGE_RULES,
  ...ORDER_RULES,
  // Usernames are kept in lower case (tests of SalesforceFoundation/EDA compare them so, TDTM_Manager_TEST).
  User: {
    before: ({ row }) => {
      const name = row.get('Username');
      if (typeof name !== 'string') return [];
      row.set('Username', name.toLowerCase());
      return name.includes('@') ? [] : [dmlError('FIELD_INTEGRITY_EXCEPTION', NO_ADDRESS, ['Username'])];
    }
  },
  PermissionSetAssignment: {
    before: () => [],
    beforeDelete: (store, id) =>
      isOfProfile(store, id) ? refuse("deleting the assignment of a profile's own permission set") : []
  },
  // "The date and time when the case was closed" (Object Reference v65, "Case"); an open one has none.
  Case: {
    before({ store, row }) {
      if (row.get('IsClosed') !== 1) row.set('ClosedDate', null);
      else if ((row.get('ClosedDate') ?? null) === null) row.set('ClosedDate', wholeSeconds(store.clock()));
      return [];
    }
  },
  Holiday: { before: ({ row }) => (row.get('IsRecurrence') === 1 ? refuse('holidays that recur') : []) },
  Asset: {
    before: ({ row }) =>
      (row.get('AccountId') ?? row.get('ContactId') ?? null) === null
        ? [
            dmlError('FIELD_INTEGRITY_EXCEPTION', 'Every asset needs an account, a contact, or both.', [
              'AccountId',
              'ContactId'
            ])
          ]
        : []
  }
};

export function rulesOf(objectName: string): ObjectRules | null {
  return Object.hasOwn(RULES, objectName) ? RULES[objectName]! : null;
}
