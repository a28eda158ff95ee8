// Entry of every worker thread. JavaScript, because a worker starts without the TypeScript loader of the thread that
// started it (Node 20).
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
