// The server that `npm run org -- start` leaves in the background.
import { runTypeScript } from './bootstrap.mjs';

await runTypeScript('local-org/cli/server.ts');
