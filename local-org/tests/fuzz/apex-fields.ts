/** The static fields that random programs work on, and the sets of values that they start from. */
import type { Environment } from './apex-expression.ts';
import { FIELDS } from './apex-expressions.ts';
import { randomLiteral } from './apex-literals.ts';
import type { Value } from './apex-model.ts';
import { Tape } from './tape.ts';

export interface Start {
  /** Statements that give every field its value. */
  readonly text: string;
  readonly values: ReadonlyMap<string, Value>;
}

/** A start in which every `nullEvery`-th choice is null. */
export function randomStart(numbers: readonly number[], nullEvery: number): Start {
  const tape = new Tape(numbers);
  const empty: Environment = new Map();
  const values = new Map<string, Value>();
  const text = [...FIELDS].map(([name, type]) => {
    const isNull = tape.pick(nullEvery) === nullEvery - 1;
    const literal = randomLiteral(tape, type);
    values.set(name, isNull ? null : literal.run(empty));
    return `${name} = ${isNull ? 'null' : literal.text};`;
  });
  return { text: text.join(' '), values };
}

export function declarations(): string {
  return [...FIELDS].map(([name, type]) => `static ${type} ${name};`).join(' ');
}
