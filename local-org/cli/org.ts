import { CompileError } from '../jobs/compile-org.ts';
import type { CompileProblem } from '../apex/symbols.ts';
import { MetadataError, UnsupportedMetadataError } from '../metadata/errors.ts';
import { APP_USAGE, readAppOptions, registerApp } from './app-command.ts';
import { CHECK_USAGE, checkFolder, printCheck, readCheckOptions, withoutPlace } from './check-command.ts';
import { logIn, resetServer, serverStatus, startServer, stopServer } from './server-command.ts';
import { readServerOptions, SERVER_USAGE } from './server-options.ts';
import type { ServerOptions } from './server-options.ts';
import { UserError } from './start-options.ts';
import { printSupported } from './supported-command.ts';
import { printTests, readTestOptions, TEST_USAGE, testFolder } from './test-command.ts';
import { Terminal } from './terminal.ts';

const USAGE = `Usage: npm run org -- COMMAND [options]

Works with any sfdx project, on this computer, without a login.

Commands
  check      compile a project's Apex and print every problem
  test       run a project's Apex tests
  supported  list what the local org knows
  start      answer Salesforce's APIs in the background, for the sf CLI and other clients
  app        register an external client app in a started org, to try an OAuth client
  stop, status, reset, login   see npm run org -- start --help

npm run org -- COMMAND --help shows a command's options.`;

const terminal = new Terminal();

async function run(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'check') return check(rest);
  if (command === 'test') return runTests(rest);
  if (command === 'app') return newApp(rest);
  if (command === 'supported') return printSupported(terminal, rest);
  const onServer = command === undefined ? undefined : SERVER_COMMANDS[command];
  if (onServer !== undefined) return runServerCommand(onServer, rest);
  if (command === '--help' || command === undefined) {
    terminal.line(USAGE);
    return command === undefined ? 1 : 0;
  }
  throw new UserError(`there is no command "${command}"\nSee: npm run org -- --help`);
}

async function newApp(args: readonly string[]): Promise<number> {
  const options = readAppOptions(args, process.env['INIT_CWD'] ?? process.cwd());
  if (!options.help) return registerApp(terminal, options);
  terminal.line(APP_USAGE);
  return 0;
}

function check(args: readonly string[]): number {
  // npm runs its scripts in the folder of package.json and leaves the user's own folder here.
  const options = readCheckOptions(args, process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) {
    terminal.line(CHECK_USAGE);
    return 0;
  }
  return printCheck(terminal, checkFolder(options.project), options.json);
}

type ServerCommand = (terminal: Terminal, options: ServerOptions) => Promise<number>;

const SERVER_COMMANDS: Readonly<Record<string, ServerCommand>> = {
  start: startServer,
  stop: stopServer,
  status: serverStatus,
  reset: resetServer,
  login: logIn
};

async function runServerCommand(command: ServerCommand, args: readonly string[]): Promise<number> {
  const options = readServerOptions(args, process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) {
    terminal.line(SERVER_USAGE);
    return 0;
  }
  return command(terminal, options);
}

async function runTests(args: readonly string[]): Promise<number> {
  const options = readTestOptions(args, process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) {
    terminal.line(TEST_USAGE);
    return 0;
  }
  // Progress would spoil what a program reads.
  const report = await testFolder(options, (text) => options.json || terminal.progress(text));
  return printTests(terminal, report, options);
}

/** Failures that the user can put right say so in one message; anything else is a fault of ours and keeps its stack. */
function explain(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof CompileError) return `The Apex does not compile:\n${error.message}`;
  if (error instanceof MetadataError) return `The project cannot be read:\n${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What `--json` prints where a command has no report of its own to give. */
interface FailureReport {
  readonly version: 1;
  /** As without `--json`. */
  readonly error: string;
  /** What is wrong in the project; empty when something else is. */
  readonly problems: readonly CompileProblem[];
}

function failureReport(error: unknown): FailureReport {
  return { version: 1, error: explain(error), problems: problemsIn(error) };
}

function problemsIn(error: unknown): readonly CompileProblem[] {
  if (error instanceof CompileError) return error.problems;
  if (!(error instanceof MetadataError)) return [];
  const { path, line, message } = error;
  const kind = error instanceof UnsupportedMetadataError ? 'unsupported' : 'error';
  return [{ path, line, column: 1, kind, message: withoutPlace(message) }];
}

const args = process.argv.slice(2);
try {
  process.exitCode = await run(args);
} catch (error) {
  if (args.includes('--json')) terminal.line(JSON.stringify(failureReport(error), null, 2));
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
