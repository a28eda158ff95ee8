/** Which constructor `new`, `this(…)` and `super(…)` mean. */
import type { ExpressionListContext } from '@apexdevtools/apex-parser';
import { fail } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { ClassSymbol, MethodSymbol } from '../symbols.ts';
import type { Expression } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { isException } from '../typing/hierarchy.ts';
import { callText, methodText, sameParameters } from '../typing/members.ts';
import { STRING, typeName, VOID, unlessOfFacts } from '../typing/names.ts';
import { chooseOverload } from '../typing/overloads.ts';
import { isVisible } from '../typing/visibility.ts';
import type { World } from '../world.ts';
import { checkArguments } from './check.ts';

interface ConstructorOverload {
  readonly parameters: readonly ApexType[];
  /** Null: an implicit constructor. */
  readonly method: MethodSymbol | null;
}

/** Constructors of a class: its own, the default one when it has none, and those that every exception has. */
export function constructorsOf(symbol: ClassSymbol, world: World): ConstructorOverload[] {
  const own = symbol.constructors.map((method): ConstructorOverload => ({
    parameters: method.parameters.map((parameter) => parameter.type),
    method
  }));
  const implicit = isException({ kind: 'class', definition: symbol }, world.library)
    ? exceptionParameters(world)
    : own.length === 0
      ? [[]]
      : [];
  return [
    ...own,
    ...implicit
      .filter((parameters) => !own.some((overload) => sameParameters(overload.parameters, parameters)))
      .map((parameters): ConstructorOverload => ({ parameters, method: null }))
  ];
}

/** What every exception can be constructed with; no exception may declare these constructors itself. */
export function exceptionParameters(world: World): ApexType[][] {
  const exception = world.library.need('Exception');
  return [[], [STRING], [exception], [STRING, exception]];
}

/** The constructor nearest to the arguments. Throws `Constructor not defined: …`. */
export function chooseConstructor(
  symbol: ClassSymbol,
  args: readonly Expression[],
  body: Body,
  position: Position
): { method: MethodSymbol | null; args: readonly Expression[] } {
  const choice = chooseOverload(constructorsOf(symbol, body.services.world), args, body.services.conversions);
  const list = `(${args.map((arg) => typeName(arg.type)).join(', ')})`;
  if (choice.kind === 'none')
    fail(
      position,
      `Constructor not defined: [${symbol.qualifiedName}].<Constructor>${list}${unlessOfFacts(...args.map(({ type }) => type))}`
    );
  if (choice.kind === 'ambiguous')
    fail(
      position,
      `Ambiguous method signature: ${callText(
        '<init>',
        args.map((arg) => arg.type)
      )}`
    );
  const { method } = choice.overload;
  if (method && !isVisible(symbol, method.visibility, method.annotations, body.owner)) {
    fail(position, `Method is not visible: ${methodText(method)}`);
  }
  return { method, args: choice.args };
}

/** `this(…)` and `super(…)`. */
export function checkConstructorCall(
  which: 'this' | 'super',
  list: ExpressionListContext | null,
  body: Body,
  position: Position
): Expression {
  body.namesConstructor = true;
  const parent = body.owner.superclass;
  if (which === 'super' && parent === null) fail(position, `No super type defined: ${body.owner.qualifiedName}`);
  if (!body.constructorCallAllowed)
    fail(position, `Call to '${which}()' must be the first statement in a constructor method`);
  body.constructorCallAllowed = false;
  const args = body.withoutInstance(() => checkArguments(list, body));
  if (which === 'this') {
    const chosen = chooseConstructor(body.owner, args, body, position);
    return { kind: 'constructorCall', type: VOID, position, which, constructor: chosen.method, args: chosen.args };
  }
  if (parent?.kind === 'class') {
    const chosen = chooseConstructor(parent.definition, args, body, position);
    return { kind: 'constructorCall', type: VOID, position, which, constructor: chosen.method, args: chosen.args };
  }
  const { world, conversions } = body.services;
  const implicit = exceptionParameters(world).map((parameters) => ({ parameters }));
  const choice = chooseOverload(implicit, args, conversions);
  if (choice.kind !== 'one')
    fail(
      position,
      `Constructor not defined: [${typeName(parent!)}].<Constructor>(${args.map((arg) => typeName(arg.type)).join(', ')})${unlessOfFacts(...args.map(({ type }) => type))}`
    );
  return { kind: 'constructorCall', type: VOID, position, which, constructor: null, args: choice.args };
}
