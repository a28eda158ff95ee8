/** One command from its arguments to its exit code; everything it touches is handed in, so that tests can. */
import path from 'node:path';
import { build } from './commands/build.ts';
import { createPackage } from './commands/create.ts';
import { doctor } from './commands/doctor.ts';
import type { DoctorFacts } from './commands/doctor.ts';
import { install } from './commands/install.ts';
import { login } from './commands/login.ts';
import { promote } from './commands/promote.ts';
import { release } from './commands/release.ts';
import {
  createScratch,
  deleteScratch,
  listScratch,
  openScratch,
  reapScratch,
  testScratch
} from './commands/scratch.ts';
import { testMatrix } from './commands/test.ts';
import type { MatrixEntry } from './commands/test.ts';
import { createVersion, listVersions } from './commands/version.ts';
import { projectVersion, readConfig, shapes } from './config.ts';
import { releaseFolder } from './context.ts';
import type { Context, Outcome } from './context.ts';
import { ReleaseError } from './errors.ts';
import { Git } from './git.ts';
import { USAGE, helpFor } from './help.ts';
import type { CommandName } from './help.ts';
import { withLock } from './lock.ts';
import { Options, usage } from './options.ts';
import { Reporter, seconds } from './reporter.ts';
import type { Streams } from './reporter.ts';
import { Secrets } from './secrets.ts';
import { PrintRunner } from './sf.ts';
import type { SfRunner } from './sf.ts';
import { formatVersion, parseVersion } from './version-number.ts';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly streams: Streams;
  /** Absolute: the project unless --project names another. */
  readonly root: string;
  readonly facts: DoctorFacts;
  /** Makes what runs the CLI for real. */
  readonly runner: (reporter: Reporter, root: string) => Promise<SfRunner>;
}

const POLL_SECONDS = 20;
const WAIT_MINUTES = 120;
const REAP_HOURS = 24;
/** Change what another run of theirs relies on. */
const EXCLUSIVE: readonly CommandName[] = [
  'build',
  'test',
  'version',
  'promote',
  'install',
  'release',
  'create',
  'scratch'
];

/** @returns 0, or 1 when the command could not do it, 2 when it was not understood */
export async function runRelease(args: readonly string[], around: Surroundings): Promise<number> {
  const started = performance.now();
  // Even a command line that makes no sense is answered in the form that was asked for.
  const plain = { json: args.includes('--json'), verbose: args.includes('--verbose') };
  const reporter = new Reporter(around.streams, new Secrets(around.env), plain);
  try {
    const options = new Options(args);
    const { command } = options;
    if (command === null || options.flag('help')) {
      around.streams.out(`${command === null ? USAGE : helpFor(command)}\n`);
      return command === null && !options.flag('help') ? 2 : 0;
    }
    const context = await contextOf(options, reporter, around);
    const work = (): Promise<Outcome> => runCommand(command, options, context, around.facts);
    const alone = EXCLUSIVE.includes(command) && !context.sf.isDry && !isLooking(options);
    const outcome = await (alone
      ? withLock(path.join(releaseFolder(context), 'lock'), `release ${command}`, work)
      : work());
    const took = `${seconds(performance.now() - started)}, ${reporter.steps.length} steps.`;
    reporter.finish({
      ok: true,
      json: { command, ...outcome.json },
      lines: [...(context.sf.isDry ? [] : outcome.lines), ...(reporter.steps.length > 0 ? [took] : [])]
    });
    return 0;
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    const { code, message, fix } = error;
    reporter.finish({ ok: false, json: { error: { code, message, fix } }, lines: [`✗ ${message}`, `→ ${fix}`] });
    return code === 'usage' ? 2 : 1;
  }
}

/** Does it change nothing? */
function isLooking(options: Options): boolean {
  return (
    options.flag('list') || (options.command === 'scratch' && ['list', 'open', 'test'].includes(options.words[0] ?? ''))
  );
}

async function contextOf(options: Options, reporter: Reporter, around: Surroundings): Promise<Context> {
  const root = options.folder('project', around.root);
  return {
    root,
    config: readConfig(root),
    sf: options.flag('dry-run') ? new PrintRunner(reporter) : await around.runner(reporter, root),
    git: new Git(root),
    reporter,
    env: around.env,
    targetDevHub: options.text('target-dev-hub'),
    pollMilliseconds: options.number('poll-seconds', POLL_SECONDS, 0, 600) * 1000,
    patienceMilliseconds: options.number('wait', WAIT_MINUTES, 0, 1440) * 60_000
  };
}

async function runCommand(
  command: CommandName,
  options: Options,
  context: Context,
  facts: DoctorFacts
): Promise<Outcome> {
  const { root } = context;
  const number = projectVersion(root);
  const ancestor = (): string => options.text('ancestor') ?? 'HIGHEST';
  const version = (): string => options.text('version') ?? formatVersion(number);
  switch (command) {
    case 'doctor':
      return doctor(context, facts);
    case 'login':
      return login(context);
    case 'create':
      return createPackage(context);
    case 'build':
      return build(context, { namespaced: !options.flag('plain'), version: parseVersion(version()) });
    case 'scratch':
      return scratch(options, context);
    case 'test':
      return testMatrix(context, matrixOf(options, options.list('shapes') ?? shapes(root)));
    case 'version':
      return options.flag('list') ? listVersions(context) : createVersion(context, { number, ancestor: ancestor() });
    case 'promote':
      return promote(context, version());
    case 'install': {
      const [targetOrgs, upgradeTest] = [options.texts('target-org'), options.flag('upgrade-test')];
      if (targetOrgs.length === 0 && !upgradeTest)
        throw usage('Name the org with --target-org, or ask for --upgrade-test.', command);
      return install(context, { version: version(), targetOrgs, upgradeTest });
    }
    case 'release': {
      const matrix = matrixOf(options, options.list('shapes') ?? context.config.releaseShapes);
      return release(context, { number, ancestor: ancestor(), matrix, targetOrgs: options.texts('target-org') });
    }
  }
}

function matrixOf(options: Options, names: readonly string[]): MatrixEntry[] {
  const both = options.flag('both');
  const kinds = both ? [false, true] : [options.flag('namespaced')];
  return names.flatMap((shape) => kinds.map((namespaced) => ({ shape, namespaced })));
}

function scratch(options: Options, context: Context): Promise<Outcome> {
  const [action = '', ...more] = options.words;
  if (more.length > 0) throw usage(`scratch takes one action, not also ${more.join(' ')}.`, 'scratch');
  const shape = options.text('shape') ?? 'enterprise';
  const alias = options.text('alias') ?? `elements-connect-${shape}`;
  switch (action) {
    case 'create':
      return createScratch(context, {
        shape,
        alias,
        namespaced: options.flag('namespaced'),
        days: options.number('days', context.config.scratchOrgDays, 1, 30),
        samples: !options.flag('no-samples'),
        tests: !options.flag('no-tests')
      });
    case 'list':
      return listScratch(context);
    case 'open':
      return openScratch(context, alias, options.flag('url-only'));
    case 'test':
      return testScratch(context, alias);
    case 'delete':
      return deleteScratch(context, alias);
    case 'reap':
      return reapScratch(context, options.number('older-than', REAP_HOURS, 0, 720), Date.now());
    default:
      throw usage('scratch takes one of create, list, open, test, delete, reap.', 'scratch');
  }
}
