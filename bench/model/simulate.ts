import { DEFAULT_QUERY_COST } from '../../local-org/runtime/platform/limits.ts';
import { loadTables } from '../../local-org/samples/load-samples.ts';
import { wideRecords, writeWideProject } from '../../local-org/samples/wide-object.ts';
import { withBenchOrg } from '../bench-org.ts';
import type { BenchOrg } from '../bench-org.ts';
import { runJob } from '../population/run-job.ts';
import { countedObject } from '../wide.ts';
import type { ObjectShape } from './object-shape.ts';

/** What the shipped Apex used on the virtual clock, less what the rest of the org takes. */
export interface SimulatedCost {
  readonly queries: number;
  readonly executions: number;
  readonly seconds: number;
}

const CUT_SHORT = /Your query request was running for too long/;

/** @param standsFor rows that each stored one stands for in the time model */
export function simulate(
  objects: readonly ObjectShape[],
  standsFor: number,
  { onProgress, signal }: { readonly onProgress: (text: string) => void; readonly signal: AbortSignal }
): Promise<SimulatedCost> {
  const planned = objects.map((shape, index) => {
    // A run takes objects by name: these come before those that every org has.
    const wide = { ...countedObject(shape), object: `A_Wide_${String(index + 1).padStart(4, '0')}__c` };
    return { wide, records: Math.round(shape.rows / standsFor) };
  });
  return withBenchOrg(
    signal,
    (folder) => {
      for (const { wide } of planned) writeWideProject(folder, wide);
      return [folder];
    },
    async (opened) => {
      onProgress(`simulator, ${objects.length} empty objects`);
      const empty = await simulatedRun(opened);
      const tables = planned.map(({ wide, records }, index) => ({
        object: wide.object,
        records: wideRecords(wide, records, index + 1)
      }));
      await loadTables(opened.org.store, opened.org.schema, tables, { signal });
      onProgress(`simulator, ${objects.length} objects`);
      const full = await simulatedRun(opened);
      return {
        queries: full.queries - empty.queries,
        executions: full.executions - empty.executions,
        seconds: full.seconds - empty.seconds
      };
    },
    { clock: 'virtual', queryCost: { ...DEFAULT_QUERY_COST, rowsPerStoredRow: standsFor } }
  );
}

/** Seconds are those that queries have moved the org's clock by: the clock also runs while the machine computes. */
async function simulatedRun(opened: BenchOrg): Promise<SimulatedCost> {
  const { queries, executions, milliseconds, orgMilliseconds } = await runJob(opened, CUT_SHORT);
  return { queries, executions, seconds: (orgMilliseconds - milliseconds) / 1000 };
}
