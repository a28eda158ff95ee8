/** A small package in a git repository of its own, and `npm run release` run on it. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apexClass, metadataFile } from '../../../../local-org/api/tests/org-on-disk.ts';
import { projectRoot } from '../../../../local-org/cli/bootstrap.mjs';
import { CLI_PROGRAM, doctorFacts } from '../../cli.ts';
import { runRelease } from '../../run.ts';
import { SpawnRunner } from '../../sf.ts';

const SOURCES = 'force-app/main/default';
/** Nothing waits long here. */
const OWN = ['--poll-seconds', '0.2', '--json'];
const SCRATCH = 'hasSampleData":false';

export const PERMISSION_SET = 'Thing_Admin';
const FILES: Readonly<Record<string, string>> = {
  ...under(
    SOURCES,
    apexClass(
      'Things',
      'public with sharing class Things {\n  public static Integer count() {\n    return [SELECT COUNT() FROM Thing__c WHERE Size__c > 0];\n  }\n}\n'
    )
  ),
  ...under(
    SOURCES,
    apexClass(
      'ThingsTest',
      '@IsTest\nprivate class ThingsTest {\n  @IsTest\n  static void counts() {\n    Test.testInstall(new Installed(), null);\n    Assert.areEqual(1, Things.count());\n    Lines.covered();\n  }\n}\n'
    )
  ),
  ...under(
    SOURCES,
    apexClass(
      'Installed',
      "public with sharing class Installed implements InstallHandler {\n  public void onInstall(InstallContext context) {\n    insert new Thing__c(Name = 'installed', Size__c = 1);\n  }\n}\n"
    )
  ),
  [`${SOURCES}/objects/Thing__c/Thing__c.object-meta.xml`]: metadataFile(
    'CustomObject',
    '<deploymentStatus>Deployed</deploymentStatus><label>Thing</label><pluralLabel>Things</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>'
  ),
  [`${SOURCES}/objects/Thing__c/fields/Size__c.field-meta.xml`]: metadataFile(
    'CustomField',
    '<fullName>Size__c</fullName><label>Size</label><type>Number</type><precision>6</precision><scale>0</scale>'
  ),
  [`${SOURCES}/permissionsets/${PERMISSION_SET}.permissionset-meta.xml`]: metadataFile(
    'PermissionSet',
    '<hasActivationRequired>false</hasActivationRequired><label>Thing Admin</label>'
  ),
  'unpackaged/main/default/permissionsets/Beside.permissionset-meta.xml': metadataFile(
    'PermissionSet',
    '<hasActivationRequired>false</hasActivationRequired><label>Beside</label>'
  ),
  'config/developer-scratch-def.json': `{"orgName":"Developer","edition":"Developer","${SCRATCH}}`,
  'config/multi-currency-scratch-def.json': `{"orgName":"Currencies","edition":"Enterprise","features":["MultiCurrency"],"${SCRATCH}}`,
  'config/samples/plan.json': '[{"sobject":"Account","saveRefs":false,"resolveRefs":false,"files":["accounts.json"]}]',
  'config/samples/accounts.json': '{"records":[{"attributes":{"type":"Account","referenceId":"A1"},"Name":"Sample"}]}',
  'config/release.json': JSON.stringify({
    packageName: 'Things',
    namespace: 'acme',
    apiVersion: '65.0',
    minimumCoveragePercent: 75,
    postInstallScript: 'Installed',
    permissionSets: [PERMISSION_SET],
    beside: ['unpackaged'],
    samplePlan: 'config/samples/plan.json',
    gates: [['node', 'gate.mjs']],
    releaseShapes: [],
    scratchOrgDays: 1
  }),
  'gate.mjs': "if (process.env.GATE_FAILS) {\n  console.log('the gate found something');\n  process.exitCode = 1;\n}\n",
  'sfdx-project.json': JSON.stringify({
    packageDirectories: [{ path: 'force-app', default: true }],
    namespace: '',
    sourceApiVersion: '65.0'
  }),
  '.gitignore': 'build/\n.sf/\n.sfdx/\n',
  '.forceignore': 'package.xml\n'
};

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What `--json` printed. */
  readonly json: {
    readonly ok: boolean;
    readonly error?: { readonly code: string; readonly message: string; readonly fix: string };
    readonly steps: readonly { readonly name: string; readonly outcome: string }[];
    readonly [name: string]: unknown;
  };
}

