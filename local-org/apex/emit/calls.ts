/** Calls and object creation. */
import type { ClassSymbol, MethodSymbol } from '../symbols.ts';
import type {
  Call,
  ConstructorCall,
  Expression,
  LibraryCall,
  NewArray,
  NewCollection,
  NewLibrary,
  NewMap,
  NewObject,
  NewSObject
} from '../tree.ts';
import { emitReceiver } from './access.ts';
import { emitExpression } from './expressions.ts';
import { at, NOWHERE } from './marks.ts';
import {
  constructorKey,
  defaultConstructorKey,
  implicitConstructorKey,
  initialisersKey,
  isException,
  localName,
  methodKey,
  parentClass,
  quote
} from './names.ts';
import type { FunctionScope } from './scope.ts';

function emitArguments(args: readonly Expression[], scope: FunctionScope): string {
  return args.map((arg) => emitExpression(arg, scope)).join(', ');
}

export function emitCall(node: Call, scope: FunctionScope, guards: string[]): string {
  const key = quote(methodKey(node.method));
  const mark = at(node.position);
  switch (node.dispatch) {
    case 'static':
      return `${scope.pool.classReference(node.method.owner)}()${mark}[${key}](${emitArguments(node.args, scope)})`;
    case 'super':
      return `super${mark}[${key}](${emitArguments(node.args, scope)})`;
    case 'virtual': {
      const receiver = node.target === null ? 'this' : emitReceiver(node.target, node.safe, scope, guards);
      return `${receiver}${mark}[${key}](${emitArguments(node.args, scope)})`;
    }
  }
}

/** The query itself, not its rows, goes to the member. */
function emitQueryCall(node: LibraryCall, scope: FunctionScope): string {
  const [first, ...others] = node.args;
  const query = first?.kind === 'conversion' ? first.value : first;
  if (query?.kind !== 'query')
    return `${at(node.position)}$.unsupported(${quote(`${node.member.owner}.${node.member.name} with something other than an inline query`)})`;
  const binds = query.binds.map((bind) => emitExpression(bind, scope)).join(', ');
  const args = [
    `{ query: ${scope.pool.query(query.query)}, binds: [${binds}] }`,
    ...others.map((arg) => emitExpression(arg, scope))
  ];
  return `${at(node.position)}${scope.pool.member(node.member)}(${args.join(', ')})`;
}

export function emitLibraryCall(node: LibraryCall, scope: FunctionScope, guards: string[]): string {
  if (node.member.needs?.includes('query')) return emitQueryCall(node, scope);
  const args = node.args.map((arg) => emitExpression(arg, scope));
  if (node.member.needs?.includes('localVariables')) {
    const locals = node.locals.map((local) => `${quote(local.name.toLowerCase())}: ${localName(local)}`);
    // Read only when a query names them: properties run code.
    const fields = (node.fields ?? [])
      .filter(({ field }) => field.property === null || field.property.getter !== null)
      .map((field) => `${quote(field.field.name.toLowerCase())}: () => ${emitExpression(field, scope)}`);
    args.push(`{ localVariables: $.bindable({ ${locals.join(', ')} }, { ${fields.join(', ')} }) }`);
  }
  if (node.target !== null) args.unshift(emitReceiver(node.target, node.safe, scope, guards));
  return `${at(node.position)}${scope.pool.member(node.member)}(${args.join(', ')})`;
}

export function emitNew(
  node: NewObject | NewLibrary | NewCollection | NewMap | NewArray | NewSObject,
  scope: FunctionScope
): string {
  const mark = at(node.position);
  switch (node.kind) {
    case 'new':
      return emitNewObject(node, scope);
    case 'newLibrary':
      return `${mark}${scope.pool.member(node.member)}(${[scope.pool.type(node.type), ...node.args.map((arg) => emitExpression(arg, scope))].join(', ')})`;
    case 'newCollection':
      return `${mark}$.newCollection(${scope.pool.type(node.type)}, [${emitArguments(node.elements, scope)}])`;
    case 'newMap': {
      const entries = node.entries.map(
        ([key, value]) => `[${emitExpression(key, scope)}, ${emitExpression(value, scope)}]`
      );
      return `${mark}$.newMap(${scope.pool.type(node.type)}, [${entries.join(', ')}])`;
    }
    case 'newArray':
      return `${mark}$.newArray(${scope.pool.type(node.type)}, ${emitExpression(node.size, scope)})`;
    case 'newSObject': {
      const sobject = node.type.kind === 'sobject' ? node.type.name : unexpected('newSObject without an sObject type');
      const fields = node.fields.map(
        ({ field, isParent, value }) => `[${quote(field)}, ${emitExpression(value, scope)}, ${String(isParent)}]`
      );
      return `${mark}$.newSObject(${quote(sobject)}, [${fields.join(', ')}])`;
    }
  }
}

function emitNewObject(node: NewObject, scope: FunctionScope): string {
  const object = scope.temporary();
  const allocate = `${object} = ${at(node.position)}new (${scope.pool.classReference(node.definition)}())()`;
  const run = runConstructor(object, node.definition, node.constructor, node.args, at(node.position), scope);
  return `(${allocate}, ${run}, ${object})`;
}

/**
 * Runs a constructor on an allocated object. Without a constructor symbol the implicit one runs, and arguments can only
 * be those that every exception takes (message, cause).
 */
function runConstructor(
  object: string,
  definition: ClassSymbol,
  constructor: MethodSymbol | null,
  args: readonly Expression[],
  mark: string,
  scope: FunctionScope
): string {
  if (constructor !== null)
    return `${object}${mark}[${quote(constructorKey(constructor))}](${emitArguments(args, scope)})`;
  const key = isException(definition)
    ? implicitConstructorKey(definition)
    : (defaultConstructorKey(definition) ??
      unexpected(`${definition.qualifiedName} has no constructor without parameters`));
  const implicit = `${object}${mark}[${quote(key)}]()`;
  return args.length === 0
    ? implicit
    : `${implicit}, $.initialiseException(${object}, [${emitArguments(args, scope)}])`;
}

/**
 * `this(…)` and `super(…)`. Unlike Java, Apex initialises the fields of a class before its parent's constructor runs, as a
 * public suite (fflib-apex-common, the derived unit of work) shows: methods that the parent calls find them set.
 */
export function emitConstructorCall(node: ConstructorCall, scope: FunctionScope): string {
  const mark = at(node.position);
  const owner = scope.owner;
  if (node.which === 'this') {
    const constructor = node.constructor !== null && 'mangledName' in node.constructor ? node.constructor : null;
    return runConstructor('this', owner, constructor, node.args, mark, scope);
  }
  return `${NOWHERE}this[${quote(initialisersKey(owner))}](), ${emitSuper(node, mark, scope)}`;
}

function emitSuper(node: ConstructorCall, mark: string, scope: FunctionScope): string {
  const parent = parentClass(scope.owner);
  if (node.constructor !== null && 'mangledName' in node.constructor) {
    return runConstructor('this', node.constructor.owner, node.constructor, node.args, mark, scope);
  }
  if (parent !== null) return runConstructor('this', parent, null, node.args, mark, scope);
  return `$.initialiseException(this, [${emitArguments(node.args, scope)}])`;
}

/** The super call of a constructor that has none written. Null: there is no project class above. */
export function emitImplicitSuper(owner: ClassSymbol): string | null {
  const parent = parentClass(owner);
  if (parent === null) return null;
  return `this[${quote(defaultConstructorKey(parent) ?? implicitConstructorKey(parent))}]();\n`;
}

function unexpected(what: string): never {
  throw new Error(what);
}
