import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OrgRegistry } from '../../local-org/api/orgs/registry.ts';
import { startApiServer } from '../../local-org/api/server.ts';
import { UserError } from '../../local-org/cli/start-options.ts';
import { writeMetadata, writeWideProject } from '../../local-org/samples/wide-object.ts';
import type { WideObject } from '../../local-org/samples/wide-object.ts';
import { withBenchOrg } from '../bench-org.ts';
import { fill } from '../fill.ts';
import { figure, timed } from '../part.ts';
import type { Part, PartOptions, PartOutcome, Watch } from '../part.ts';
import { countedFields, runJob } from '../population/run-job.ts';
import type { CountedField } from '../population/run-job.ts';
import { startRecordingProxy } from '../tools/recording-proxy.ts';
import { TOOLS } from '../tools/tools.ts';
import type { Tool } from '../tools/tools.ts';
import { countedObject } from '../wide.ts';

const DEFAULT_ROWS = 100_000;
const PERMISSION_SET = 'Wide_Reader';
const MOST_OUTPUT = 64 * 2 ** 20;
/** Characters of what a failed command has printed. */
const MOST_SAID = 2_000;

/** What one way has used: name, queries, rows, API calls, transactions, fields, milliseconds. */
type Row = readonly (string | number | null)[];

/** Public field-usage tools themselves, unmodified, against the REST API of a local org; the job on the same records. */
export const tools: Part = {
  name: 'tools',
  title: 'Public tools themselves',
  isOptional: true,
  async run(options): Promise<PartOutcome> {
    if (options.sf === null)
      throw new UserError('tools needs --sf PROGRAM: a Salesforce CLI with the tools as plugins');
    const rows = options.rows ?? DEFAULT_ROWS;
    // Without record types: what one of the tools asks for those the local org does not answer.
    const wide = countedObject({ fields: options.fields, recordTypes: 0 });
    const { row, fields } = await job(wide, rows, options);
    const measured = await withApi(wide, rows, options, (login) =>
      inTurn(TOOLS, (tool) => runTool(tool, { program: options.sf!, wide, fields, ...login }, options))
    );
    return {
      sizes: { rows, fields: options.fields, runs: 1 },
      figures: measured.map((each) =>
        figure(`times the queries of the job, ${String(each[0])}`, 'ratio', [Number(each[1]) / Number(row[1])])
      ),
      tables: [
        {
          title: 'The same object, counted by each',
          columns: [
            { title: 'Way', unit: 'text' },
            { title: 'Queries', unit: 'count' },
            { title: 'Rows', unit: 'count' },
            { title: 'API calls', unit: 'count' },
            { title: 'Transactions', unit: 'count' },
            { title: 'Fields counted', unit: 'count' },
            { title: 'Time', unit: 'ms' }
          ],
          rows: [row, ...measured]
        }
      ],
      notes: [
        'Each tool ran as its users run it; its requests went through a proxy that counts them. What it says of each field that both count is what the job found.',
        'The object has no record types. The first tool has a switch for them, with which it asks everything again for each. sfdx-hardis leaves out standard fields and required ones.',
        'Times of the tools hold the start of the CLI. Fields filled by definition cost the job nothing and are not in its number.'
      ]
    };
  }
};

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

/** The job's row of the table, and what it found. */
function job(
  wide: WideObject,
  rows: number,
  watch: Watch
): Promise<{ readonly row: Row; readonly fields: readonly CountedField[] }> {
  return withBenchOrg(
    watch.signal,
    (folder) => {
      writeWideProject(folder, wide);
      return [folder];
    },
    async (opened) => {
      const empty = await runJob(opened);
      await fill(opened.org, wide, rows, watch);
      watch.onProgress('job');
      const found = await runJob(opened);
      const fields = await countedFields(opened, found.runId, wide.object);
      const [queries, queryRows] = [found.queries - empty.queries, found.queryRows - empty.queryRows];
      return {
        row: ['The job, whole org', queries, queryRows, 0, found.executions, fields.length, found.milliseconds],
        fields
      };
    }
  );
}

interface Login {
  readonly port: number;
  readonly token: string;
  readonly folder: string;
}

