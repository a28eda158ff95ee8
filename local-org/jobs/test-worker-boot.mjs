// Entry of a test worker; JavaScript for the same reason as worker-boot.mjs.
import { register } from 'tsx/esm/api';

register();
await import('./test-worker.ts');
