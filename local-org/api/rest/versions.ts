/** The versions of the API, and what each has. */
import { json } from '../http/answer.ts';
import { API_VERSION, LOWEST_VERSION } from '../http/router.ts';
import type { Route } from '../http/router.ts';

/** v31.0 was Summer '14; three releases a year. */
const SEASONS = ['Spring', 'Summer', 'Winter'] as const;

function label(version: number): string {
  const since = version - LOWEST_VERSION + 1;
  const season = SEASONS[since % 3]!;
  return `${season} '${14 + Math.floor(since / 3) + (season === 'Winter' ? 1 : 0)}`;
}

function versions(): { readonly label: string; readonly url: string; readonly version: string }[] {
  return Array.from({ length: API_VERSION - LOWEST_VERSION + 1 }, (_, index) => {
    const version = LOWEST_VERSION + index;
    return { label: label(version), url: `/services/data/v${version}.0`, version: `${version}.0` };
  });
}

/** Only what is answered. */
const RESOURCES = ['sobjects', 'query', 'queryAll', 'tooling', 'limits', 'composite', 'metadata', 'jobs'] as const;

export const versionRoutes: readonly Route[] = [
  // Not Salesforce's: how `npm run org` knows its own server.
  { route: 'GET /local-org', handleOpen: () => json({ pid: process.pid }) },
  { route: 'GET /services/data', handleOpen: () => json(versions()) },
  {
    route: 'GET /services/data/v:version',
    handle: ({ params }) => {
      const base = `/services/data/v${params['version']}`;
      return json(Object.fromEntries(RESOURCES.map((name) => [name, `${base}/${name}`])));
    }
  }
];
