/** Shared by the files of the library: the shape of a member table and the checks that many members begin with. */
import type { libraryType } from '../../apex/library.ts';
import type { ApexException } from '../machine/errors.ts';
import { apexException } from '../machine/errors.ts';

/** Signature -> implementation, as `libraryType` takes it. */
export type Members = Parameters<typeof libraryType>[2];

/** The platform's answer to null for an argument that must have a value. */
export function nullArgument(): ApexException {
  return apexException('NullPointerException', 'Argument cannot be null.');
}

/** @throws System.NullPointerException `Argument cannot be null.` */
export function given<T>(value: T | null): T {
  if (value === null) throw nullArgument();
  return value;
}

export function stringException(message: string): ApexException {
  return apexException('StringException', message);
}

export function mathException(message: string): ApexException {
  return apexException('MathException', message);
}

export function typeException(message: string): ApexException {
  return apexException('TypeException', message);
}

/** A property that reads and writes the JavaScript property of its name. */
export function plainProperty(name: string): {
  get: (self: Record<string, unknown>) => unknown;
  set: (self: Record<string, unknown>, value: unknown) => void;
} {
  return {
    get: (self) => self[name],
    set: (self, value) => {
      self[name] = value;
    }
  };
}

/** Each as a property and as a pair of methods; `is` reads the flags that no `get` does. */
export function accessors(
  types: Readonly<Record<string, string>>,
  prefixes: Readonly<Record<string, 'is'>> = {}
): Members {
  return Object.fromEntries(
    Object.entries(types).flatMap(([name, type]): Array<[string, Members[string]]> => {
      const property = plainProperty(name);
      const capital = `${name[0]!.toUpperCase()}${name.slice(1)}`;
      return [
        [`${type} ${name} { get; set; }`, property],
        [`${type} ${prefixes[name] ?? 'get'}${capital}()`, property.get],
        [`void set${capital}(${type} value)`, property.set]
      ];
    })
  );
}

/**
 * The members, and what their methods `getLabel()` and `isActive()` give as properties `Label` and `Active` too, as
 * describe results and results of DML have them.
 * @param choice which of them are properties; all when left out
 */
export function withProperties(
  members: Members,
  choice: { readonly only?: readonly string[]; readonly except?: readonly string[] } = {}
): Members {
  const properties = Object.entries(members).flatMap(([signature, value]): Array<[string, Members[string]]> => {
    const { type = 'Boolean', name } = READER.exec(signature)?.groups ?? {};
    if (name === undefined || typeof value !== 'function' || choice.except?.includes(name)) return [];
    return choice.only?.includes(name) === false ? [] : [[`${type} ${name} { get; }`, { get: value }]];
  });
  return { ...members, ...Object.fromEntries(properties) };
}

const READER = /^(?:(?<type>\S+) get|Boolean is)(?<name>[A-Z]\w*)\(\)$/;
