/**
 * The text of any value, as concatenation, String.valueOf(Object), String.format and debug logs show it. The typed
 * overloads of String.valueOf differ for Date and Datetime and live in the library.
 *
 * Facts: a Date prints with midnight and a Datetime in GMT (albasfdc.com/2016/03/28/working-with-datetimes); a
 * collection shows its first ten elements and then `...` (jamessimone/apex-dml-mocking issue 2); records print as
 * `Account:{Name=x}`, objects as `Foo:[a=1]`, and an object met again inside itself as `(already output)`, as debug
 * logs show.
 */
import { ApexEnumValue, ApexObject, isApexInstance } from '../machine/apex-object.ts';
import type { ApexInstance } from '../machine/apex-object.ts';
import { ApexException, notSupported } from '../machine/errors.ts';
import { RuntimeType } from '../machine/runtime-type.ts';
import { ApexBlob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { SObjectRecord } from './sobject.ts';
import { ApexTime } from './time.ts';

/** Elements of a collection that are shown. */
const SHOWN = 10;

/** `null` for null. */
export function textOf(value: unknown): string {
  return text(value, []);
}

function text(value: unknown, outer: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : objectText(value, outer);
    default:
      throw new TypeError(`a ${typeof value} is no Apex value`);
  }
}

function objectText(value: object, outer: readonly object[]): string {
  if (value instanceof ApexDate) return `${value.toString()} 00:00:00`;
  if (isPlain(value)) return value.toString();
  if (isApexInstance(value) && value.userToString !== undefined) return value.userToString() ?? 'null';
  if (value instanceof ApexException) return exceptionText(value, outer);
  if (outer.includes(value)) return '(already output)';
  const inside = [...outer, value];
  if (value instanceof ApexList) return `(${shown(value.toArray().map((item) => () => text(item, inside)))})`;
  if (value instanceof ApexSet) return `{${shown(value.toArray().map((item) => () => text(item, inside)))}}`;
  if (value instanceof ApexMap)
    return `{${shown(
      value.entries().map(
        ([key, item]) =>
          () =>
            `${text(key, inside)}=${text(item, inside)}`
      )
    )}}`;
  if (value instanceof SObjectRecord) return recordText(value, inside);
  if (isApexInstance(value)) return instanceText(value, inside);
  return ownText(value) ?? notSupported(`the text of a ${value.constructor.name}`);
}

/** Objects of the library may print in a way of their own; null for those that do not. */
function ownText(value: object): string | null {
  const toString: unknown = Reflect.get(value, 'toString');
  return toString === Reflect.get(Object.prototype, 'toString')
    ? null
    : Reflect.apply(toString as () => string, value, []);
}

type Plain = Decimal | ApexDouble | ApexDatetime | ApexTime | ApexBlob | ApexEnumValue | RuntimeType;

function isPlain(value: object): value is Plain {
  return (
    value instanceof Decimal ||
    value instanceof ApexDouble ||
    value instanceof ApexDatetime ||
    value instanceof ApexTime ||
    value instanceof ApexBlob ||
    value instanceof ApexEnumValue ||
    value instanceof RuntimeType
  );
}

function shown(elements: readonly (() => string)[]): string {
  const texts = elements.slice(0, SHOWN).map((element) => element());
  return (elements.length > SHOWN ? [...texts, '...'] : texts).join(', ');
}

/** A field that a query selected and found empty is left out; one that was set to null is shown. */
function recordText(record: SObjectRecord, inside: readonly object[]): string {
  const fields = record.setFields().filter(([, value]) => value !== null || record.selected === null);
  return `${record.typeName}:{${fields.map(([name, value]) => `${name}=${text(value, inside)}`).join(', ')}}`;
}

/** The platform's own are shown as they are reported, those that a program made like its other objects. */
function exceptionText(exception: ApexException, inside: readonly object[]): string {
  if (isApexInstance(exception)) return `${instanceText(exception, inside)}: ${exception.message}`;
  return exception.isMadeByProgram
    ? `${exception.typeName.replace(/^System\./, '')}:[]: ${exception.message}`
    : `${exception.typeName}: ${exception.message}`;
}

function instanceText(instance: ApexInstance, inside: readonly object[]): string {
  const definition = instance.apexType.definition;
  if (definition === null) return notSupported(`the text of a ${instance.apexType.name}`);
  const fields = definition.allFields.filter((field) => !field.isStatic);
  const name = instance instanceof ApexObject ? (instance.shownName ?? definition.simpleName) : definition.simpleName;
  return `${name}:[${fields.map((field) => `${field.name}=${text(field.getStored(instance), inside)}`).join(', ')}]`;
}
