// Entry of every worker thread.
import { importBundled } from '../runtime/platform/bundled-thread.mjs';

await importBundled(new URL('./worker.ts', import.meta.url));
