/** Random method bodies: an expression alone, or statements (branches, loops, exceptions, `switch`) that end in one. */
import { ExpressionMaker } from './apex-expressions.ts';
import type { Environment, Expression } from './apex-expression.ts';
import { convert, nullPointer, Refused, textOf } from './apex-model.ts';
import type { Type } from './apex-model.ts';
import type { Tape } from './tape.ts';

export interface Program {
  /** Statements of a method that returns a String. */
  readonly text: string;
  /** The String that it returns. @throws Refused with the text of the exception that ends it */
  readonly run: (environment: Environment) => string;
}

interface Statement {
  readonly text: string;
  readonly run: (environment: Environment) => unknown;
}

/** `break` and `continue` on their way to the loop. */
class Jump extends Error {
  readonly kind: 'break' | 'continue';

  constructor(kind: 'break' | 'continue') {
    super(kind);
    this.kind = kind;
  }
}

const TYPES: readonly Type[] = ['Integer', 'Long', 'Decimal', 'Double', 'String', 'Boolean', 'Date', 'Datetime'];

class StatementMaker {
  readonly #tape: Tape;
  readonly expressions: ExpressionMaker;
  #loops = 0;
  #named = 0;

  constructor(tape: Tape) {
    this.#tape = tape;
    this.expressions = new ExpressionMaker(tape);
  }

  statements(count: number, depth: number): Statement[] {
    return Array.from({ length: count }, () => this.#statement(depth));
  }

  #statement(depth: number): Statement {
    switch (this.#tape.pick(depth > 0 ? 8 : 3)) {
      case 0:
        return this.#change();
      case 1:
        return this.#declaration();
      case 2:
        return this.#loops > 0 && this.#tape.pick(2) === 0 ? this.#jump() : this.#change();
      case 3:
        return this.#if(depth - 1);
      case 4:
        return this.#loop(depth - 1);
      case 5:
        return this.#switch(depth - 1);
      default:
        return this.#try(depth - 1);
    }
  }

  /** A block of its own, whose declarations end with it. */
  #block(depth: number): Statement {
    const before = new Map(this.expressions.variables);
    const statements = this.statements(1 + this.#tape.pick(2), depth);
    this.expressions.variables.clear();
    for (const [name, type] of before) this.expressions.variables.set(name, type);
    return {
      text: `{ ${statements.map(({ text }) => text).join(' ')} }`,
      run(environment) {
        for (const statement of statements) statement.run(environment);
      }
    };
  }

  #change(): Statement {
    const type = this.#tape.of(TYPES);
    const change = this.expressions.compound(type, this.#tape.pick(3));
    return { text: `${change.text.slice(1, -1)};`, run: change.run };
  }

  #declaration(): Statement {
    const type = this.#tape.of(TYPES);
    const value = this.expressions.make(type, this.#tape.pick(3));
    const name = `local${this.#named++}`;
    this.expressions.variables.set(name, type);
    return {
      text: `${type} ${name} = ${value.text};`,
      run: (environment) => environment.set(name, convert(value.type, type, value.run(environment)))
    };
  }

  #jump(): Statement {
    const condition = this.#condition();
    const kind = this.#tape.of(['break', 'continue'] as const);
    return {
      text: `if (${condition.text}) ${kind};`,
      run(environment) {
        if (holds(condition, environment)) throw new Jump(kind);
      }
    };
  }

  #condition(): Expression {
    return this.expressions.make('Boolean', 1 + this.#tape.pick(2));
  }

  #if(depth: number): Statement {
    const condition = this.#condition();
    const [then, otherwise] = [this.#block(depth), this.#block(depth)];
    return {
      text: `if (${condition.text}) ${then.text} else ${otherwise.text}`,
      run: (environment) => (holds(condition, environment) ? then : otherwise).run(environment)
    };
  }

  #loop(depth: number): Statement {
    const [rounds, counter] = [1 + this.#tape.pick(3), `round${this.#named++}`];
    this.#loops++;
    const body = this.#block(depth);
    this.#loops--;
    return {
      text: `for (Integer ${counter} = 0; ${counter} < ${rounds}; ${counter}++) ${body.text}`,
      run(environment) {
        for (let round = 0; round < rounds; round++) {
          try {
            body.run(environment);
          } catch (error) {
            if (!(error instanceof Jump)) throw error;
            if (error.kind === 'break') return;
          }
        }
      }
    };
  }

  #switch(depth: number): Statement {
    const value = this.expressions.make('Integer', this.#tape.pick(3));
    const [few, none, other] = [this.#block(depth), this.#block(depth), this.#block(depth)];
    return {
      text: `switch on ${value.text} { when 1, 0, -1 ${few.text} when null ${none.text} when else ${other.text} }`,
      run(environment) {
        const on = value.run(environment);
        if (on === null) none.run(environment);
        else (on === 0n || on === 1n || on === -1n ? few : other).run(environment);
      }
    };
  }

  #try(depth: number): Statement {
    const [body, last] = [this.#block(depth), this.#tape.pick(2) === 0 ? this.#change() : null];
    const caught = this.#tape.of(['MathException', 'NullPointerException', 'Exception']);
    const name = `error${this.#named++}`;
    return {
      text: `try ${body.text} catch (${caught} ${name}) { vS = ${name}.getMessage(); }${last === null ? '' : ` finally { ${last.text} }`}`,
      run(environment) {
        try {
          body.run(environment);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          const [type, message] = split(error);
          if (caught !== 'Exception' && type !== `System.${caught}`) throw error;
          environment.set('vS', message);
        } finally {
          last?.run(environment);
        }
      }
    };
  }
}

function holds(condition: Expression, environment: Environment): boolean {
  return (condition.run(environment) ?? nullPointer()) as boolean;
}

function split({ message }: Refused): [type: string, message: string] {
  const at = message.indexOf(': ');
  return [message.slice(0, at), message.slice(at + 2)];
}

export function randomProgram(tape: Tape): Program {
  const maker = new StatementMaker(tape);
  const statements = tape.pick(3) === 0 ? maker.statements(1 + tape.pick(3), 2) : [];
  const result = maker.expressions.make(tape.of(TYPES), 1 + tape.pick(4));
  return {
    text: `${statements.map(({ text }) => text).join(' ')} return '' + (${result.text});`.trim(),
    run(environment) {
      for (const statement of statements) statement.run(environment);
      return textOf(result.type, result.run(environment));
    }
  };
}
