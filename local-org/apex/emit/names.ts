/** Names in emitted code. Apex names are case-insensitive, so emitted ones are lower case. */
import type { ClassSymbol, FieldSymbol, LocalSymbol, MethodSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';

/** The name by which the run-time registry knows a type. */
export function typeName(type: ApexType): string {
  switch (type.kind) {
    case 'primitive':
      return type.name;
    case 'sobject':
      return type.name;
    case 'class':
      return type.definition.qualifiedName;
    case 'library':
      return type.args.length === 0
        ? type.definition.name
        : `${type.definition.name}<${type.args.map(typeName).join(',')}>`;
    case 'null':
      return 'Object';
    default:
      throw new Error(`a ${type.kind} has no run-time type`);
  }
}

export function localName(local: LocalSymbol): string {
  return `${local.name}_${local.index}`;
}

export function parentClass(definition: ClassSymbol): ClassSymbol | null {
  return definition.superclass?.kind === 'class' ? definition.superclass.definition : null;
}

/** Is the class an exception, that is: does its topmost ancestor extend an exception of the library? */
export function isException(definition: ClassSymbol): boolean {
  const superclass = definition.superclass;
  if (superclass === null) return false;
  if (superclass.kind === 'class') return isException(superclass.definition);
  const name = typeName(superclass);
  if (!name.endsWith('Exception'))
    throw new Error(
      `${definition.qualifiedName} extends ${name}, and only exceptions of the library can be extended here`
    );
  return true;
}

/** Property that stores a field. A field that hides an ancestor's of the same name gets a place of its own. */
export function fieldKey(field: FieldSymbol): string {
  const name = field.name.toLowerCase();
  let hidden = 0;
  if (!field.isStatic) {
    for (let parent = parentClass(field.owner); parent !== null; parent = parentClass(parent)) {
      if (parent.fields.some((other) => !other.isStatic && other.name.toLowerCase() === name)) hidden++;
    }
  }
  return hidden === 0 ? `_${name}` : `_${name}$${hidden}`;
}

export const getterKey = (field: FieldSymbol): string => `get:${field.name.toLowerCase()}`;
export const setterKey = (field: FieldSymbol): string => `set:${field.name.toLowerCase()}`;

/** Can the value be read past the accessor, because the accessor is automatic? */
export function isPlainRead(field: FieldSymbol): boolean {
  return field.property === null || field.property.getter?.body == null;
}

/** Can the value be written past the accessor, because the accessor is automatic? */
export function isPlainWrite(field: FieldSymbol): boolean {
  return field.property === null || field.property.setter?.body == null;
}

/** The ending keeps clear of what JavaScript gives a meaning: `constructor`, `prototype`, `message` of an error. */
export function methodKey(method: MethodSymbol): string {
  return `${method.mangledName}()`;
}

/** The body of an `@future` method; the method itself only enqueues it. */
export function futureBodyKey(method: MethodSymbol): string {
  return `${methodKey(method)}later`;
}

/** Constructors carry the class's name, since a subclass may have one with the same parameters. */
export function constructorKey(constructor: MethodSymbol): string {
  return `${constructor.owner.qualifiedName}.${constructor.mangledName}()`;
}

export function implicitConstructorKey(definition: ClassSymbol): string {
  return `${definition.qualifiedName}.<init>()`;
}

/** The constructor that `new Foo()` runs, or null when every constructor takes parameters. */
export function defaultConstructorKey(definition: ClassSymbol): string | null {
  if (definition.constructors.length === 0) return implicitConstructorKey(definition);
  const found = definition.constructors.find((constructor) => constructor.parameters.length === 0);
  return found === undefined ? null : constructorKey(found);
}

export function initialisersKey(definition: ClassSymbol): string {
  return `${definition.qualifiedName}.<fields>()`;
}

export function frameName(definition: ClassSymbol, member: string): string {
  // The name of a trigger says it all, as does that of an anonymous block, whose methods bear none of their own.
  if (definition.outer === null && /\.(?:trigger|apex)$/.test(definition.file.path)) return definition.qualifiedName;
  return `Class.${definition.qualifiedName}.${member}`;
}

export const quote = (text: string): string => JSON.stringify(text);
