/**
 * `Test.loadData`: records from a static resource with comma-separated values (Apex Reference Guide v65, "Test Class").
 * Ids in the files may be any texts: they tie the records of one test together
 * (salesforce.stackexchange.com/q/54527). What files may not hold is refused without the platform's words.
 */
import { parse } from 'csv-parse/sync';
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';
import { typedValue } from '../library/json/deserialise.ts';
import { apexException, ApexException, notSupported } from '../machine/errors.ts';
import { isIdText, toId } from '../machine/ids.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import type { SObjectTypeToken } from './describe.ts';
import { dmlStatement } from './dml.ts';
import { fieldApexType } from './field-values.ts';
import { staticResourceBody } from './static-resources.ts';
import type { TestState } from './test-state.ts';

/** Inserts the records and gives them with their ids. @throws System.DmlException */
export function loadData(test: TestState, token: SObjectTypeToken | null, resource: string | null): ApexList {
  if (token === null || resource === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const object = token.schema;
  const lines = linesOf(new TextDecoder().decode(staticResourceBody(resource, 'Test.loadData')), resource);
  const [header = [], ...rows] = lines;
  const columns = header.map((name) => columnOf(object, name.trim(), resource));
  const loaded = rows.map((row) => recordOf(object, columns, row, test));
  const records = loaded.map(({ record }) => record);
  const list = new ApexList(runtimeType(`List<${object.apiName}>`), records);
  dmlStatement({
    operation: 'insert',
    value: list,
    access: 'system',
    sharing: 'without',
    externalId: null,
    mergeWith: null
  });
  for (const { record, id } of loaded) if (id !== null) test.loadedIds.set(id, record.id!);
  return list;
}

function linesOf(text: string, resource: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, record_delimiter: ['\n', '\r\n'] });
  } catch (error) {
    return notSupported(`Test.loadData of ${resource}: ${error instanceof Error ? error.message : 'no table'}`);
  }
}

function columnOf(object: ObjectSchema, name: string, resource: string): FieldSchema {
  const field = object.fields.get(name.toLowerCase());
  if (field === undefined || !(field.createable || field.type === 'id'))
    notSupported(
      `Test.loadData of ${resource} with the column ${name}, which is no field of ${object.apiName} that can be inserted`
    );
  return field;
}

function recordOf(
  object: ObjectSchema,
  columns: readonly FieldSchema[],
  row: readonly string[],
  test: TestState
): { readonly record: SObjectRecord; readonly id: string | null } {
  const record = new SObjectRecord(object);
  let id: string | null = null;
  columns.forEach((field, index) => {
    const text = row[index]!;
    if (text === '') return;
    if (field.type === 'id') id = text;
    else record.set(field.apiName, valueOf(field, text, test));
  });
  return { record, id };
}

function valueOf(field: FieldSchema, text: string, test: TestState): unknown {
  const refuse = (): never => notSupported(`Test.loadData with the value ${text} of ${field.apiName}`);
  if (field.type === 'reference') return test.loadedIds.get(text) ?? (isIdText(text) ? toId(text) : refuse());
  const type = fieldApexType(field);
  if (type === 'Boolean') return /^(?:true|1)$/i.test(text) || (/^(?:false|0)$/i.test(text) ? false : refuse());
  try {
    return typedValue({ kind: 'string', text }, runtimeType(type), true);
  } catch (error) {
    if (error instanceof ApexException) return refuse();
    throw error;
  }
}
