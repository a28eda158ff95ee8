/** System.Map. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { ApexList, ApexMap } from '../values/collections.ts';
import { deepEquals } from '../values/equality.ts';
import { hashCode } from '../values/keys.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { textOf } from '../values/text.ts';
import { deepCloneOf } from './deep-clone.ts';
import { given } from './members.ts';

export const mapType: LibraryType = libraryType(
  'Map',
  { parameters: ['K', 'V'], isInstance: (value) => value instanceof ApexMap },
  {
    'new()': (type: RuntimeType) => new ApexMap(type),
    'new(Map<K,V> entries)': (type: RuntimeType, entries: ApexMap | null) =>
      new ApexMap(type, given(entries).entries()),
    'new(List<SObject> records)': (type: RuntimeType, records: ApexList | null) =>
      putRecords(new ApexMap(type), given(records)),

    'void clear()': (self: ApexMap) => self.clear(),
    'Map<K,V> clone()': (self: ApexMap) => new ApexMap(self.type, self.entries()),
    'Boolean containsKey(K key)': (self: ApexMap, key: unknown) => self.containsKey(key),
    'Map<K,V> deepClone()': (self: ApexMap) =>
      new ApexMap(
        self.type,
        self.entries().map(([key, value]) => [key, deepCloned(value)])
      ),
    'Boolean equals(Object other)': (self: ApexMap, other: unknown) => deepEquals(self, other),
    'V get(K key)': (self: ApexMap, key: unknown) => self.get(key),
    'Integer hashCode()': (self: ApexMap) => hashCode(self),
    'Boolean isEmpty()': (self: ApexMap) => self.size === 0,
    'Set<K> keySet()': (self: ApexMap) => self.keySet(),
    'V put(K key, V value)': (self: ApexMap, key: unknown, value: unknown) => self.put(key, value),
    'void putAll(Map<K,V> entries)': (self: ApexMap, entries: ApexMap | null) => {
      for (const [key, value] of given(entries).entries()) self.put(key, value);
    },
    'void putAll(List<SObject> records)': (self: ApexMap, records: ApexList | null) => {
      putRecords(self, given(records));
    },
    'V remove(K key)': (self: ApexMap, key: unknown) => self.remove(key),
    'Integer size()': (self: ApexMap) => self.size,
    'String toString()': (self: ApexMap) => textOf(self),
    'List<V> values()': (self: ApexMap) => new ApexList(runtimeType(`List<${self.type.args[1]!.name}>`), self.values())
  }
);

/** @throws System.ListException for a record without id */
function putRecords(map: ApexMap, records: ApexList): ApexMap {
  records.toArray().forEach((record, index) => {
    const id = given(record as SObjectRecord | null).id;
    if (id === null) throw apexException('ListException', `Row with null Id at index: ${index}`);
    map.put(id, record);
  });
  return map;
}

/** Maps of records keep everything, Id included; other values are shared (Apex Reference Guide, "Map Class", deepClone). */
function deepCloned(value: unknown): unknown {
  return value instanceof SObjectRecord ? deepCloneOf(value, { id: true, timestamps: true, autonumber: true }) : value;
}
