/** Types as text and their identity. */
import { OR_UNSUPPORTED } from '../problems.ts';
import type { ApexType, PrimitiveName } from '../types.ts';

export type Primitive = Extract<ApexType, { kind: 'primitive' }>;
export type ClassType = Extract<ApexType, { kind: 'class' }>;
export type LibraryInstance = Extract<ApexType, { kind: 'library' }>;
export type SObjectTypeRef = Extract<ApexType, { kind: 'sobject' }>;

export const VOID: ApexType = { kind: 'void' };
export const NULL: ApexType = { kind: 'null' };
export const UNKNOWN: ApexType = { kind: 'unknown' };

const primitive = (name: PrimitiveName): Primitive => ({ kind: 'primitive', name });
export const BOOLEAN = primitive('Boolean');
export const INTEGER = primitive('Integer');
export const LONG = primitive('Long');
export const DOUBLE = primitive('Double');
export const DECIMAL = primitive('Decimal');
export const STRING = primitive('String');
export const ID = primitive('Id');
export const DATE = primitive('Date');
export const DATETIME = primitive('Datetime');
export const TIME = primitive('Time');
export const BLOB = primitive('Blob');
export const OBJECT = primitive('Object');
export const SOBJECT: SObjectTypeRef = { kind: 'sobject', name: 'SObject' };

const PRIMITIVES: ReadonlyMap<string, Primitive> = new Map(
  [BOOLEAN, INTEGER, LONG, DOUBLE, DECIMAL, STRING, ID, DATE, DATETIME, TIME, BLOB, OBJECT].map((type) => [
    type.name.toLowerCase(),
    type
  ])
);

/** The primitive of that name (any case), `Object` included. */
export function primitiveNamed(name: string): Primitive | null {
  return PRIMITIVES.get(name.toLowerCase()) ?? null;
}

/** Types of the namespace System that messages name without it. */
const BARE: ReadonlySet<string> = new Set(['List', 'Set', 'Map', 'Object', 'Exception', 'FinalException', 'SObject']);

/** As the platform prints it in messages: `List<String>`, `Outer.Inner`, `Schema.SObjectType`, `System.Type`. */
export function typeName(type: ApexType): string {
  switch (type.kind) {
    case 'void':
      return 'void';
    case 'null':
      return 'NULL';
    case 'unknown':
      return '?';
    case 'primitive':
      return type.name;
    case 'sobject':
      return type.name;
    case 'parameter':
      return type.name;
    case 'class':
      return type.definition.qualifiedName;
    case 'library': {
      const { name } = type.definition;
      const qualified = name.includes('.') || BARE.has(name) || primitiveNamed(name) ? name : `System.${name}`;
      return type.args.length === 0 ? qualified : `${qualified}<${type.args.map(typeName).join(',')}>`;
    }
  }
}

export function sameType(a: ApexType, b: ApexType): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'void':
    case 'null':
    case 'unknown':
      return a.kind === b.kind;
    case 'primitive':
      return b.kind === 'primitive' && a.name === b.name;
    case 'parameter':
      return b.kind === 'parameter' && a.name === b.name;
    case 'sobject':
      return b.kind === 'sobject' && a.name.toLowerCase() === b.name.toLowerCase();
    case 'class':
      return b.kind === 'class' && a.definition === b.definition;
    case 'library':
      return (
        b.kind === 'library' &&
        a.definition === b.definition &&
        a.args.length === b.args.length &&
        a.args.every((arg, index) => sameType(arg, b.args[index]!))
      );
  }
}

export function isPrimitive(type: ApexType, ...names: readonly PrimitiveName[]): type is Primitive {
  return type.kind === 'primitive' && (names.length === 0 || names.includes(type.name));
}

export function isNumeric(type: ApexType): boolean {
  return isPrimitive(type, 'Integer', 'Long', 'Double', 'Decimal');
}

/** `List`, `Set`, `Map`, `Iterable` … with their arguments. */
export function isLibrary(type: ApexType, name: string): type is LibraryInstance {
  return type.kind === 'library' && type.definition.name.toLowerCase() === name.toLowerCase();
}

export function isGenericSObject(type: ApexType): boolean {
  return type.kind === 'sobject' && type.name.toLowerCase() === 'sobject';
}

/** The one argument of a List, Set or Iterable. */
export function elementType(type: LibraryInstance): ApexType {
  const element = type.args[0];
  if (element === undefined) throw new TypeError(`${typeName(type)} has no element type`);
  return element;
}

/**
 * What a message about types that do not fit ends with: of types that only the facts of the platform tell of, parents
 * and conversions are not all known.
 */
export function unlessOfFacts(...types: readonly ApexType[]): string {
  return types.some(isOfFacts) ? OR_UNSUPPORTED : '';
}

function isOfFacts(type: ApexType): boolean {
  return type.kind === 'library' && (type.definition.isOfFacts === true || type.args.some(isOfFacts));
}
