/**
 * Implicit conversions and casts. A conversion that changes the value is a node of its own (numbers, Date to Datetime,
 * String and Id); an upcast changes nothing and gets none, nor does `List<SObject>` as `List<Account>`: the platform hands
 * such a list on without a look at its records.
 */
import { unsupported } from '../problems.ts';
import type { Expression, NumericDomain } from '../tree.ts';
import type { ApexType } from '../types.ts';
import { ancestorsOf, asLibrary, isOpenEnded } from './hierarchy.ts';
import type { LibraryIndex } from './library-index.ts';
import { isGenericSObject, isLibrary, isNumeric, isPrimitive, sameType, typeName } from './names.ts';

const NUMBERS: readonly NumericDomain[] = ['Integer', 'Long', 'Double', 'Decimal'];
/** Farther than any class hierarchy is deep: `Object` is the last resort among overloads. */
const OBJECT_DISTANCE = 1000;
const LOSSY_DISTANCE = 10;
const ROW_DISTANCE = 50;
const OPEN_DISTANCE = 900;

export class Conversions {
  readonly #library: LibraryIndex;

  constructor(library: LibraryIndex) {
    this.#library = library;
  }

  /** 0 for the same type, more the farther an implicit conversion goes, null when there is none. */
  distance(from: ApexType, to: ApexType): number | null {
    if (from.kind === 'void' || to.kind === 'void') return null;
    if (sameType(from, to)) return 0;
    if (from.kind === 'null') return 0;
    if (isPrimitive(to, 'Object')) return OBJECT_DISTANCE;
    if (from.kind === 'unknown' || to.kind === 'unknown') return 0;
    const scalar = scalarDistance(from, to);
    if (scalar !== null) return scalar;
    if (from.kind === 'sobject') return isGenericSObject(to) ? 1 : null;
    const reference = this.#referenceDistance(from, to);
    // It may come by way of an ancestor that is not known.
    return reference === null && isOpenEnded(from, this.#library) && !isPrimitive(to) && to.kind !== 'sobject'
      ? OPEN_DISTANCE
      : reference;
  }

  /** Like `distance`, but knows that a query also stands for its only row. */
  expressionDistance(expression: Expression, to: ApexType): number | null {
    const distance = this.distance(expression.type, to);
    if (distance !== null || rowType(expression) === null) return distance;
    // Rows of a dynamic query are generic; the one that is taken is cast.
    const fits =
      this.distance(rowType(expression)!, to) ?? (expression.kind !== 'query' && to.kind === 'sobject' ? 0 : null);
    return fits === null ? null : fits + ROW_DISTANCE;
  }

  /**
   * `expression` as a `to`, or null when Apex does not convert it by itself.
   * @throws CompileFailure for conversions that the platform makes and the local org cannot
   */
  convert(expression: Expression, to: ApexType): Expression | null {
    const from = expression.type;
    if (this.distance(from, to) === null) {
      const row = rowType(expression);
      if (row === null || this.expressionDistance(expression, to) === null) return null;
      if (expression.kind === 'query') return { ...expression, type: row };
      return { kind: 'cast', type: to, position: expression.position, value: expression };
    }
    const view = to.kind === 'library' ? asLibrary(from, to.definition.name, this.#library) : null;
    if (view && isUnsafeView(view, to)) unsupported(expression.position, `a ${typeName(from)} as a ${typeName(to)}`);
    if (scalarDistance(from, to) !== null && !sameType(from, to)) {
      return { kind: 'conversion', type: to, position: expression.position, value: expression, from };
    }
    return expression;
  }

  /** May `(To) from` succeed? */
  castable(from: ApexType, to: ApexType): boolean {
    if (from.kind === 'void' || to.kind === 'void') return false;
    // Whatever it is, it may implement an interface as far as the platform's compiler looks.
    return (
      this.related(from, to) ||
      isInterface(from) ||
      isInterface(to) ||
      (from.kind === 'sobject' && to.kind === 'sobject' && (isPolymorphic(from) || isPolymorphic(to)))
    );
  }

  /** Does one of the types convert to the other by itself? Only such values can be compared. */
  related(a: ApexType, b: ApexType): boolean {
    return this.distance(a, b) !== null || this.distance(b, a) !== null;
  }

  /** Can a value of type `from` also be a `to`, as far as the types tell? For `instanceof`. */
  couldBe(from: ApexType, to: ApexType): boolean {
    if (isPrimitive(from) && isPrimitive(to) && !isPrimitive(from, 'Object') && !isPrimitive(to, 'Object')) {
      return (
        sameType(from, to) ||
        (isNumeric(from) && isNumeric(to)) ||
        this.isAlways(from, to) ||
        (isPrimitive(from, 'String', 'Id') && isPrimitive(to, 'String', 'Id'))
      );
    }
    return this.castable(from, to);
  }

  /** Is every value of type `from` an instance of `to`, converting by itself counted? For `instanceof`. */
  isAlways(from: ApexType, to: ApexType): boolean {
    if (this.isSubtype(from, to)) return true;
    if (isLibrary(from, 'List') && isLibrary(to, 'List')) return this.isSubtype(from.args[0]!, to.args[0]!);
    if (isLibrary(from, 'Map') && isLibrary(to, 'Map'))
      return sameType(from.args[0]!, to.args[0]!) && this.isSubtype(from.args[1]!, to.args[1]!);
    return scalarDistance(from, to) !== null && !isPrimitive(to, 'Id');
  }

  /** Is every value of type `from` a `to`? */
  isSubtype(from: ApexType, to: ApexType): boolean {
    if (sameType(from, to) || isPrimitive(to, 'Object')) return true;
    if (isGenericSObject(to)) return from.kind === 'sobject';
    return ancestorsOf(from, this.#library).some((ancestor) => sameType(ancestor.type, to));
  }

  /** The type that two branches have in common, or null. */
  common(a: ApexType, b: ApexType): ApexType | null {
    if (a.kind === 'void' || b.kind === 'void') return null;
    if (a.kind === 'null') return b;
    if (b.kind === 'null') return a;
    const promoted = promote(a, b);
    if (promoted !== null) return promoted;
    if (sameType(a, b)) return a;
    // String and Id convert both ways; text is the wider of the two.
    if (isPrimitive(a, 'String') && isPrimitive(b, 'Id')) return a;
    if (this.distance(a, b) !== null) return b;
    if (this.distance(b, a) !== null) return a;
    return null;
  }

  #referenceDistance(from: ApexType, to: ApexType): number | null {
    const direct = this.#sameDefinition(from, to);
    if (direct !== null) return direct;
    if (isViewOfObjects(from, to)) return OBJECT_DISTANCE;
    let best: number | null = null;
    for (const { type, steps } of ancestorsOf(from, this.#library)) {
      const rest = sameType(type, to) ? 0 : this.#sameDefinition(type, to);
      if (rest !== null && (best === null || steps + rest < best)) best = steps + rest;
    }
    return best;
  }

  /** Two applications of one generic type. */
  #sameDefinition(from: ApexType, to: ApexType): number | null {
    if (from.kind !== 'library' || to.kind !== 'library' || from.definition !== to.definition) return null;
    const [source, target] = [from.args[0], to.args[0]];
    switch (from.definition.name) {
      case 'List': {
        // Only a list of generic records stands for one of concrete ones.
        const isDowncast = isGenericSObject(source!) && target!.kind === 'sobject';
        return isDowncast && !sameType(source!, target!) ? 1 : this.distance(source!, target!);
      }
      // What compares wider values also compares narrower ones.
      case 'Comparator':
        return this.distance(target!, source!);
      case 'Iterable':
        return this.distance(source!, target!);
      case 'Map':
        return sameType(source!, target!) ? this.distance(from.args[1]!, to.args[1]!) : null;
      default:
        return null;
    }
  }
}

/** Conversions between values of different make. */
function scalarDistance(from: ApexType, to: ApexType): number | null {
  if (from.kind !== 'primitive' || to.kind !== 'primitive') return null;
  const source = NUMBERS.indexOf(from.name as NumericDomain);
  const target = NUMBERS.indexOf(to.name as NumericDomain);
  if (source >= 0 && target >= 0) {
    if (target > source) return target - source;
    // Decimal converts to Double as well as Double to Decimal, but may lose digits: other overloads come first.
    return from.name === 'Decimal' && to.name === 'Double' ? LOSSY_DISTANCE : null;
  }
  if ((from.name === 'Id' && to.name === 'String') || (from.name === 'String' && to.name === 'Id')) return 1;
  return from.name === 'Date' && to.name === 'Datetime' ? 1 : null;
}

/** The wider of two number types, or null when one is no number. */
export function promote(a: ApexType, b: ApexType): Extract<ApexType, { kind: 'primitive' }> | null {
  if (a.kind !== 'primitive' || b.kind !== 'primitive') return null;
  const left = NUMBERS.indexOf(a.name as NumericDomain);
  const right = NUMBERS.indexOf(b.name as NumericDomain);
  if (left < 0 || right < 0) return null;
  return left >= right ? a : b;
}

/** Public code hands an `Iterable<Object>` on as one of anything; a list of objects is not taken so. */
function isViewOfObjects(from: ApexType, to: ApexType): boolean {
  return isLibrary(from, 'Iterable') && isLibrary(to, 'Iterable') && isPrimitive(from.args[0]!, 'Object');
}

/** Views of a collection that let values in, or out, that do not belong: the platform takes them, nothing here checks them. */
function isUnsafeView(from: ApexType, to: ApexType): boolean {
  if (from.kind !== 'library' || to.kind !== 'library' || from.definition !== to.definition || sameType(from, to))
    return false;
  // Public code sorts opportunities by a Comparator<SObject>; of other comparators nothing is known.
  if (from.definition.name === 'Comparator') return !isGenericSObject(from.args[0]!);
  return from.args.some((source, index) => {
    const target = to.args[index];
    if (target === undefined) return false;
    const isIdAsText = isPrimitive(source, 'Id') && isPrimitive(target, 'String');
    if (isViewOfObjects(from, to)) return true;
    return (
      (scalarDistance(source, target) !== null && !sameType(source, target) && !isIdAsText) ||
      isUnsafeView(source, target)
    );
  });
}

/** `Database.query` and `Database.queryWithBinds` stand for their only row as an inline query does. */
const DYNAMIC_QUERIES = ['query', 'querywithbinds'];

/** The record type of a query whose rows are records, else null. */
export function rowType(expression: Expression): ApexType | null {
  if (expression.type.kind !== 'library') return null;
  const isQuery =
    expression.kind === 'query' ||
    (expression.kind === 'libraryCall' &&
      expression.member.owner === 'Database' &&
      DYNAMIC_QUERIES.includes(expression.member.name.toLowerCase()));
  return isQuery ? (expression.type.args[0] ?? null) : null;
}

/** What a lookup to several objects gives: a record of any of them. */
function isPolymorphic(type: ApexType): boolean {
  return type.kind === 'sobject' && type.name === 'Name';
}

function isInterface(type: ApexType): boolean {
  return (type.kind === 'class' || type.kind === 'library') && type.definition.kind === 'interface';
}
