/** Checks everything in a class that runs: methods, constructors, accessors, initialisers. */
import { completesNormally, unreachableIn } from './control-flow.ts';
import type { BodiesUnit, BodyUnit } from './declarations/units.ts';
import { checkAs } from './expressions/check.ts';
import { constructorsOf } from './expressions/constructors.ts';
import { UNSUPPORTED } from './problems.ts';
import { Body, type BodyKind, type Services } from './scope.ts';
import { checkBlock } from './statements/check.ts';
import type { ClassSymbol } from './symbols.ts';
import type { Block } from './tree.ts';
import type { ApexType, Position } from './types.ts';
import { methodText } from './typing/members.ts';
import { typeName, VOID } from './typing/names.ts';
import { isVisible } from './typing/visibility.ts';

export function checkBodies(unit: BodiesUnit, services: Services): void {
  for (const body of unit.bodies) checkOrSetAside(unit.symbol, body, services);
  if (unit.symbol.kind === 'class' && unit.symbol.constructors.length === 0)
    requireDefaultSuper(unit.symbol, unit.symbol.position, services);
}

/** A body with something unsupported in it becomes one that says so when it runs, if whoever compiles wants that. */
function checkOrSetAside(symbol: ClassSymbol, unit: BodyUnit, services: Services): void {
  const { log, setAside } = services.world;
  const { failures, reported } = log;
  checkBody(symbol, unit, services);
  if (setAside === 'nothing' || log.failures === failures) return;
  const found = log.since(reported);
  if (setAside === 'unsupported' && found.some(({ kind }) => kind === 'error')) return;
  log.setAside(reported);
  const [first] = found;
  const what =
    first === undefined
      ? 'something it depends on'
      : `${first.message.replace(`${UNSUPPORTED}: `, '')} (${first.path}:${first.line})`;
  replaceBody(symbol, unit, what);
}

function replaceBody(symbol: ClassSymbol, unit: BodyUnit, what: string): void {
  const position =
    unit.kind === 'method' ? unit.method.position : unit.kind === 'block' ? symbol.position : unit.field.position;
  const body: Block = { kind: 'block', position, statements: [{ kind: 'unsupported', position, what }] };
  switch (unit.kind) {
    case 'method':
      unit.method.body = body;
      return;
    case 'getter':
    case 'setter':
      unit.accessor.body = body;
      return;
    case 'block':
    case 'field': {
      const isStatic = unit.kind === 'block' ? unit.isStatic : unit.field.isStatic;
      const initialisers = isStatic ? symbol.staticInitialisers : symbol.instanceInitialisers;
      // The right statements of a block were kept; a wrong initialiser of a field was not.
      if (unit.kind === 'block') initialisers.pop();
      initialisers.push({ kind: 'block', body });
    }
  }
}

function checkBody(symbol: ClassSymbol, unit: BodyUnit, services: Services): void {
  switch (unit.kind) {
    case 'method': {
      const { method } = unit;
      const body = new Body(services, symbol, method.isStatic, { kind: 'method', method }, method.returnType);
      body.addParameters(method.parameters);
      body.constructorCallAllowed = body.isConstructor;
      method.body = finish(checkBlock(unit.block, body), method.returnType, method.position, body);
      if (body.isConstructor && !body.namesConstructor) requireDefaultSuper(symbol, method.position, services);
      return;
    }
    case 'getter':
    case 'setter': {
      const isGetter = unit.kind === 'getter';
      const returnType = isGetter ? unit.field.type : VOID;
      const body = new Body(
        services,
        symbol,
        unit.field.isStatic,
        { kind: 'accessor', field: unit.field, isGetter },
        returnType
      );
      if (!isGetter) body.addParameters([unit.field.property!.setter!.parameter]);
      unit.accessor.body = finish(checkBlock(unit.block, body), returnType, unit.field.position, body);
      return;
    }
    case 'block': {
      const body = initialiserBody(symbol, unit.isStatic, { kind: 'initialiser' }, services);
      const block = finish(checkBlock(unit.block, body), VOID, symbol.position, body);
      (unit.isStatic ? symbol.staticInitialisers : symbol.instanceInitialisers).push({ kind: 'block', body: block });
      return;
    }
    case 'field': {
      const { field, expression } = unit;
      const body = initialiserBody(symbol, field.isStatic, { kind: 'fieldInitialiser', field }, services);
      const value = services.world.log.guard(symbol.file, () => checkAs(expression, field.type, body, field.position));
      if (value)
        (field.isStatic ? symbol.staticInitialisers : symbol.instanceInitialisers).push({
          kind: 'field',
          field,
          value,
          position: field.position
        });
    }
  }
}

function initialiserBody(symbol: ClassSymbol, isStatic: boolean, kind: BodyKind, services: Services): Body {
  return new Body(services, symbol, isStatic, kind, null);
}

/** Older classes may have statements behind `throw` (glade-sh/glade-tools, what an org's compiler takes at 40.0 and 41.0). */
const UNREACHABLE_VERSION = 42;

/** Looks at control flow when the statements themselves are right: a missing statement would mislead it. */
export function finish(block: Block, returnType: ApexType, position: Position, body: Body): Block {
  const { log } = body.services.world;
  if (log.failures > body.failuresBefore) return block;
  if (body.owner.apiVersion >= UNREACHABLE_VERSION)
    for (const unreachable of unreachableIn(block)) log.report(body.owner.file, unreachable, 'Unreachable statement');
  if (returnType.kind !== 'void' && completesNormally(block)) {
    log.report(body.owner.file, position, `Missing return statement required return type: ${typeName(returnType)}`);
  }
  return block;
}

/** Without a call to another constructor the parent's constructor without parameters runs. */
function requireDefaultSuper(symbol: ClassSymbol, position: Position, services: Services): void {
  const parent = symbol.superclass;
  if (parent?.kind !== 'class') return;
  const fitting = constructorsOf(parent.definition, services.world).find(
    (overload) => overload.parameters.length === 0
  );
  if (!fitting)
    services.world.log.report(
      symbol.file,
      position,
      `No default constructor available in super type: ${typeName(parent)}`
    );
  const method = fitting?.method;
  if (method && !isVisible(method.owner, method.visibility, method.annotations, symbol))
    services.world.log.report(symbol.file, position, `Method is not visible: ${methodText(method)}`);
}
