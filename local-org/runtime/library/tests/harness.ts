/** Calls library members by key, as emitted code does, with a fixed user and clock. */
import assert from 'node:assert/strict';
import { ApexException } from '../../machine/errors.ts';
import { installLibrary, libraryMember, memberGetter, memberImplementation } from '../../machine/library-members.ts';
import { installTypeRegistry, runtimeType, TypeRegistry } from '../../machine/runtime-type.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { provideUserContext } from '../../values/user-context.ts';
import { coreLibrary } from '../index.ts';

/** 2024-01-31T10:00:00Z */
export const NOW = Date.UTC(2024, 0, 31, 10);

export function setUp({ timeZone = 'Europe/London', locale = 'en_US' } = {}): void {
  const registry = new TypeRegistry();
  registry.addLibrary(coreLibrary);
  registry.addObjects(['Account', 'Contact']);
  installTypeRegistry(registry);
  installLibrary(coreLibrary);
  provideUserContext(() => ({ timeZone, locale, now: () => NOW }));
}

/** `call('String.Integer length()', 'abc')` */
export function call(key: string, ...args: readonly unknown[]): unknown {
  const member = libraryMember(key);
  return member.get ? memberGetter(member)(...args) : memberImplementation(member)(...args);
}

/** Asserts that an Apex exception of that type and message is thrown. */
export function assertThrows(body: () => unknown, typeName: string, message: string): void {
  assert.throws(body, (error) => {
    assert.ok(error instanceof ApexException, String(error));
    assert.deepEqual([error.typeName, error.message], [typeName, message]);
    return true;
  });
}

export const decimal = (text: string): Decimal => Decimal.parse(text)!;
export const double = (value: number): ApexDouble => new ApexDouble(value);
export const list = (type: string, ...items: unknown[]): ApexList => new ApexList(runtimeType(`List<${type}>`), items);
export const set = (type: string, ...items: unknown[]): ApexSet => new ApexSet(runtimeType(`Set<${type}>`), items);
export const map = (types: string, ...entries: [unknown, unknown][]): ApexMap =>
  new ApexMap(runtimeType(`Map<${types}>`), entries);
export const enumValue = (type: string, name: string): unknown =>
  runtimeType(type).enumValues.find((value) => value.name === name);
