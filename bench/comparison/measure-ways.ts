import type { LocalOrg } from '../../local-org/jobs/local-org.ts';
import { callAura } from '../../local-org/cli/call-aura.ts';
import { quote } from '../../local-org/store/values.ts';
import type { BenchOrg } from '../bench-org.ts';
import { timed } from '../part.ts';
import type { Timed, Watch } from '../part.ts';
import { PAGE, QUERY_WAYS } from './ways.ts';
import type { CountedObject, Way, WayQuery } from './ways.ts';

/** What one way of counting takes for an object. */
export interface WayCost {
  readonly way: string;
  readonly gives: string;
  readonly queries: number;
  /** Rows that come back to whoever asks. */
  readonly rows: number;
  /** HTTP requests from outside the org; null where it counts itself. */
  readonly apiCalls: number | null;
  /** Apex's own, or one for each request from outside; null where there are none. */
  readonly transactions: number | null;
  /** Of what was tried, in proportion; so is the processor time, in milliseconds too. */
  readonly milliseconds: number;
  readonly processor: number;
}

/** Queries of a way that are timed, spread evenly: they are alike, and there are thousands. */
const TRIED = 10;
const PAGES_TRIED = 3;
/** Values that the batch reads in all; it is timed on the first records when there are more. */
const MOST_VALUES = 3_000_000;
/** Values in the records of one transaction of the batch: more do not fit into a heap of 12 MB. */
const SCOPE_VALUES = 200_000;
/** The batch's start and its finish. */
const START_AND_FINISH = 2;

/** @throws Error when a query fails or finds something else than SQL */
export async function measureWays(opened: BenchOrg, object: CountedObject, watch: Watch): Promise<WayCost[]> {
  const costs = [await rowScan(opened, object, watch)];
  for (const way of QUERY_WAYS) costs.push(await queries(opened.org, object, way, watch));
  costs.push(await exportAll(opened.org, object, watch));
  return costs;
}

async function queries(org: LocalOrg, object: CountedObject, way: Way, watch: Watch): Promise<WayCost> {
  const all = way.queries(object);
  const stride = Math.max(1, all.length / TRIED);
  const tried = Array.from({ length: Math.min(TRIED, all.length) }, (_, index) => all[Math.floor(index * stride)]!);
  const times: Timed<unknown>[] = [];
  for (const query of tried) {
    watch.signal.throwIfAborted();
    watch.onProgress(`${way.name}: ${query.soql.slice(0, 60)}`);
    const answer = await timed(() => org.query(query.soql));
    times.push(answer);
    requireExpected(query, answer.result);
  }
  return {
    way: way.name,
    gives: way.gives,
    queries: all.length,
    rows: all.reduce((sum, { rows }) => sum + rows, 0),
    apiCalls: way.requests(all.length),
    transactions: way.requests(all.length),
    ...inProportion(times, all.length / tried.length)
  };
}

/** All that was timed, times so many. */
function inProportion(times: readonly Timed<unknown>[], share: number): Pick<WayCost, 'milliseconds' | 'processor'> {
  const sum = (of: (time: Timed<unknown>) => number): number => times.reduce((total, time) => total + of(time), 0);
  return {
    milliseconds: sum(({ milliseconds }) => milliseconds) * share,
    processor: sum(({ processor }) => processor) * share
  };
}

function requireExpected({ soql, expected }: WayQuery, answer: readonly Readonly<Record<string, unknown>>[]): void {
  if (answer.length === 0) throw new Error(`${soql} found nothing`);
  if (expected === null) return;
  const found = Object.values(answer[0]!).find((value) => typeof value === 'number');
  if (found !== expected) throw new Error(`${soql} found ${String(found)}, the job ${expected}`);
}

/** Wide records make a page of the REST API smaller; how much smaller is not published. */
const PAGE_VALUES = 500_000;

async function exportAll(org: LocalOrg, object: CountedObject, { onProgress, signal }: Watch): Promise<WayCost> {
  const size = Math.min(PAGE, Math.floor(PAGE_VALUES / object.fields.length));
  const pages = Math.ceil(object.rows / size);
  const tried = Math.min(PAGES_TRIED, pages);
  const columns = [...new Set(['Id', 'RecordTypeId', ...object.fields.map(({ name }) => name)])].join(', ');
  let after = '000000000000000';
  const times: Timed<unknown>[] = [];
  for (let page = 1; page <= tried; page++) {
    signal.throwIfAborted();
    onProgress(`export of all records: page ${page}`);
    const soql = `SELECT ${columns} FROM ${object.name} WHERE Id > '${after}' ORDER BY Id LIMIT ${size}`;
    const answer = await timed(() => org.query(soql));
    times.push(answer);
    const records = answer.result;
    if (records.length !== Math.min(size, object.rows - (page - 1) * size)) throw new Error('a page is not full');
    after = String(records.at(-1)!['Id']);
  }
  return {
    way: 'Export of all records',
    gives: 'everything, outside the org (scripts with pandas)',
    queries: 1,
    rows: object.rows,
    apiCalls: pages,
    transactions: pages,
    ...inProportion(times, pages / tried)
  };
}

async function rowScan(opened: BenchOrg, object: CountedObject, { onProgress }: Watch): Promise<WayCost> {
  const { org, failed, failedJobs } = opened;
  const { name, rows, fields } = object;
  const most = Math.min(rows, Math.ceil(MOST_VALUES / fields.length));
  const scope = Math.min(PAGE, Math.floor(SCOPE_VALUES / fields.length));
  onProgress(`Apex batch over ${most} records`);
  const names = fields.map((field) => field.name);
  const time = await timed(async () => {
    await callAura(org, 'BenchRowScan', 'start', { objectName: name, fields: names, most, scope });
    await org.engine.idle();
  });
  failed.throwIfAborted();
  if (failedJobs.length > 0) throw new Error(`the batch failed: ${failedJobs.join(', ')}`);
  requireScanned(org, object, most);
  return {
    way: 'Apex batch that reads every record',
    gives: 'fill (most Apex batches, e.g. praneel/fieldfilling)',
    queries: 1,
    rows,
    apiCalls: null,
    transactions: Math.ceil(rows / scope) + START_AND_FINISH,
    ...inProportion([time], rows / most)
  };
}

/** @throws Error when the batch and SQL disagree over the records that the batch read */
function requireScanned({ store }: LocalOrg, { name, fields }: CountedObject, most: number): void {
  const found = new Map(
    store.all('SELECT "Name", "Number__c" FROM "BenchItem__c"').map(([field, count]) => [field, count])
  );
  const columns = fields.map((field) => (field.type === 'boolean' ? 'SUM' : 'COUNT') + `(${quote(field.name)})`);
  const first = `SELECT * FROM ${quote(name)} WHERE "IsDeleted" = 0 ORDER BY "Id" LIMIT ${most}`;
  const [expected] = store.all(`SELECT ${columns.join(', ')} FROM (${first})`);
  fields.forEach((field, index) => {
    if (Number(found.get(field.name)) !== Number(expected![index])) {
      throw new Error(
        `the batch counted ${String(found.get(field.name))} for ${field.name}, SQL ${String(expected![index])}`
      );
    }
  });
}
