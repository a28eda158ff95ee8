/** What may be a name. Source: "Reserved Keywords" in the Apex Developer Guide. */
import type { ProblemLog } from '../problems.ts';
import type { SourceFile } from '../symbols.ts';
import type { Position } from '../types.ts';

const RESERVED: ReadonlySet<string> = new Set(
  (
    'abstract activate and any array as asc autonomous begin bigdecimal blob boolean break bulk by byte case cast catch char class ' +
    'collect commit const continue currency date datetime decimal default delete desc do double else end enum exception exit ' +
    'export extends false final finally float for from global goto group having hint if implements import in inner insert ' +
    'instanceof int integer interface into join like limit list long loop map merge new not null nulls number object of on or ' +
    'outer override package parallel pragma private protected public retrieve return rollback select set short sObject sort ' +
    'static string super switch synchronized system testmethod then this throw time transaction trigger true try undelete update ' +
    'upsert using virtual void webservice when where while'
  )
    .toLowerCase()
    .split(' ')
);

/** Names of types in that list that serve as names of variables all the same (`Date date`). */
const ONLY_TYPES: ReadonlySet<string> = new Set([
  'blob',
  'boolean',
  'date',
  'datetime',
  'decimal',
  'double',
  'integer',
  'list',
  'long',
  'map',
  'object',
  'set',
  'sobject',
  'string',
  'time',
  'exception',
  'system'
]);

/** Longest name of a class or trigger; everything else, inner classes included, may be as long as any identifier. */
const MAX_FILE_NAME = 40;

/** Reports names that break the rules for identifiers. `what` tells names of types from all others. */
export function checkIdentifier(
  name: string,
  what: 'type' | 'innerType' | 'variable' | 'method',
  position: Position,
  file: SourceFile,
  log: ProblemLog
): void {
  const lower = name.toLowerCase();
  const isType = what === 'type' || what === 'innerType';
  if (name.length > 255) log.report(file, position, `Identifier name is too long: ${name}`);
  if (!/^[a-z][a-z0-9_]*$/i.test(name) || name.includes('__') || name.endsWith('_')) {
    log.report(file, position, `Invalid character in identifier: ${name}`);
  } else if (what === 'type' && name.length > MAX_FILE_NAME) {
    log.report(file, position, `Identifier name is too long: ${name}`);
  } else if (RESERVED.has(lower) && !(!isType && ONLY_TYPES.has(lower)) && what !== 'method') {
    log.report(
      file,
      position,
      isType ? `Identifier type is reserved: ${name}` : `Identifier name is reserved: ${name}`
    );
  }
}
