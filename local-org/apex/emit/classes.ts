/** Classes to JavaScript classes, made when first used so that supertypes and cycles look after themselves. */
import { isSet } from '../declarations/annotation-properties.ts';
import { annotationNamed } from '../declarations/modifiers.ts';
import type { ClassSymbol, FieldSymbol, Initialiser, MethodSymbol } from '../symbols.ts';
import type { Statement } from '../tree.ts';
import { isPrimitive } from '../typing/names.ts';
import { emitImplicitSuper } from './calls.ts';
import { emitExpression } from './expressions.ts';
import { at, frame, NOWHERE } from './marks.ts';
import {
  constructorKey,
  fieldKey,
  frameName,
  futureBodyKey,
  getterKey,
  implicitConstructorKey,
  initialisersKey,
  isException,
  localName,
  methodKey,
  parentClass,
  quote,
  setterKey
} from './names.ts';
import type { ConstantPool } from './pool.ts';
import { FunctionScope } from './scope.ts';
import { emitStatement, hookAt } from './statements.ts';

/** The call that defines one class; nothing for interfaces and enums, which are reflection data only. */
export function emitClass(definition: ClassSymbol, pool: ConstantPool): string {
  if (definition.kind !== 'class') return '';
  return (
    `${NOWHERE}$.define(${quote(definition.qualifiedName)}, () => class ${definition.qualifiedName.replaceAll('.', '$')}$ extends ${superclass(definition, pool)} {\n` +
    emitAllocation(definition) +
    emitInitialisers(definition, pool) +
    emitConstructors(definition, pool) +
    definition.fields.map((field) => emitAccessors(field, pool)).join('') +
    definition.methods.map((method) => emitMethod(method, pool)).join('') +
    definition.bridges.map((bridge) => emitBridge(bridge, pool)).join('') +
    `}, ${emitStaticInitialiser(definition, pool)});\n`
  );
}

/** A call of the inherited method is a call of the class's own, which has another name. */
function emitBridge({ contract, method }: ClassSymbol['bridges'][number], pool: ConstantPool): string {
  const list = parameters(contract);
  const receiver = method.isStatic ? `${pool.classReference(method.owner)}()` : 'this';
  return `${NOWHERE}${quote(methodKey(contract))}(${list}) {\nreturn ${receiver}[${quote(methodKey(method))}](${list});\n}\n`;
}

function superclass(definition: ClassSymbol, pool: ConstantPool): string {
  const parent = parentClass(definition);
  if (parent !== null) return `${pool.classReference(parent)}()`;
  return isException(definition) ? '$.ApexException' : '$.ApexObject';
}

/** The JavaScript constructor only makes room for the fields: Apex constructors are methods that run afterwards. */
function emitAllocation(definition: ClassSymbol): string {
  const fields = definition.fields
    .filter((field) => !field.isStatic)
    .map((field) => `this.${fieldKey(field)} = null;\n`);
  if (isException(definition))
    return `constructor($type = ${quote(definition.qualifiedName)}) {\nsuper($type);\n${fields.join('')}}\n`;
  return fields.length === 0 ? '' : `constructor() {\nsuper();\n${fields.join('')}}\n`;
}

/** Field initialisers and blocks in textual order; every constructor that does not call `this(…)` runs them. */
function emitInitialisers(definition: ClassSymbol, pool: ConstantPool): string {
  const scope = new FunctionScope(pool, definition);
  const body = definition.instanceInitialisers.map((initialiser) =>
    initialiser.kind === 'block'
      ? emitStatement(initialiser.body, scope)
      : `${hookAt(initialiser, scope)};\nthis.${fieldKey(initialiser.field)} = ${emitExpression(initialiser.value, scope)};\n`
  );
  return `${frame(frameName(definition, '<init>'))}${quote(initialisersKey(definition))}() {\n${scope.declarations()}${body.join('')}}\n`;
}

function emitConstructors(definition: ClassSymbol, pool: ConstantPool): string {
  const own = definition.constructors.map((constructor) => emitConstructor(constructor, pool)).join('');
  // Exceptions keep the constructors for message and cause beside their own.
  if (definition.constructors.length > 0 && !isException(definition)) return own;
  const scope = new FunctionScope(pool, definition);
  const body = `${NOWHERE}this[${quote(initialisersKey(definition))}]();\n${at(definition.position)}${emitImplicitSuper(definition) ?? ''}`;
  return own + emitFunction(implicitConstructorKey(definition), '', frameName(definition, '<init>'), body, scope, true);
}

function emitConstructor(constructor: MethodSymbol, pool: ConstantPool): string {
  const { owner } = constructor;
  const scope = new FunctionScope(pool, owner);
  const body = constructor.body === null ? '' : emitStatement(constructor.body, scope);
  const implicit =
    startsWithConstructorCall(constructor.body) || isUnsupported(constructor.body)
      ? ''
      : `${NOWHERE}this[${quote(initialisersKey(owner))}]();\n${at(constructor.position)}${emitImplicitSuper(owner) ?? ''}`;
  return emitFunction(
    constructorKey(constructor),
    parameters(constructor),
    frameName(owner, '<init>'),
    `${pool.cover(constructor.position.line)};\n${implicit}${body}`,
    scope,
    true
  );
}

function startsWithConstructorCall(body: Statement | null): boolean {
  const first = body?.kind === 'block' ? body.statements[0] : null;
  return first?.kind === 'expression' && first.expression.kind === 'constructorCall';
}

