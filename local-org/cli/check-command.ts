import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CompileProblem } from '../apex/symbols.ts';
import type { UnsupportedMetadataError } from '../metadata/errors.ts';
import { checkOrg } from '../jobs/compile-org.ts';
import { UserError } from './start-options.ts';
import { formatCount } from './terminal.ts';
import type { Terminal } from './terminal.ts';

export const CHECK_USAGE = `Usage: npm run org -- check [--project DIR] [--json]

Compiles the Apex of an sfdx project as a deployment would, offline, and prints every problem as path:line:column message.
Needs no configuration beyond the project. Paths are relative to the project.

  --project DIR  the folder that holds sfdx-project.json (default: the current folder)
  --json         one JSON object instead of text (use npm run --silent org -- … to have nothing else in the output)
  --help         this text

A problem is an error, which Salesforce refuses, or unsupported: something that the local org does not know, such as a
class of the platform or a standard object that is not in its catalogue, and therefore does not judge. npm run org --
supported lists what it knows. Metadata that it does not act on, such as flows, is named as left out: it is no problem of
the Apex, but tests that save records may differ from the platform there, or are refused.

The project may also be in metadata format: then DIR or its folder src holds a package.xml. What .forceignore names is no
part of it. Packages that it builds on have to be among its package directories; what is missing is an error.

Exit code  0 everything compiles   1 errors, or the project cannot be read   2 no errors, but something is unsupported`;

export interface CheckOptions {
  /** Absolute. */
  readonly project: string;
  readonly json: boolean;
  readonly help: boolean;
}

/** Metadata that would change what the org does, and does not here. */
export interface LeftOut {
  readonly path: string;
  /** Metadata type, such as `Flow`. */
  readonly type: string;
  readonly reason: string;
}

/** What `--json` prints. */
export interface CheckReport {
  readonly version: 1;
  /** Absolute. */
  readonly project: string;
  /** Class and trigger files read. */
  readonly files: number;
  readonly errors: number;
  readonly unsupported: number;
  readonly milliseconds: number;
  readonly problems: readonly CompileProblem[];
  /** Counts neither as an error nor as unsupported. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * @param folder what a relative `--project` starts from
 * @throws UserError for options that do not exist.
 */
export function readCheckOptions(args: readonly string[], folder: string): CheckOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        project: { type: 'string', default: '.' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false }
      }
    });
    return { project: resolve(folder, values.project), json: values.json, help: values.help };
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee: npm run org -- check --help`);
  }
}

/** @throws UserError when there is no project; MetadataError when its metadata cannot be read. */
export function checkFolder(project: string): CheckReport {
  requireFolder(project);
  const started = Date.now();
  const metadata: CompileProblem[] = [];
  const leftOut = ({ path, line, message }: UnsupportedMetadataError): void => {
    metadata.push({ path, line, column: 1, kind: 'unsupported', message: withoutPlace(message) });
  };
  const { projects, result } = checkOrg([project], leftOut, 'dropped');
  const problems = [...metadata, ...('problems' in result ? result.problems : [])];
  return {
    version: 1,
    project,
    files: projects.reduce((sum, { classes, triggers }) => sum + classes.length + triggers.length, 0),
    errors: problems.filter(({ kind }) => kind === 'error').length,
    unsupported: problems.filter(({ kind }) => kind === 'unsupported').length,
    milliseconds: Date.now() - started,
    problems,
    leftOut: projects.flatMap(({ unsupported }) =>
      unsupported.map(({ path, type, reason }) => ({ path, type, reason }))
    )
  };
}

/** A metadata error's message begins with its place, which a problem holds apart. */
export function withoutPlace(message: string): string {
  return message.replace(/^.*?:\d+: /, '');
}

/** @throws UserError */
export function requireFolder(project: string): void {
  if (!existsSync(project)) throw new UserError(`there is no folder ${project}; name one with --project`);
  if (!statSync(project).isDirectory()) {
    const hint = basename(project) === 'sfdx-project.json' ? '; name the folder that it is in' : '';
    throw new UserError(`${project} is not a folder${hint}`);
  }
}

/** Prints the report and gives the command's exit code. */
export function printCheck(terminal: Terminal, report: CheckReport, json: boolean): number {
  if (json) terminal.line(JSON.stringify(report, null, 2));
  else printText(terminal, report);
  if (report.errors > 0) return 1;
  return report.unsupported > 0 ? 2 : 0;
}

function printText(terminal: Terminal, report: CheckReport): void {
  for (const { kind, path, line, column, message } of report.problems) {
    terminal.line(`${path}:${line}:${column} ${terminal.style(kind === 'error' ? 'red' : 'yellow', message)}`);
  }
  for (const { path, type, reason } of report.leftOut) terminal.line(`${path} left out: ${type}, ${reason}`);
  const seconds = (report.milliseconds / 1000).toFixed(1);
  const counts = `${counted(report.errors, 'error')}, ${formatCount(report.unsupported)} unsupported`;
  terminal.line(`${counted(report.files, 'Apex file')} checked: ${counts} (${seconds} s)`);
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