/** An org with the object, behind its API, and a folder to work in. */
async function withApi<T>(
  wide: WideObject,
  rows: number,
  watch: PartOptions,
  work: (login: Login) => Promise<T>
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'elements-connect-bench-'));
  const onError = (error: unknown): void => watch.onProgress(`the server failed: ${String(error)}`);
  const server = await startApiServer({
    port: 0,
    orgs: (url) =>
      new OrgRegistry({ folder: join(folder, 'orgs'), hosts: { 'local-org.my.salesforce.com': url }, onError }),
    onError
  });
  try {
    const project = join(folder, 'project');
    writeWideProject(project, wide);
    grantReading(project, wide);
    const org = await server.orgs.create({
      kind: 'devHub',
      projects: [project],
      identity: {
        organizationName: 'Bench',
        organizationType: 'Developer Edition',
        instanceName: 'LOCAL',
        isSandbox: false,
        trialExpiration: null,
        namespacePrefix: null,
        username: 'bench@local-org.example'
      },
      assignPermissionSets: [PERMISSION_SET]
    });
    await fill(org.local, wide, rows, watch);
    return await work({ port: server.port, token: server.orgs.newSession(org.facts), folder });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function grantReading(project: string, { object, fields }: WideObject): void {
  const home = join(project, 'main', 'default', 'permissionsets');
  mkdirSync(home, { recursive: true });
  const ofFields = fields.map(
    ({ apiName }) =>
      `<fieldPermissions><editable>false</editable><field>${object}.${apiName}</field><readable>true</readable></fieldPermissions>`
  );
  const ofObject =
    '<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit>' +
    `<allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${object}</object>` +
    '<viewAllRecords>true</viewAllRecords></objectPermissions>';
  writeMetadata(
    join(home, `${PERMISSION_SET}.permissionset-meta.xml`),
    'PermissionSet',
    `${ofFields.join('')}<hasActivationRequired>false</hasActivationRequired><label>Wide Reader</label>${ofObject}`
  );
}

interface ToolRun extends Login {
  readonly program: string;
  readonly wide: WideObject;
  readonly fields: readonly CountedField[];
}

/** @throws Error when the tool fails, or finds something else than the job */
async function runTool(
  tool: Tool,
  { program, wide, fields, port, token, folder }: ToolRun,
  watch: Watch
): Promise<Row> {
  const proxy = await startRecordingProxy(port);
  try {
    const home = join(folder, 'work');
    mkdirSync(join(home, 'force-app'), { recursive: true });
    const definition = { packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '65.0' };
    writeFileSync(join(home, 'sfdx-project.json'), JSON.stringify(definition));
    const sf = (args: readonly string[]): Promise<{ stdout: string }> =>
      promisify(execFile)(program, args, {
        cwd: home,
        env: { ...process.env, SF_ACCESS_TOKEN: token },
        maxBuffer: MOST_OUTPUT,
        signal: watch.signal
      }).catch((error: unknown) => {
        // What went wrong is often only in what was printed.
        const { stdout = '' } = error as { readonly stdout?: string };
        throw new Error(`${String(error)}\n${stdout.slice(0, MOST_SAID)}`, { cause: error });
      });
    watch.onProgress(`${tool.plugin}: logging in`);
    await sf([
      'org',
      'login',
      'access-token',
      '--no-prompt',
      '--instance-url',
      proxy.url,
      '--alias',
      'bench',
      '--set-default'
    ]);
    const version = await versionOf(tool, sf);
    Object.assign(proxy.recorded, { apiCalls: 0, queries: 0, rows: 0 });
    watch.onProgress(tool.plugin);
    const { milliseconds, result } = await timed(() => sf(tool.command(wide.object)));
    const filled = tool.filled(wide.object, result.stdout, home);
    requireSame(tool, filled, fields);
    const { queries, rows, apiCalls } = proxy.recorded;
    return [`${tool.name} (${version})`, queries, rows, apiCalls, apiCalls, filled.size, milliseconds];
  } finally {
    await proxy.close();
  }
}

async function versionOf(
  { plugin }: Tool,
  sf: (args: readonly string[]) => Promise<{ readonly stdout: string }>
): Promise<string> {
  const { stdout } = await sf(['plugins', '--json']);
  const plugins = JSON.parse(stdout) as readonly { readonly name: string; readonly version: string }[];
  const found = plugins.find(({ name }) => name === plugin);
  if (found === undefined) throw new UserError(`the Salesforce CLI of --sf has no plugin ${plugin}`);
  return found.version;
}

function requireSame({ plugin }: Tool, filled: ReadonlyMap<string, number>, fields: readonly CountedField[]): void {
  const both = fields.filter(({ name }) => filled.has(name));
  if (both.length === 0) throw new Error(`${plugin} counted none of the fields`);
  for (const field of both) {
    const found = filled.get(field.name);
    if (found !== field.filled)
      throw new Error(`${plugin} counted ${found} for ${field.name}, the job ${field.filled}`);
  }
}
