import type { LocalOrg } from '../local-org/jobs/local-org.ts';
import { loadTables } from '../local-org/samples/load-samples.ts';
import type { SampleRecord } from '../local-org/samples/sample-record.ts';

const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 1_000;

/** Fills `BenchItem__c` as `BenchRecords.create` would, past the limits of Apex. */
export async function loadItems(org: LocalOrg, amount: number, signal: AbortSignal): Promise<void> {
  await loadTables(org.store, org.schema, [{ object: 'BenchItem__c', records: items(amount) }], { signal });
}

function* items(amount: number): Generator<SampleRecord> {
  for (let number = 1; number <= amount; number++) {
    const day = new Date(FIRST_DAY + (number % DAYS) * 86_400_000).toISOString().slice(0, 10);
    const fields = {
      Name: `Item ${number}`,
      Number__c: number,
      Amount__c: (number * 1.25).toFixed(2),
      Day__c: day,
      Note__c: number % 3 === 0 ? null : `Note on item ${number}`,
      Done__c: number % 2 === 0
    };
    yield { key: String(number), recordType: null, fields, lookups: {} };
  }
}
