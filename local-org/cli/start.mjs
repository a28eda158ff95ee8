import { ensureInstalled, requireNode, runTypeScript } from './bootstrap.mjs';

requireNode();
await ensureInstalled();
await runTypeScript('local-org/cli/start.ts');
