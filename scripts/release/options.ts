/** The command line, read and checked. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { ReleaseError } from './errors.ts';
import { COMMANDS } from './help.ts';
import type { CommandName } from './help.ts';

const COMMON = {
  'target-dev-hub': { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  wait: { type: 'string' },
  'poll-seconds': { type: 'string' },
  project: { type: 'string' },
  help: { type: 'boolean' }
} as const satisfies ParseArgsConfig['options'];

const OWN: Readonly<Record<CommandName, NonNullable<ParseArgsConfig['options']>>> = {
  doctor: {},
  login: {},
  create: {},
  build: { plain: { type: 'boolean' }, version: { type: 'string' } },
  scratch: {
    shape: { type: 'string' },
    alias: { type: 'string' },
    namespaced: { type: 'boolean' },
    days: { type: 'string' },
    'no-samples': { type: 'boolean' },
    'no-tests': { type: 'boolean' },
    'url-only': { type: 'boolean' },
    'older-than': { type: 'string' }
  },
  test: { shapes: { type: 'string' }, namespaced: { type: 'boolean' }, both: { type: 'boolean' } },
  version: { ancestor: { type: 'string' }, list: { type: 'boolean' } },
  promote: { version: { type: 'string' } },
  install: {
    version: { type: 'string' },
    'target-org': { type: 'string', multiple: true },
    'upgrade-test': { type: 'boolean' }
  },
  release: {
    shapes: { type: 'string' },
    ancestor: { type: 'string' },
    'target-org': { type: 'string', multiple: true }
  }
};

export class Options {
  /** Null when none was named. */
  readonly command: CommandName | null;
  /** What follows the command. */
  readonly words: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;

  /** @throws ReleaseError `usage` */
  constructor(args: readonly string[]) {
    const [first, ...rest] = args;
    const command = COMMANDS.find((name) => name === first) ?? null;
    if (command === null && first !== undefined && !first.startsWith('-'))
      throw usage(`There is no command ${first}.`, null);
    try {
      const { values, positionals } = parseArgs({
        args: command === null ? [...args] : rest,
        options: { ...COMMON, ...(command === null ? {} : OWN[command]) },
        allowPositionals: command === 'scratch'
      });
      this.command = command;
      this.words = positionals;
      this.#values = values;
    } catch (error) {
      throw usage(error instanceof Error ? error.message : String(error), command);
    }
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  text(name: string): string | null {
    const value = this.#values[name];
    if (value === undefined) return null;
    if (typeof value !== 'string' || value === '') throw usage(`--${name} needs a value.`, this.command);
    return value;
  }

  texts(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  list(name: string): readonly string[] | null {
    return (
      this.text(name)
        ?.split(',')
        .map((each) => each.trim()) ?? null
    );
  }

  number(name: string, standard: number, low: number, high: number): number {
    const given = this.text(name);
    const value = given === null ? standard : Number(given);
    if (!(value >= low && value <= high)) throw usage(`--${name} takes a number from ${low} to ${high}.`, this.command);
    return value;
  }

  folder(name: string, standard: string): string {
    const given = this.text(name);
    return given === null ? standard : path.resolve(given);
  }
}

export function usage(message: string, command: CommandName | null): ReleaseError {
  return new ReleaseError('usage', message, `See npm run release -- ${command === null ? '' : `${command} `}--help`);
}
