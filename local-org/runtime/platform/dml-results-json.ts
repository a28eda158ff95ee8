/**
 * Results of DML that tests make of JSON: `{"success":false,"id":…,"errors":[{"statusCode":…,"message":…,"fields":[…]}]}`.
 * The members are those that the tests of jongpie/NebulaLogger, SalesforceLabs/FluentAssert, j-fischer/rflib and
 * salesforce/apex-mockery write; what the platform makes of others, or of one that is missing, is not published.
 */
import type { DmlError, RowResult } from '../../store/results.ts';
import type { JsonNode } from '../library/json/json-tree.ts';
import { notSupported } from '../machine/errors.ts';
import { toId } from '../machine/ids.ts';
import { DmlResultValue, RESULT_TYPE } from './database-dml-types.ts';
import type { ResultOperation } from './database-dml-types.ts';
import { libraryEnumValue } from './describe.ts';

/** Operations by the type of their result; inserts and updates share one. */
const OPERATION: ReadonlyMap<string, ResultOperation> = new Map(
  (['insert', 'upsert', 'delete', 'undelete', 'emptyRecycleBin'] as const).map((each) => [RESULT_TYPE[each], each])
);

/** @returns undefined for a type that is no result of DML */
export function dmlResultFromJson(typeName: string, node: JsonNode): DmlResultValue | undefined {
  const operation = OPERATION.get(typeName);
  if (operation === undefined) return undefined;
  const refuse = (what: string): never => notSupported(`${typeName} in JSON: ${what}`);
  const given = members(node, ['success', 'id', 'created', 'errors'], refuse);
  const success = given.get('success');
  if (success?.kind !== 'boolean') return refuse('a result that does not say whether it is a success');
  const created = given.get('created');
  if ((operation === 'upsert') !== (created?.kind === 'boolean')) refuse('a result without created, or with it');
  const id = textOrNull(given.get('id'), refuse);
  const listed = given.get('errors');
  if (listed !== undefined && listed.kind !== 'array') refuse('errors that are no list');
  const errors = listed?.kind === 'array' ? listed.items.map((item) => error(item, refuse)) : null;
  const row: RowResult = {
    id: id === null ? null : (toId(id) ?? refuse(`the Id ${id}`)),
    created: created?.kind === 'boolean' && created.value,
    get errors() {
      return errors ?? refuse('getErrors() of a result without errors');
    }
  };
  return new DmlResultValue(operation, row, success.value);
}

type Refuse = (what: string) => never;

function members(node: JsonNode, known: readonly string[], refuse: Refuse): ReadonlyMap<string, JsonNode> {
  if (node.kind !== 'object') return refuse('a value that is no object');
  const unknown = node.fields.find(([name]) => !known.includes(name));
  if (unknown !== undefined) refuse(`the member ${unknown[0]}`);
  return new Map(node.fields);
}

function textOrNull(node: JsonNode | undefined, refuse: Refuse): string | null {
  if (node === undefined || node.kind === 'null') return null;
  return node.kind === 'string' ? node.text : refuse('a member that is no text');
}

function error(node: JsonNode, refuse: Refuse): DmlError {
  const given = members(node, ['statusCode', 'message', 'fields'], refuse);
  const statusCode = textOrNull(given.get('statusCode'), refuse) ?? refuse('an error without statusCode');
  // Refuses what is no value of the enum.
  libraryEnumValue('System.StatusCode', statusCode);
  return {
    statusCode,
    message: textOrNull(given.get('message'), refuse) ?? refuse('an error without message'),
    get fields() {
      const fields = given.get('fields');
      if (fields?.kind !== 'array') return refuse('getFields() of an error without fields');
      return fields.items.map((item) => textOrNull(item, refuse) ?? refuse('a field without a name'));
    }
  };
}
