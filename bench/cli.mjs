import { ensureInstalled, requireNode, runTypeScript } from '../local-org/cli/bootstrap.mjs';

requireNode();
await ensureInstalled();
await runTypeScript('bench/main.ts');
