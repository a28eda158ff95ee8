import type { SampleTable } from './sample-record.ts';
import { AGGREGATABLE_KINDS, wideObject, wideRecords } from './wide-object.ts';
import type { WideFieldKind, WideObject } from './wide-object.ts';

/** An object of a generated org, and how many records it is to have. */
export interface PlannedObject {
  readonly wide: WideObject;
  readonly records: number;
}

/** What queries can count; every tenth object has long text too, so that its records have to be read. */
const COUNTED: readonly WideFieldKind[] = [...AGGREGATABLE_KINDS, 'checkbox', 'time', 'multipicklist'];
const READ: readonly WideFieldKind[] = [...COUNTED, 'longText'];
/** Records by object in turn, as orgs have them: many objects with none or few, some with thousands. */
const SIZES = [0, 12, 0, 75, 150, 0, 40, 300, 900, 25, 0, 60, 110, 5, 0, 220, 35, 0, 4_000, 90];
const MOST_RECORD_TYPES = 5;

/** An org of many custom objects with this many custom fields each, one in ten of them a picklist. */
export function wideOrg(objects: number, fields: number): readonly PlannedObject[] {
  return Array.from({ length: objects }, (_, index): PlannedObject => {
    const wide = wideObject({
      object: `Wide_${String(index + 1).padStart(4, '0')}__c`,
      fields,
      picklists: Math.round(fields / 10),
      recordTypes: index % MOST_RECORD_TYPES,
      kinds: index % 10 === 8 ? READ : COUNTED
    });
    return { wide, records: SIZES[index % SIZES.length]! };
  });
}

/** The records of the org; each object has a seed of its own. */
export function wideOrgTables(org: readonly PlannedObject[]): readonly SampleTable[] {
  return org.map(({ wide, records }, index) => ({
    object: wide.object,
    records: wideRecords(wide, records, index + 1)
  }));
}
