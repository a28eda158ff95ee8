/**
 * What may be a name. Sources: "Reserved Keywords" in the Apex Developer Guide; which of them are refused where, and in
 * what words, is what Salesforce's own compiler (that of its Apex language server) says to a program for each.
 */
import type { ProblemLog } from '../problems.ts';
import type { SourceFile } from '../symbols.ts';
import type { Position } from '../types.ts';

/** Words that the parser takes for something else wherever a name could stand. */
const TOKENS = words(
  'and as asc bulk by commit desc from having in instanceof like limit not nulls or select trigger using where'
);

/** Words that methods may bear as names, and nothing else. */
const RESERVED = words(
  'activate any array autonomous begin bigdecimal blob boolean byte case cast char collect const currency date datetime ' +
    'decimal default double end exception exit export float goto group hint import inner int integer into join long loop ' +
    'number object of outer package parallel pragma retrieve rollback set short sobject sort string switch synchronized ' +
    'system then time transaction void when'
);

/** Words that only types may not bear as names. */
const RESERVED_TYPES = words('apexpages page');

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

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
  } else if (TOKENS.has(lower)) {
    log.report(file, position, `Unexpected token '${name}'.`);
  } else if (what !== 'method' && RESERVED.has(lower)) {
    log.report(file, position, `Identifier name is reserved: ${name}`);
  } else if (isType && RESERVED_TYPES.has(lower)) {
    log.report(file, position, `Identifier type is reserved: ${name}`);
  }
}
