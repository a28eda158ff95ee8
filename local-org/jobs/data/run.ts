/** Runs one call of the data APIs as a transaction of the user. Everything that goes wrong comes back as an answer. */
import { NotSupportedError } from '../../runtime/machine/errors.ts';
import { failureOf } from '../../runtime/machine/failure.ts';
import { DmlException } from '../../runtime/library/dml-exception.ts';
import { execute } from '../../runtime/platform/execution.ts';
import type { Transaction } from '../../runtime/platform/transaction.ts';
import { SoqlError } from '../../soql/errors.ts';
import { QueryRunError } from '../../soql/run.ts';
import type { OrgRuntime } from '../org-runtime.ts';
import { DataRefused } from './calls.ts';
import type { DataAnswer, DataCall, DataError, DataValues } from './calls.ts';
import { describeGlobal, describeObject } from './describe.ts';
import { describeColumns, retrieve, runDataQuery } from './query.ts';
import { saveRows } from './save.ts';

export function runDataCall({ context }: OrgRuntime, userId: string, call: DataCall): DataAnswer {
  const outcome = execute({ org: context, kind: 'api', user: context.user(userId) }, (transaction) =>
    valueOf(transaction, call)
  );
  return outcome.ok ? { ok: true, value: outcome.value } : { ok: false, ...refusalOf(outcome.error, call) };
}

function valueOf(transaction: Transaction, call: DataCall): DataValues[DataCall['kind']] {
  switch (call.kind) {
    case 'query':
      return runDataQuery(transaction, call);
    case 'columns':
      return describeColumns(transaction, call);
    case 'retrieve':
      return retrieve(transaction, call);
    case 'save':
      return saveRows(transaction, call);
    case 'describe':
      return describeObject(transaction, call.object, call.base);
    case 'describeGlobal':
      return describeGlobal(transaction, call.base);
    case 'limits':
      return Object.fromEntries(
        transaction.org.orgLimits().map(({ name, used, limit }) => [name, { Max: limit, Remaining: limit - used }])
      );
  }
}

interface Refusal {
  readonly status: number;
  readonly errors: readonly DataError[];
}

const one = (status: number, errorCode: string, message: string): Refusal => ({
  status,
  errors: [{ errorCode, message }]
});

/** The API's own name for a thing that the local org does not do. */
const NOT_DONE = 'FUNCTIONALITY_NOT_ENABLED';

function refusalOf(error: unknown, call: DataCall): Refusal {
  if (error instanceof DataRefused) return { status: error.status, errors: [error.entry] };
  if (error instanceof NotSupportedError) return one(501, NOT_DONE, error.message);
  if (error instanceof SoqlError) {
    if (error.code === 'NOT_SUPPORTED') return one(501, NOT_DONE, error.message);
    return one(400, error.code, 'soql' in call ? error.withContext(call.soql) : error.message);
  }
  if (error instanceof QueryRunError) return one(400, error.code, error.message);
  if (error instanceof DmlException) {
    return {
      status: 400,
      errors: error.failures.map(({ statusCode, message, fields }) => ({ errorCode: statusCode, message, fields }))
    };
  }
  const failure = failureOf(error);
  if (failure.typeName === 'System.QueryException') return one(400, queryCode(failure.message), `\n${failure.message}`);
  if (failure.typeName === null) throw error;
  return one(
    400,
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    [failure.text, failure.stackTrace].filter((part) => part !== '').join('\n\n')
  );
}

/** User mode hides what may not be read behind the messages for what does not exist. */
function queryCode(message: string): string {
  if (message.startsWith('sObject type ')) return 'INVALID_TYPE';
  return message.startsWith('No such column ') ? 'INVALID_FIELD' : 'MALFORMED_QUERY';
}
