// Entry of a test worker.
import { importBundled } from '../runtime/platform/bundled-thread.mjs';

await importBundled(new URL('./test-worker.ts', import.meta.url));
