/** `instanceof`: which values belong to a type, and the type of a value. */
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { ApexTime } from '../values/time.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexDouble } from '../values/double.ts';
import { Decimal } from '../values/decimal.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { ApexEnumValue, ApexObject } from './apex-object.ts';
import { ApexException, notSupported } from './errors.ts';
import { isIdText } from './ids.ts';
import { RuntimeType } from './runtime-type.ts';
import type { TypeRegistry } from './runtime-type.ts';

const PRIMITIVE_TESTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  Boolean: (value) => typeof value === 'boolean',
  Integer: (value) => typeof value === 'number',
  Long: (value) => typeof value === 'bigint',
  Double: (value) => value instanceof ApexDouble,
  Decimal: (value) => value instanceof Decimal,
  String: (value) => typeof value === 'string',
  // "A String that holds a valid id is an instance of Id": Apex Developer Guide, "Using the instanceof Keyword".
  Id: (value) => typeof value === 'string' && isIdText(value),
  Date: (value) => value instanceof ApexDate,
  Datetime: (value) => value instanceof ApexDatetime,
  Time: (value) => value instanceof ApexTime,
  Blob: (value) => value instanceof ApexBlob,
  Object: () => true
};

/** Which types a value of each numeric type is an instance of, beside its own: every one that it converts to by itself. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  Long: ['Integer'],
  Double: ['Integer', 'Long', 'Decimal'],
  Decimal: ['Integer', 'Long', 'Double'],
  Datetime: ['Date']
};

export function isInstance(type: RuntimeType, value: unknown): boolean {
  if (type.kind === 'primitive')
    return (
      PRIMITIVE_TESTS[type.name]!(value) || (WIDER[type.name]?.some((name) => PRIMITIVE_TESTS[name]!(value)) ?? false)
    );
  const own = typeOf(value, type.registry);
  if (own !== null) return type.isAssignableFrom(own) || downcastableList(type, own);
  return type.library?.isInstance?.(value) ?? false;
}

/** `List<SObject>` may hold what a `List<Account>` wants: the platform does not look at the elements. */
function downcastableList(type: RuntimeType, own: RuntimeType): boolean {
  return (
    own.baseName === 'List' &&
    type.baseName === 'List' &&
    own.args[0]?.name === 'SObject' &&
    type.args[0]?.kind === 'sobject'
  );
}

/** `value instanceof type`, which also holds where a list of records becomes a record by itself. */
export function isInstanceOf(type: RuntimeType, value: unknown): boolean {
  if (value === null) return false;
  const own = typeOf(value, type.registry);
  return type.isInstance(value) || (own !== null && recordsAsRecord(type, own));
}

/**
 * A list of records is an instance of SObject, which it can be assigned to; benahm/TestDataFactory asks so before it asks
 * for the list. Whether it is one of the object it holds is not known.
 */
function recordsAsRecord(type: RuntimeType, own: RuntimeType): boolean {
  const element = own.baseName === 'List' ? own.args[0]! : null;
  if (element === null || (element.name !== 'SObject' && element.kind !== 'sobject')) return false;
  if (type.name === 'SObject') return true;
  return type.kind === 'sobject' && notSupported(`${own.name} instanceof ${type.name}`);
}

/** Collections and library objects that know their type. */
interface Typed {
  readonly type: RuntimeType;
}

function hasType(value: object): value is Typed {
  return 'type' in value && value.type instanceof RuntimeType;
}

/**
 * The run-time type of a value; null for library objects that do not carry one (their library type decides by
 * `isInstance`). Ids are strings: they come out as `String` unless the text is an id of 18 characters.
 */
export function typeOf(value: unknown, registry: TypeRegistry): RuntimeType | null {
  switch (typeof value) {
    case 'boolean':
      return registry.get('Boolean');
    case 'number':
      return registry.get('Integer');
    case 'bigint':
      return registry.get('Long');
    case 'string':
      return registry.get('String');
    default:
  }
  if (value instanceof ApexObject || value instanceof ApexException || value instanceof ApexEnumValue)
    return value.apexType;
  if (value instanceof SObjectRecord) return registry.get(value.typeName);
  for (const [name, test] of OBJECT_PRIMITIVES) if (test(value)) return registry.get(name);
  if (value instanceof RuntimeType) return registry.find('Type');
  if (typeof value === 'object' && value !== null && hasType(value)) return value.type;
  return null;
}

const OBJECT_PRIMITIVES = Object.entries(PRIMITIVE_TESTS).filter(([name]) =>
  ['Double', 'Decimal', 'Date', 'Datetime', 'Time', 'Blob'].includes(name)
);
