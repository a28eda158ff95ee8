// Entry of the thread that does the network for callouts. JavaScript, because a worker thread starts without the
// TypeScript loader of the thread that started it (Node 20).
import { runAsWorker } from 'synckit';
import { register } from 'tsx/esm/api';

register();
const { exchange } = await import('./http-exchange.ts');
runAsWorker(exchange);