/** Which constructor of the parent would run is not known then, and nothing after it runs. */
function isUnsupported(body: Statement | null): boolean {
  return body?.kind === 'block' && body.statements[0]?.kind === 'unsupported';
}

function parameters(method: MethodSymbol): string {
  return method.parameters.map(localName).join(', ');
}

function emitMethod(method: MethodSymbol, pool: ConstantPool): string {
  if (method.body === null) return '';
  const scope = new FunctionScope(pool, method.owner);
  const head = method.hasHead ? `${pool.cover(method.position.line)};\n` : '';
  const body = head + emitStatement(method.body, scope);
  const future = annotationNamed(method.annotations, 'future');
  const prefix = method.isStatic ? 'static ' : '';
  const emitted =
    prefix +
    emitFunction(
      future === null ? methodKey(method) : futureBodyKey(method),
      parameters(method),
      frameName(method.owner, method.name),
      body,
      scope,
      method.isStatic
    );
  return future === null ? emitted : emitted + prefix + emitEnqueuing(method, isSet(future, 'callout'));
}

/**
 * Accessors with a body. Their frames bear the name of accessors in debug logs (`__sfdc_name`); that stack traces use it
 * too is an assumption.
 */
function emitAccessors(field: FieldSymbol, pool: ConstantPool): string {
  const property = field.property;
  if (property === null) return '';
  const prefix = field.isStatic ? 'static ' : '';
  const name = frameName(field.owner, `__sfdc_${field.name}`);
  const emitted: string[] = [];
  // Of an automatic property too, whose line is marked where it is used.
  const head = `${pool.cover(field.position.line)};\n`;
  if (property.getter?.body) {
    const scope = new FunctionScope(pool, field.owner, field);
    const body = emitStatement(property.getter.body, scope);
    emitted.push(prefix + emitFunction(getterKey(field), '', name, head + body, scope, field.isStatic));
  }
  if (property.setter?.body) {
    const scope = new FunctionScope(pool, field.owner, field);
    const body = emitStatement(property.setter.body, scope);
    emitted.push(
      prefix +
        emitFunction(setterKey(field), localName(property.setter.parameter), name, head + body, scope, field.isStatic)
    );
  }
  return emitted.join('');
}

/** What a call of an `@future` method runs: its arguments wait in the queue. No frame of its own: the caller fails when they cannot. */
function emitEnqueuing(method: MethodSymbol, callout: boolean): string {
  return (
    `${NOWHERE}${quote(methodKey(method))}(${parameters(method)}) {\n$.future({ className: ${quote(method.owner.qualifiedName)}, method: ${quote(method.name)}, ` +
    `key: ${quote(futureBodyKey(method))}, callout: ${String(callout)} }, [${parameters(method)}]);\n}\n`
  );
}

const ENTER: Readonly<Record<ClassSymbol['sharing'], string>> = {
  with: `$.enter('with')`,
  without: `$.enter('without')`,
  inherited: '$.enterInherited()',
  none: '$.enterPlain()'
};

/** A method with the bookkeeping of every call: stack depth, sharing mode and, where it counts as use, static initialisation. */
function emitFunction(
  key: string,
  parameterList: string,
  name: string,
  body: string,
  scope: FunctionScope,
  usesClass: boolean
): string {
  const { owner, pool } = scope;
  const use = usesClass && owner.staticInitialisers.length > 0 ? `${NOWHERE}${pool.statics(owner)}();\n` : '';
  return (
    `${frame(name)}${NOWHERE}${quote(key)}(${parameterList}) {\n${scope.declarations()}const $before = ${ENTER[owner.sharing]};\ntry {\n` +
    `${use}${body}} finally {\n${NOWHERE}$.leave($before);\n}\n}\n`
  );
}

/** `static final String A = 'a';` is no line to cover on the platform; other constants are. */
function isConstantText({ field, value }: Extract<Initialiser, { readonly kind: 'field' }>): boolean {
  return field.isFinal && value.kind === 'literal' && isPrimitive(value.type, 'String') && value.value !== null;
}

/** The assignment of a static field at its place among the initialisers. */
function emitStaticField(initialiser: Extract<Initialiser, { readonly kind: 'field' }>, scope: FunctionScope): string {
  const { field, value } = initialiser;
  const hook = isConstantText(initialiser) ? '' : `${hookAt(initialiser, scope)};\n`;
  if (hook === '') scope.line = value.position.line;
  return `${hook}$statics.${fieldKey(field)} = ${emitExpression(value, scope)};\n`;
}

/** Fills the statics of a transaction: first nulls, then initialisers and blocks in textual order. */
function emitStaticInitialiser(definition: ClassSymbol, pool: ConstantPool): string {
  const fields = definition.fields.filter((field) => field.isStatic);
  if (fields.length === 0 && definition.staticInitialisers.length === 0) return 'null';
  const scope = new FunctionScope(pool, definition);
  const body = definition.staticInitialisers.map((initialiser) =>
    initialiser.kind === 'block' ? emitStatement(initialiser.body, scope) : emitStaticField(initialiser, scope)
  );
  return (
    `${frame(frameName(definition, '<clinit>'))}${NOWHERE}function ($statics) {\n${scope.declarations()}` +
    `${fields.map((field) => `$statics.${fieldKey(field)} = null;\n`).join('')}const $before = ${ENTER[definition.sharing]};\ntry {\n` +
    `${body.join('')}} finally {\n${NOWHERE}$.leave($before);\n}\n}`
  );
}
