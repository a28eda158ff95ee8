/** What may be done with a field in a query, by its type and flags. Source: SOQL guide, "Support for Field Types in Aggregate Functions" and the describe flags. */
import type { FieldSchema, FieldType } from '../metadata/schema.ts';
import { SoqlError } from './errors.ts';
import type { AggregateFunction, ComparisonOperator, DateFunction, SoqlPosition } from './syntax.ts';

const NUMBERS: ReadonlySet<FieldType> = new Set<FieldType>(['int', 'long', 'double', 'currency', 'percent']);
const TEXTS: ReadonlySet<FieldType> = new Set<FieldType>([
  'string',
  'textarea',
  'picklist',
  'combobox',
  'email',
  'phone',
  'url'
]);
const IDS: ReadonlySet<FieldType> = new Set<FieldType>(['id', 'reference']);
const NEVER_AGGREGATED: ReadonlySet<FieldType> = new Set<FieldType>([
  'boolean',
  'time',
  'multipicklist',
  'base64',
  'encryptedstring',
  'address',
  'location',
  'anyType'
]);

export const isNumber = (field: FieldSchema): boolean => NUMBERS.has(field.type);
/** Compared without regard to case, unless the field says otherwise. */
export const isText = (field: FieldSchema): boolean =>
  TEXTS.has(field.type) ||
  field.type === 'multipicklist' ||
  field.type === 'encryptedstring' ||
  field.type === 'anyType';
export const isId = (field: FieldSchema): boolean => IDS.has(field.type);
export const isLongText = (field: FieldSchema): boolean => field.type === 'textarea' && field.length > 255;

export function requireFilterable(field: FieldSchema, position: SoqlPosition): void {
  if (!field.filterable || isLongText(field)) {
    throw new SoqlError(`field '${field.apiName}' can not be filtered in a query call`, position, 'INVALID_FIELD');
  }
}

export function requireGroupable(field: FieldSchema, position: SoqlPosition): void {
  if (!field.groupable) throw new SoqlError(`field '${field.apiName}' can not be grouped in a query call`, position);
}

export function requireSortable(field: FieldSchema, position: SoqlPosition): void {
  if (!field.sortable || field.type === 'multipicklist' || isLongText(field) || field.type === 'encryptedstring') {
    throw new SoqlError(`field '${field.apiName}' can not be sorted in a query call`, position, 'INVALID_FIELD');
  }
}

export function requireAggregatable(field: FieldSchema, operator: AggregateFunction, position: SoqlPosition): void {
  const numericOnly = operator === 'SUM' || operator === 'AVG';
  if (
    !field.aggregatable ||
    NEVER_AGGREGATED.has(field.type) ||
    isLongText(field) ||
    (numericOnly && !isNumber(field))
  ) {
    throw new SoqlError(
      `field ${field.apiName} does not support aggregate operator ${operator}`,
      position,
      'INVALID_FIELD'
    );
  }
}

export function requireDateFunction(
  field: FieldSchema,
  name: DateFunction,
  convertTimezone: boolean,
  position: SoqlPosition
): void {
  const datetimeOnly = name === 'HOUR_IN_DAY' || name === 'DAY_ONLY' || convertTimezone;
  if (field.type === 'datetime' || (field.type === 'date' && !datetimeOnly)) return;
  throw new SoqlError(`field ${field.apiName} does not support date function ${name}`, position, 'INVALID_FIELD');
}

const EQUALITY: ReadonlySet<ComparisonOperator> = new Set<ComparisonOperator>(['=', '!=', 'IN', 'NOT IN']);

export function requireOperator(field: FieldSchema, operator: ComparisonOperator, position: SoqlPosition): void {
  if (allowsOperator(field, operator)) return;
  throw new SoqlError(`invalid operator on ${field.type} field`, position, 'INVALID_QUERY_FILTER_OPERATOR');
}

function allowsOperator(field: FieldSchema, operator: ComparisonOperator): boolean {
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') return field.type === 'multipicklist';
  // IN on multi-select picklists is not documented, and in public code that compiles (SalesforceFoundation/EDA).
  if (EQUALITY.has(operator)) return true;
  if (field.type === 'multipicklist' || field.type === 'boolean') return false;
  if (operator === 'LIKE') return isText(field);
  return true;
}
