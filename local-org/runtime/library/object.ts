/** Object, Id, Type, Callable, UUID. */
import { qualified } from './exceptions.ts';
import { randomUUID } from 'node:crypto';
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { isIdText, toId } from '../machine/ids.ts';
import { callerNamespace } from '../machine/stack.ts';
import { RuntimeType, typeRegistry } from '../machine/runtime-type.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { deepEquals } from '../values/equality.ts';
import { hashCode, keyEquals } from '../values/keys.ts';
import { textOf } from '../values/text.ts';
import { ApexUuid } from '../values/uuid.ts';
import { recordFactory } from './json/record-factory.ts';
import { given, stringException, typeException } from './members.ts';

function parseUuid(text: string): ApexUuid {
  if (!/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(text))
    throw apexException('IllegalArgumentException', `Invalid UUID string: ${text}`);
  return new ApexUuid(text.toLowerCase());
}

/**
 * Null when there is no such type, as the guide says, or when it is a class of another namespace that is not global.
 * @param namespace null or '' for what has none
 */
function typeForName(namespace: string | null, name: string | null): RuntimeType | null {
  const wanted = given(name);
  const full = namespace === null || namespace === '' ? wanted : `${namespace}.${wanted}`;
  if (full.toLowerCase() === 'void') notSupported("Type.forName('void')");
  const generic = BARE_COLLECTIONS[full.toLowerCase()];
  const found = typeRegistry().find(generic ?? full.replace(/\bANY\b/gi, 'Object'));
  if (found === null && typeRegistry().isLeftOut(full)) notSupported(`Type.forName('${full}'), which is left out`);
  return found === null || isReachable(found, callerNamespace()) ? found : null;
}

/**
 * @throws NotSupportedError for no namespace and a class of the caller's, where objects are named without it: code that
 * derives its namespace from an object's name finds none here
 */
function typeForNamespace(namespace: string | null, name: string | null): RuntimeType | null {
  const found = typeForName(namespace, name);
  const own = callerNamespace();
  if (found !== null || (namespace ?? '') !== '' || own === '') return found;
  if (typeForName(own, name) !== null && !typeRegistry().isSpelledOut(own))
    notSupported(`Type.forName('', '${name}') in a project with a namespace, whose objects are named without it here`);
  return null;
}

/** Without a namespace beside it a name means a class of the caller's own package first. */
function typeForFullName(name: string | null): RuntimeType | null {
  const own = callerNamespace();
  return (own === '' ? null : typeForName(own, name)) ?? typeForName(null, name);
}

/** Whatever has no namespace is there for everybody; of a package, what is global is. */
function isReachable({ definition, args }: RuntimeType, from: string): boolean {
  if (!args.every((arg) => isReachable(arg, from))) return false;
  for (let each = definition; each !== null; each = each.outer?.definition ?? null)
    if (each.namespace !== '' && each.namespace !== from && each.visibility !== 'global') return false;
  return true;
}

/** Without its arguments a collection is one of anything, whose elements' type prints as `ANY`. */
const BARE_COLLECTIONS: Readonly<Record<string, string>> = { list: 'List<Object>' };

/** `equals` of what is only known to be an Object: texts are compared as `==` does, without case. */
function objectEquals(self: unknown, other: unknown): boolean {
  if (typeof self === 'string' && typeof other === 'string') return self.toLowerCase() === other.toLowerCase();
  return deepEquals(self, other);
}

/** @throws System.TypeException when the type has no public constructor without parameters */
function newInstance(type: RuntimeType): unknown {
  if (type.definition !== null) return type.definition.construct();
  if (type.baseName === 'List') return new ApexList(type);
  if (type.baseName === 'Set') return new ApexSet(type);
  if (type.baseName === 'Map') return new ApexMap(type);
  const record = type.kind === 'sobject' ? recordFactory().create(type.name) : null;
  if (record !== null) return record;
  if (type.kind === 'primitive') throw typeException(`Type cannot be constructed: ${type.name}`);
  return notSupported(`Type.newInstance of ${type.name}`);
}

export const objectTypes: LibraryType[] = [
  libraryType(
    'Object',
    { extensible: true },
    {
      'Boolean equals(Object other)': objectEquals,
      'Integer hashCode()': hashCode,
      'String toString()': textOf
    }
  ),
  libraryType(
    'Id',
    { isInstance: (value) => typeof value === 'string' && isIdText(value) },
    {
      'Boolean equals(Object other)': keyEquals,
      'Integer hashCode()': hashCode,
      'String to15()': (self: string) => self.slice(0, 15),
      'static Id valueOf(String text)': (text: string | null) => toId(given(text)),
      /** With `restoreCasing` an 18-character id in the wrong case is corrected by its suffix. */
      'static Id valueOf(String text, Boolean restoreCasing)': (text: string | null, restoreCasing: boolean | null) =>
        given(restoreCasing) ? restored(given(text)) : toId(given(text))
    }
  ),
  libraryType(
    'Type',
    { isInstance: (value) => value instanceof RuntimeType },
    {
      'Boolean equals(Object other)': (self: RuntimeType, other: unknown) => self === other,
      // Of an exception of the platform as its getTypeName() (NebulaLogger, CallableLogger_Tests).
      'String getName()': (self: RuntimeType) => (self.library?.extends === 'Exception' ? qualified(self) : self.name),
      'Integer hashCode()': (self: RuntimeType) => hashCode(self.name),
      'Boolean isAssignableFrom(System.Type source)': (self: RuntimeType, source: RuntimeType | null) =>
        self.isAssignableFrom(given(source)),
      'Object newInstance()': newInstance,
      'String toString()': (self: RuntimeType) => self.name,
      'static System.Type forName(String name)': typeForFullName,
      'static System.Type forName(String namespace, String name)': typeForNamespace
    }
  ),
  libraryType('Callable', { kind: 'interface' }, { 'Object call(String action, Map<String,Object> arguments)': null }),
  libraryType(
    'UUID',
    { isInstance: (value) => value instanceof ApexUuid },
    {
      'Boolean equals(Object other)': (self: ApexUuid, other: unknown) =>
        other instanceof ApexUuid && other.text === self.text,
      'Integer hashCode()': (self: ApexUuid) => hashCode(self.text),
      'String toString()': (self: ApexUuid) => self.text,
      'static UUID fromString(String text)': (text: string | null) => parseUuid(given(text)),
      'static UUID randomUUID()': () => new ApexUuid(randomUUID())
    }
  )
];

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The suffix says which of the first 15 characters are upper case, five to each of its own. */
function restored(text: string): string {
  if (!/^[a-zA-Z0-9]{18}$/.test(text)) throw stringException(`Invalid id: ${text}`);
  const body = [...text.slice(0, 15)].map((char, index) => {
    const bits = SUFFIX.indexOf(text[15 + Math.floor(index / 5)]!.toUpperCase());
    return (bits >> (index % 5)) & 1 ? char.toUpperCase() : char.toLowerCase();
  });
  return toId(body.join(''));
}
