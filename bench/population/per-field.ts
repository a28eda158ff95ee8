import { recordTypeIdsOf } from '../record-types.ts';
import type { LocalOrg } from '../../local-org/jobs/local-org.ts';
import type { CountedField } from './run-job.ts';

/** One COUNT() per field, and one per field and record type: how it is done by hand. */
export interface PerFieldCost {
  readonly queries: number;
  /** Of the fields that were tried, times all fields. */
  readonly milliseconds: number;
  readonly fieldsTried: number;
}

/** Every field costs a scan for each record type, so that a few stand for all. */
const FIELDS_TRIED = 4;

/** @throws Error when a query fails */
export async function countFieldByField(
  org: LocalOrg,
  objectName: string,
  fields: readonly CountedField[],
  options: { readonly onProgress: (text: string) => void; readonly signal: AbortSignal }
): Promise<PerFieldCost> {
  const types = [...recordTypeIdsOf(org.store, objectName).values()];
  const stride = Math.max(1, Math.floor(fields.length / FIELDS_TRIED));
  const tried = fields.filter((_, index) => index % stride === 0).slice(0, FIELDS_TRIED);
  const started = performance.now();
  for (const { name, type } of tried) {
    options.signal.throwIfAborted();
    options.onProgress(`one COUNT per record type: ${name}`);
    const filled = type === 'boolean' ? `${name} = TRUE` : `${name} != NULL`;
    await org.query(`SELECT COUNT() FROM ${objectName} WHERE ${filled}`);
    for (const id of types) {
      await org.query(`SELECT COUNT() FROM ${objectName} WHERE ${filled} AND RecordTypeId = '${id}'`);
    }
  }
  const milliseconds = performance.now() - started;
  return {
    queries: fields.length * (1 + types.length),
    milliseconds: (milliseconds * fields.length) / tried.length,
    fieldsTried: tried.length
  };
}
