/** How JSON makes records and results of DML: both are known to the platform, which stands above the library. */
import type { FieldSchema } from '../../../metadata/schema.ts';
import type { SObjectRecord } from '../../values/sobject.ts';
import type { JsonNode } from './json-tree.ts';

export interface RecordFactory {
  /** An empty record of the object; null: the org has no such object. */
  create(objectName: string): SObjectRecord | null;
  /** Name of the Apex type of the field's value: `Decimal`, `Id` … */
  fieldType(field: FieldSchema): string;
  /** A value of a type of the platform's; undefined for types that JSON is not read into here. */
  platformValue(typeName: string, node: JsonNode): unknown;
}

let factory: RecordFactory | null = null;

/** Called once by the platform when it is loaded. */
export function provideRecordFactory(next: RecordFactory): void {
  factory = next;
}

/** @throws Error when the platform has not provided one */
export function recordFactory(): RecordFactory {
  if (factory === null) throw new Error('no record factory: JSON of records is used without the platform');
  return factory;
}
