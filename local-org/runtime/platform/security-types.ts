/** `Security.stripInaccessible` (Apex Developer Guide v65, "Enforce Security with the stripInaccessible Method"). */
import type { ObjectSchema } from '../../metadata/schema.ts';
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { ApexEnumValue } from '../machine/apex-object.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { fieldAccess, knownObjectAccess } from './permissions.ts';
import { currentTransaction } from './transaction.ts';

type AccessType = 'READABLE' | 'CREATABLE' | 'UPDATABLE' | 'UPSERTABLE';

class Decision {
  readonly records: ApexList;
  readonly removed = new Map<string, Set<string>>();
  readonly modified = new Set<number>();
  /** Child relationships that went as a whole; how `getRemovedFields` names them is not published. */
  readonly relationships = new Set<string>();
  constructor(records: ApexList) {
    this.records = records;
  }
}

function mayUse(record: SObjectRecord, name: string, access: AccessType): boolean {
  const field = record.field(name)!;
  if (field.type === 'id') return true;
  const may = fieldAccess(currentTransaction(), record.schema!, field);
  switch (access) {
    case 'READABLE':
      return may.read;
    case 'CREATABLE':
      return may.edit && field.createable;
    case 'UPDATABLE':
      return may.edit && field.updateable;
    case 'UPSERTABLE':
      return may.edit && field.createable && field.updateable;
  }
}

function isGranted(object: ObjectSchema, access: AccessType): boolean {
  const may = knownObjectAccess(currentTransaction(), object);
  return {
    READABLE: may.read,
    CREATABLE: may.create,
    UPDATABLE: may.edit,
    UPSERTABLE: may.create && may.edit
  }[access];
}

function requireObject(record: SObjectRecord, access: AccessType): void {
  if (record.schema === null) notSupported('stripInaccessible of aggregate results');
  if (!isGranted(record.schema, access))
    throw apexException('NoAccessException', `No access to entity: ${record.typeName}`);
}

/** Are these the children of a query, of an object that the user may not use? */
function areHidden(related: unknown, access: AccessType): boolean {
  if (!(related instanceof ApexList)) return false;
  return !isGranted(currentTransaction().org.store.object(related.type.args[0]!.name), access);
}

/** A copy without the fields that the user may not use; related records are treated alike. True: something was removed. */
function strip(record: SObjectRecord, access: AccessType, decision: Decision): [copy: SObjectRecord, changed: boolean] {
  if (record.schema === null) notSupported('stripInaccessible of aggregate results');
  const copy = record.copy(false);
  let changed = false;
  for (const name of fieldNames(record)) {
    if (mayUse(record, name, access)) continue;
    copy.unset(name);
    copy.selected?.delete(name.toLowerCase());
    const names = decision.removed.get(record.typeName) ?? new Set<string>();
    decision.removed.set(record.typeName, names.add(name));
    changed = true;
  }
  for (const [name, related] of record.setRelationships()) {
    if (areHidden(related, access)) {
      copy.unsetRelated(name);
      copy.selected?.delete(name.toLowerCase());
      decision.relationships.add(`${record.typeName}.${name}`);
      changed = true;
      continue;
    }
    const items = related instanceof ApexList ? related.toArray() : [related];
    const stripped = items.map((item) =>
      item instanceof SObjectRecord ? strip(item, access, decision) : ([item, false] as const)
    );
    if (!stripped.some(([, itemChanged]) => itemChanged)) continue;
    changed = true;
    const kept = stripped.map(([item]) => item);
    copy.setRelated(name, related instanceof ApexList ? new ApexList(related.type, kept) : kept[0]);
  }
  return [copy, changed];
}

/** Fields that were set, and those that a query selected though they are empty. */
function fieldNames(record: SObjectRecord): Set<string> {
  const selected = [...(record.selected ?? [])].flatMap((name) => record.field(name)?.apiName ?? []);
  return new Set([...record.setFields().map(([name]) => name), ...selected]);
}

function stripInaccessible(
  type: ApexEnumValue | null,
  records: ApexList | null,
  enforceRoot: boolean | null
): Decision {
  if (type === null || records === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const access = type.name as AccessType;
  const decision = new Decision(new ApexList(records.type));
  records.toArray().forEach((item, index) => {
    if (!(item instanceof SObjectRecord))
      throw apexException('NullPointerException', 'Attempt to de-reference a null object');
    if (enforceRoot !== false) requireObject(item, access);
    const [copy, changed] = strip(item, access, decision);
    if (changed) decision.modified.add(index);
    decision.records.add(copy);
  });
  return decision;
}

/** @throws NotSupportedError when children were removed as a whole */
function removedFields(self: Decision): ApexMap {
  const [hidden] = self.relationships;
  if (hidden !== undefined) notSupported(`getRemovedFields() after ${hidden} was removed as a whole`);
  const names = runtimeType('Set<String>');
  return new ApexMap(
    runtimeType('Map<String,Set<String>>'),
    [...self.removed].map(([object, fields]) => [object, new ApexSet(names, [...fields])] as const)
  );
}

export const securityTypes: LibraryType[] = [
  libraryType('AccessType', { kind: 'enum', enumValues: ['CREATABLE', 'READABLE', 'UPDATABLE', 'UPSERTABLE'] }, {}),
  libraryType(
    'Security',
    {},
    {
      'static SObjectAccessDecision stripInaccessible(AccessType accessCheckType, List<SObject> sourceRecords)': (
        type: ApexEnumValue | null,
        records: ApexList | null
      ) => stripInaccessible(type, records, true),
      'static SObjectAccessDecision stripInaccessible(AccessType accessCheckType, List<SObject> sourceRecords, Boolean enforceRootObjectCRUD)':
        stripInaccessible
    }
  ),
  libraryType(
    'SObjectAccessDecision',
    { isInstance: (value) => value instanceof Decision },
    {
      'List<SObject> getRecords()': (self: Decision) => self.records,
      'Map<String,Set<String>> getRemovedFields()': removedFields,
      'Set<Integer> getModifiedIndexes()': (self: Decision) =>
        new ApexSet(runtimeType('Set<Integer>'), [...self.modified])
    }
  )
];
