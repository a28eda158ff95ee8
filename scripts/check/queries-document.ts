import path from 'node:path';
import { staleDocument } from './documents.ts';
import type { Gate } from './gate.ts';
import { children, readMetadata, text } from './metadata-source.ts';
import { findQueries, type Query } from './queries.ts';

const DOCUMENT = 'docs/queries-and-permissions.md';

interface Permission {
  readonly label: string;
  readonly apiName: string;
  readonly required: boolean;
  readonly purpose: string;
  readonly order: number;
}

/** The permissions of the integration user, as the custom metadata of the package lists them. */
function findPermissions(root: string): Permission[] {
  return readMetadata(root)
    .files.filter(({ suffix, name }) => suffix === 'md' && name.startsWith('RequiredPermission.'))
    .map(({ body }) => {
      const value = (field: string): string =>
        text(children(body, 'values').find((each) => text(each, 'field') === field) ?? {}, 'value');
      return {
        label: value('SetupLabel__c'),
        apiName: value('ApiName__c'),
        required: value('IsRequired__c') === 'true',
        purpose: value('Purpose__c'),
        order: Number(value('SortOrder__c'))
      };
    })
    .sort((a, b) => a.order - b.order);
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return rows.length === 0 ? ['None.'] : [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Queries of one member on the same objects are one row. */
function queryRows(queries: readonly Query[]): string[][] {
  const rows = new Map<string, { query: Query; times: number }>();
  for (const query of queries) {
    const key = JSON.stringify(query);
    rows.set(key, { query, times: (rows.get(key)?.times ?? 0) + 1 });
  }
  return [...rows.values()].map(({ query, times }) => [
    query.objects.join(', '),
    query.purpose,
    `\`${query.className}.${query.member}\`${times > 1 ? ` (${times})` : ''}`,
    query.access
  ]);
}

/** The document, exactly as the source implies it. */
export function queriesDocument(root: string): string {
  const queries = findQueries(root);
  const custom = readMetadata(root).files.filter(({ suffix }) => suffix === 'customPermission');
  const capabilities = [...new Set(queries.map(({ capability }) => capability))].sort();
  return `${[
    '# Queries and permissions',
    '',
    'Made from the source by `npm run check -- --write-queries`; the gate fails when it differs.',
    '',
    '## Queries',
    '',
    'Every query that the package sends. Access "system" means that neither sharing nor field permissions narrow it: who may',
    'see what it finds is decided by a custom permission, before it runs.',
    '',
    ...capabilities.flatMap((capability) => [
      `### ${capability}`,
      '',
      ...table(
        ['object', 'what for', 'where', 'access'],
        queryRows(queries.filter((query) => query.capability === capability))
      ),
      ''
    ]),
    '## Permissions of the integration user',
    '',
    'From the custom metadata `RequiredPermission`, which the readiness checks and the permission set go by.',
    '',
    ...table(
      ['permission', 'API name', 'without it', 'what for'],
      findPermissions(root).map(({ label, apiName, required, purpose }) => [
        label,
        `\`${apiName}\``,
        required ? 'no sync' : 'less is synced',
        purpose
      ])
    ),
    '',
    '## Permissions of people',
    '',
    'Custom permissions of the package; Apex asks for one of them before anything else.',
    '',
    ...table(
      ['permission', 'what for'],
      custom.map(({ name, body }) => [`\`${name}\``, text(body, 'description')])
    )
  ].join('\n')}\n`;
}

/** What is said about queries and permissions is what the source holds. */
export const queriesGate: Gate = {
  name: 'queries',
  title: 'Queries and permissions are written down',
  needsJava: false,
  run(root) {
    const findings = staleDocument(root, DOCUMENT, queriesDocument(root), '--write-queries');
    return Promise.resolve({ findings, judged: `${findQueries(root).length} queries` });
  }
};

/** Where the document belongs. */
export function queriesFile(root: string): string {
  return path.join(root, DOCUMENT);
}
