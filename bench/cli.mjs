import { ensureInstalled, requireNode, runTypeScript } from '../local-org/cli/bootstrap.mjs';

requireNode();
await ensureInstalled();
runTypeScript('bench/main.ts', process.argv.slice(2));
