/**
 * `List`, `Set` and `Map` are words of the platform's grammar, which has type arguments after them: without those it
 * stumbles, in other words and at another place for each construct. Words and places are those of Salesforce's own compiler.
 */
import {
  CastExpressionContext,
  EnhancedForControlContext,
  FieldDeclarationContext,
  FormalParameterContext,
  LocalVariableDeclarationContext,
  MethodDeclarationContext,
  PropertyDeclarationContext,
  type TypeRefContext
} from '@apexdevtools/apex-parser';
import { fail } from '../problems.ts';

/** Fails when a collection in `context` says not of what it is; elsewhere than in declarations and casts that is told later. */
export function refuseBareCollection(context: TypeRefContext): void {
  if (!hasBareCollection(context)) return;
  const { parentCtx, start } = context;
  const isSet = /^set$/i.test(start.text);
  const after = followingToken(context);
  if (parentCtx instanceof CastExpressionContext || (parentCtx instanceof LocalVariableDeclarationContext && !isSet))
    fail(place(start), `Unexpected token '${start.text}'.`);
  if (!after) return;
  const declares = [FieldDeclarationContext, MethodDeclarationContext, PropertyDeclarationContext];
  const isBare = context.stop === start;
  if (declares.some((kind) => parentCtx instanceof kind))
    fail(place(isBare ? after : next(context)), `Unexpected token '${isBare ? after.text : '<'}'.`);
  if (!isBare) return;
  if (parentCtx instanceof LocalVariableDeclarationContext) fail(place(after), `Extra ';', at '${after.text}'.`);
  if (parentCtx instanceof FormalParameterContext || parentCtx instanceof EnhancedForControlContext)
    fail(place(after), `Missing '<' at '${after.text}'`);
}

type Token = TypeRefContext['start'];

function hasBareCollection(context: TypeRefContext): boolean {
  return context.typeName_list().some((name) => {
    const args = name.typeArguments()?.typeList().typeRef_list() ?? [];
    const isCollection = Boolean(name.LIST() ?? name.SET() ?? name.MAP());
    return args.length === 0 ? isCollection : args.some(hasBareCollection);
  });
}

/** The `<` after the first word. */
function next(context: TypeRefContext): Token {
  return context.typeName(0).typeArguments().start;
}

function followingToken(context: TypeRefContext): Token | null {
  const siblings = context.parentCtx?.children ?? [];
  const following = siblings[siblings.indexOf(context) + 1] as { readonly start?: Token } | undefined;
  return following?.start ?? null;
}

function place({ line, column }: Token): { line: number; column: number } {
  return { line, column };
}