export class Project {
  readonly folder: string;
  readonly #home: string;
  /** For every command. */
  env: Readonly<Record<string, string>> = {};
  /** All that was ever printed: no secret may be in it. */
  printed = '';

  constructor(folder: string) {
    this.folder = join(folder, 'work');
    this.#home = join(folder, 'home');
    mkdirSync(this.#home, { recursive: true });
    for (const [file, text] of Object.entries(FILES)) this.write(file, text);
    this.setVersion('1.0.0');
    this.writeLines(26);
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit('Count things');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  has(file: string): boolean {
    return existsSync(join(this.folder, file));
  }

  setVersion(version: string): void {
    this.write('package.json', JSON.stringify({ name: 'things', version }));
  }

  /** The class Lines has 70 lines that the test runs, heads of methods included, beside four elsewhere: 100 with 26 that it does not. */
  writeLines(uncovered: number): void {
    const method = (name: string, lines: number): string =>
      `  public static void ${name}() {\n    Integer sum = 0;\n${'    sum++;\n'.repeat(lines - 1)}  }\n`;
    const methods = method('covered', 69) + (uncovered === 0 ? '' : method('uncovered', uncovered - 1));
    const files = under(SOURCES, apexClass('Lines', `public with sharing class Lines {\n${methods}}\n`));
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  git(...args: string[]): string {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
    return execFileSync('git', [...identity, ...args], { cwd: this.folder, encoding: 'utf8' }).trim();
  }

  /** @returns its hash */
  commit(subject: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', subject);
    return this.git('rev-parse', 'HEAD');
  }

  /** `npm run release -- <args> --json`, to its end, in this process; only the CLI is started. */
  async release(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const all = this.#environment(env);
    let [stdout, stderr] = ['', ''];
    const code = await runRelease([...args, ...OWN], {
      env: all,
      root: this.folder,
      streams: { out: (text) => (stdout += text), err: (text) => (stderr += text) },
      facts: doctorFacts(),
      runner: (reporter, cwd) => Promise.resolve(new SpawnRunner({ program: CLI_PROGRAM, cwd, env: all, reporter }))
    });
    return this.#ended(args, code, stdout, stderr);
  }

  /** The same as a process of its own, as people and workflows start it. */
  async spawned(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const child = spawn(
      process.execPath,
      [join(projectRoot, 'scripts/release.mjs'), ...args, '--project', this.folder, ...OWN],
      { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'], env: this.#environment(env) }
    );
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status) => resolve(status ?? -1));
    });
    return this.#ended(args, code, stdout, stderr);
  }

  #environment(env: Readonly<Record<string, string>>): Record<string, string | undefined> {
    return {
      PATH: process.env['PATH'],
      HOME: this.#home,
      USERPROFILE: this.#home,
      SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
      ...this.env,
      ...env
    };
  }

  #ended(args: readonly string[], code: number, stdout: string, stderr: string): Ended {
    this.printed += stdout + stderr;
    try {
      return { code, stdout, stderr, json: JSON.parse(stdout) as Ended['json'] };
    } catch {
      throw new Error(`release ${args.join(' ')} ended with ${code} and printed no JSON:\n${stdout}\n${stderr}`);
    }
  }

  /** A command that has to end well. @throws Error with all it said */
  async done(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended['json']> {
    const { code, stdout, stderr, json } = await this.release(args, env);
    if (code !== 0) throw new Error(`release ${args.join(' ')} ended with ${code}:\n${stderr}\n${stdout}`);
    return json;
  }

  /** A command that has to be refused. @throws Error when it is not */
  async refused(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {}
  ): Promise<NonNullable<Ended['json']['error']>> {
    const { code, stdout, json } = await this.release(args, env);
    if (code === 0 || json.error === undefined)
      throw new Error(`release ${args.join(' ')} was not refused:\n${stdout}`);
    return json.error;
  }
}

function under(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]));
}
