/**
 * Parents named by an external id: `contact.Account = new Account(Number__c = '7')` saves the contact below the account
 * with that number (Apex Developer Guide v65, "Creating Parent and Child Records in a Single Statement Using Foreign
 * Keys"). Rows that a query returned carry parents for reading, and saved parents have ids; neither is a reference.
 */
import { findByExternalId } from '../../store/external-ids.ts';
import type { DmlError } from '../../store/results.ts';
import { checkValue, RefusedValue } from '../../store/validate.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { toPlain } from './field-values.ts';
import type { Transaction } from './transaction.ts';

export interface ParentReferences {
  /** Lookup fields and the ids that they get. */
  readonly ids: Readonly<Record<string, string>>;
  readonly error: DmlError | null;
}

/** Resolves the references of one record; the first that cannot be resolved is the record's error. */
export function parentReferences(transaction: Transaction, record: SObjectRecord): ParentReferences {
  const ids: Record<string, string> = {};
  for (const [relationship, parent] of record.setRelationships()) {
    if (!(parent instanceof SObjectRecord) || parent.selected !== null || parent.id !== null) continue;
    const lookup = lookupOf(record, relationship);
    const found = lookup === null ? null : resolve(transaction, record, lookup, relationship, parent);
    if (found === null) continue;
    if (typeof found !== 'string') return { ids, error: found };
    ids[lookup!] = found;
  }
  return { ids, error: null };
}

function lookupOf(record: SObjectRecord, relationship: string): string | null {
  for (const field of record.schema!.fields.values())
    if (field.relationshipName?.toLowerCase() === relationship.toLowerCase()) return field.apiName;
  return null;
}

/** The parent's id, the record's error, or null when the parent says nothing. */
function resolve(
  transaction: Transaction,
  record: SObjectRecord,
  lookup: string,
  relationship: string,
  parent: SObjectRecord
): string | DmlError | null {
  const given = parent.setFields().filter(([, value]) => value !== null);
  if (given.length === 0) return null;
  const object = parent.schema!;
  if (given.length > 1)
    return refused(`More than 1 field provided in an external foreign key reference in entity: ${object.apiName}`);
  const [name, value] = given[0]!;
  const key = parent.field(name)!;
  if (!key.externalId && !key.idLookup)
    return refused(`Field name provided, ${name} is not an External ID or indexed field for ${object.apiName}`);
  if (record.get(lookup) !== null)
    return refused(`Cannot specify both an external ID reference ${relationship} and a salesforce id, ${lookup}`);
  const checked = checkValue(key, toPlain(value));
  if (checked instanceof RefusedValue) return checked.error;
  const [id, ...more] = findByExternalId(transaction.org.store, object, key, checked);
  if (id === undefined)
    return refused(
      `Foreign key external ID: ${String(toPlain(value))} not found for field ${name} in entity ${object.apiName}`
    );
  return more.length === 0
    ? id
    : {
        statusCode: 'DUPLICATE_EXTERNAL_ID',
        message: `${name}: more than one record found for external id field: [${[id, ...more].join(', ')}]`,
        fields: [name]
      };
}

function refused(message: string): DmlError {
  return { statusCode: 'INVALID_FIELD', message, fields: [] };
}
