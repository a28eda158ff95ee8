// Entry of the thread that does the network for callouts.
import { runAsWorker } from 'synckit';
import { importBundled } from './bundled-thread.mjs';

const { exchange } = await importBundled(new URL('./http-exchange.ts', import.meta.url));
runAsWorker(exchange);
