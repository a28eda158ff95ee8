import { parseArgs } from 'node:util';
import { COMPONENT_FILES, UNSUPPORTED_FILES } from '../metadata/file-kinds.ts';
import { READ_SUFFIXES } from '../metadata/read-project.ts';
import { standardObjects } from '../metadata/standard-objects.ts';
import { orgLibrary } from '../runtime/platform/index.ts';
import { AGGREGATES } from '../soql/check.ts';
import { UNSUPPORTED_FUNCTIONS } from '../soql/tree-to-syntax.ts';
import { UserError } from './start-options.ts';
import { formatCount } from './terminal.ts';
import type { Terminal } from './terminal.ts';

export const SUPPORTED_USAGE = `Usage: npm run org -- supported [--json]

Lists what the local org knows, as its own code says: the Apex library with every member, the standard objects with their
fields, SOQL functions, kinds of metadata. Everything else is refused, with file and line.

  --json   one JSON object instead of text
  --help   this text`;

/** Generated from the catalogues that compiler and runtime use themselves. */
export interface Supported {
  readonly version: 1;
  readonly library: ReadonlyArray<{
    readonly type: string;
    readonly kind: string;
    readonly members: readonly string[];
  }>;
  readonly standardObjects: ReadonlyArray<{ readonly object: string; readonly fields: readonly string[] }>;
  readonly soql: { readonly aggregates: readonly string[]; readonly refusedFunctions: readonly string[] };
  readonly metadata: {
    /** By file suffix. */
    readonly read: readonly string[];
    /** Handed to other layers, or without effect on the data. */
    readonly other: readonly string[];
    /** Known, and not acted on. */
    readonly refused: ReadonlyArray<{ readonly type: string; readonly reason: string }>;
  };
}

export function supported(): Supported {
  return {
    version: 1,
    library: orgLibrary.types
      // Names that Apex cannot write are the compiler's own. Of types that can only be named nothing is there.
      .filter(
        ({ name, isOfFacts, enumValues, members }) =>
          !name.startsWith('SObject.') && (!isOfFacts || members.length + enumValues.length > 0)
      )
      .map(({ name, parameters, kind, enumValues, members }) => ({
        type: parameters.length === 0 ? name : `${name}<${parameters.join(', ')}>`,
        kind,
        members: [...enumValues, ...members.map(({ signature }) => signature)]
      }))
      .sort((left, right) => compare(left.type, right.type)),
    standardObjects: standardObjects()
      .map(({ apiName, fields }) => ({ object: apiName, fields: [...fields.values()].map((field) => field.apiName) }))
      .sort((left, right) => compare(left.object, right.object)),
    soql: { aggregates: [...AGGREGATES], refusedFunctions: [...UNSUPPORTED_FUNCTIONS] },
    metadata: {
      read: ['cls', 'trigger', ...READ_SUFFIXES],
      other: COMPONENT_FILES.map(({ type }) => type),
      refused: UNSUPPORTED_FILES.map(({ type, reason }) => ({ type, reason }))
    }
  };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Prints the list and gives the command's exit code. @throws UserError for options that do not exist */
export function printSupported(terminal: Terminal, args: readonly string[]): number {
  const { json, help } = readOptions(args);
  if (help) {
    terminal.line(SUPPORTED_USAGE);
    return 0;
  }
  const list = supported();
  if (json) terminal.line(JSON.stringify(list, null, 2));
  else printText(terminal, list);
  return 0;
}

function readOptions(args: readonly string[]): { readonly json: boolean; readonly help: boolean } {
  try {
    return parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } }
    }).values;
  } catch (error) {
    throw new UserError(
      `${error instanceof Error ? error.message : String(error)}\nSee: npm run org -- supported --help`
    );
  }
}

function printText(terminal: Terminal, { library, standardObjects: objects, soql, metadata }: Supported): void {
  const members = library.reduce((sum, type) => sum + type.members.length, 0);
  terminal.line(
    terminal.style('bold', `Apex library: ${formatCount(library.length)} types, ${formatCount(members)} members`)
  );
  for (const type of library) {
    terminal.line(`${type.kind} ${type.type}`);
    for (const member of type.members) terminal.line(`  ${member}`);
  }
  terminal.line(terminal.style('bold', `Standard objects: ${formatCount(objects.length)}`));
  for (const { object, fields } of objects) terminal.line(`${object}: ${fields.join(', ')}`);
  terminal.line(terminal.style('bold', 'SOQL'));
  terminal.line(`Aggregate functions: ${soql.aggregates.join(', ')}`);
  terminal.line(`Refused functions: ${soql.refusedFunctions.join(', ')}`);
  terminal.line(terminal.style('bold', 'Metadata'));
  terminal.line(`Read: ${metadata.read.join(', ')}`);
  terminal.line(`For other layers, or without effect on data: ${metadata.other.join(', ')}`);
  for (const { type, reason } of metadata.refused) terminal.line(`Refused: ${type} (${reason})`);
}
