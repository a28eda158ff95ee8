/** The parameters of methods and constructors, and the types that declarations name. */
import type { FormalParametersContext, TypeRefContext } from '@apexdevtools/apex-parser';
import { nameOf, positionOf } from '../parse.ts';
import type { ClassSymbol, LocalSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import type { TypeResolver } from '../typing/type-resolver.ts';
import type { World } from '../world.ts';
import { checkIdentifier } from './identifiers.ts';
import { checkModifiers } from './modifier-rules.ts';
import { readModifiers } from './modifiers.ts';

export function declareParameters(
  context: FormalParametersContext,
  symbol: ClassSymbol,
  world: World,
  resolver: TypeResolver
): LocalSymbol[] {
  const { file } = symbol;
  const { log } = world;
  const parameters: LocalSymbol[] = [];
  for (const parameter of context.formalParameterList()?.formalParameter_list() ?? []) {
    const name = nameOf(parameter.id());
    const position = positionOf(parameter.id());
    checkIdentifier(name, 'variable', position, file, log);
    if (parameters.some((other) => other.name.toLowerCase() === name.toLowerCase()))
      log.report(file, position, `Duplicate variable: ${name}`);
    const modifiers = readModifiers(parameter.modifier_list(), file, log, position);
    checkModifiers(modifiers, 'parameter', position, symbol, log);
    const type = declaredType(parameter.typeRef(), 'Parameters cannot be of type void', symbol, world, resolver);
    parameters.push({ name, type, isFinal: modifiers.isFinal, position, index: parameters.length });
  }
  return parameters;
}

/** The type as written; `void` is reported with `voidMessage`, what does not exist with the resolver's. */
export function declaredType(
  context: TypeRefContext,
  voidMessage: string,
  symbol: ClassSymbol,
  world: World,
  resolver: TypeResolver
): ApexType {
  const type = resolver.resolveOrReport(context, symbol);
  if (type.kind === 'void') world.log.report(symbol.file, positionOf(context), voidMessage);
  return type;
}
