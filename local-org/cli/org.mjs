import { ensureInstalled, requireNode, runTypeScript } from './bootstrap.mjs';

requireNode();
await ensureInstalled();
runTypeScript('local-org/cli/org.ts', process.argv.slice(2));
