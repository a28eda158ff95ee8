/** How JSON makes records: the org's objects are known to the platform, which stands above the library. */
import type { FieldSchema } from '../../../metadata/schema.ts';
import type { SObjectRecord } from '../../values/sobject.ts';

export interface RecordFactory {
  /** An empty record of the object; null: the org has no such object. */
  create(objectName: string): SObjectRecord | null;
  /** Name of the Apex type of the field's value: `Decimal`, `Id` … */
  fieldType(field: FieldSchema): string;
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
