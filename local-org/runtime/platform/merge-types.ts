/** `Database.merge` and its result (Apex Reference Guide v65, "MergeResult Class"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { withProperties } from '../library/members.ts';
import { nullPointer } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { recordsOf } from './dml.ts';
import { DatabaseError, throwFailures } from './dml-failures.ts';
import { madeFromJson, RESULT_FIELDS } from './json-made.ts';
import { mergeRecords } from './merge.ts';
import type { MergedRow } from './merge.ts';
import { accessOf } from './user-types.ts';
import type { AccessLevelValue } from './user-types.ts';

class MergeResultValue {
  readonly row: MergedRow;
  constructor(row: MergedRow) {
    this.row = row;
  }
}

/** A record, an id, or a list of either. */
function idsOf(duplicates: unknown): string[] {
  if (duplicates === null) throw nullPointer();
  const items = duplicates instanceof ApexList ? [...duplicates.toArray()] : [duplicates];
  return items.map((item) => (item instanceof SObjectRecord ? (item.id ?? '') : String(item)));
}

interface Options {
  readonly allOrNone?: boolean | null;
  readonly level?: AccessLevelValue | null;
}

function merge(master: unknown, duplicates: unknown, { allOrNone, level }: Options): MergeResultValue[] {
  const [record] = recordsOf(master);
  const isAllOrNone = allOrNone ?? true;
  const access = level === undefined ? 'default' : accessOf(level);
  const rows = mergeRecords({ master: record!, duplicateIds: idsOf(duplicates), allOrNone: isAllOrNone, access });
  if (isAllOrNone)
    throwFailures(
      'merge',
      rows.map(({ duplicateId }) => named(record!, duplicateId)),
      rows.map(({ result }) => result)
    );
  return rows.map((row) => new MergeResultValue(row));
}

function named({ schema }: SObjectRecord, id: string): SObjectRecord {
  const record = new SObjectRecord(schema);
  record.load('Id', id);
  return record;
}

/** The forms of one kind of second argument: alone, with allOrNone, with AccessLevel, with both. */
function forms(parameter: string, single: boolean): Parameters<typeof libraryType>[2] {
  const result = single ? 'Database.MergeResult' : 'List<Database.MergeResult>';
  const give = (rows: MergeResultValue[]): unknown =>
    single ? rows[0]! : new ApexList(runtimeType('List<Database.MergeResult>'), rows);
  const start = `static ${result} merge(SObject masterRecord, ${parameter}`;
  return {
    [`${start})`]: (master: unknown, other: unknown) => give(merge(master, other, {})),
    [`${start}, Boolean allOrNone)`]: (master: unknown, other: unknown, allOrNone: boolean | null) =>
      give(merge(master, other, { allOrNone })),
    [`${start}, AccessLevel level)`]: (master: unknown, other: unknown, level: AccessLevelValue | null) =>
      give(merge(master, other, { level })),
    [`${start}, Boolean allOrNone, AccessLevel level)`]: (
      master: unknown,
      other: unknown,
      allOrNone: boolean | null,
      level: AccessLevelValue | null
    ) => give(merge(master, other, { allOrNone, level }))
  };
}

export const mergeMembers: Parameters<typeof libraryType>[2] = {
  ...forms('SObject duplicate', true),
  ...forms('Id duplicateId', true),
  ...forms('List<SObject> duplicates', false),
  ...forms('List<Id> duplicateIds', false)
};

const texts = (ids: readonly string[]) => new ApexList(runtimeType('List<String>'), [...ids]);

export const mergeTypes: LibraryType[] = [
  madeFromJson(
    libraryType(
      'Database.MergeResult',
      { isInstance: (value) => value instanceof MergeResultValue },
      withProperties({
        'Boolean isSuccess()': ({ row }: MergeResultValue) => row.result.errors.length === 0,
        'Id getId()': ({ row }: MergeResultValue) => row.masterId,
        'List<String> getMergedRecordIds()': ({ row }: MergeResultValue) =>
          texts(row.masterId === null ? [] : [row.duplicateId]),
        'List<String> getUpdatedRelatedIds()': ({ row }: MergeResultValue) => texts(row.movedIds),
        'List<Database.Error> getErrors()': ({ row }: MergeResultValue) =>
          new ApexList(
            runtimeType('List<Database.Error>'),
            row.result.errors.map((error) => new DatabaseError(error))
          )
      })
    ),
    { ...RESULT_FIELDS, mergedRecordIds: 'List<String>', updatedRelatedIds: 'List<String>' }
  )
];
