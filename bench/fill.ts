import type { LocalOrg } from '../local-org/jobs/local-org.ts';
import { loadTables } from '../local-org/samples/load-samples.ts';
import { wideRecords } from '../local-org/samples/wide-object.ts';
import type { WideObject } from '../local-org/samples/wide-object.ts';
import type { Watch } from './part.ts';

/** Rows loaded in one go: the loader keeps the ids of what it loads in memory until then. */
const BLOCK = 500_000;

/** Loads records until there are `rows` of them, the same ones for the same sizes. @param already how many there are */
export async function fill(
  { store, schema }: LocalOrg,
  wide: WideObject,
  rows: number,
  { onProgress, signal }: Watch,
  already = 0
): Promise<void> {
  for (let loaded = already; loaded < rows; loaded += BLOCK) {
    // A seed of its own for each block: blocks differ.
    const records = wideRecords(wide, Math.min(BLOCK, rows - loaded), loaded + 1);
    await loadTables(store, schema, [{ object: wide.object, records }], {
      signal,
      onProgress: (progress) => onProgress(`loading rows: ${loaded + progress.loaded} of ${rows}`)
    });
  }
}
