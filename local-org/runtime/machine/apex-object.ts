/** Base of every emitted class, and the values of enums. */
import { runtimeType, typeRegistry } from './runtime-type.ts';
import type { RuntimeType } from './runtime-type.ts';
import { ApexException, notSupported } from './errors.ts';

/**
 * What user code may define for any of its objects, exceptions included. The machine sets these on the prototype of
 * emitted classes that declare (or inherit) `equals(Object)`, `hashCode()` or `toString()`.
 */
export interface UserDefined {
  readonly userEquals?: (other: unknown) => boolean;
  readonly userHashCode?: () => number;
  readonly userToString?: () => string | null;
}

/** An instance of a project class. Fields are own properties; read them through `apexType.definition`. */
export abstract class ApexObject implements UserDefined {
  declare readonly userEquals?: (other: unknown) => boolean;
  declare readonly userHashCode?: () => number;
  declare readonly userToString?: () => string | null;
  /** The name that its text shows, where that is not the name of its class: set on stubs. */
  declare readonly shownName?: string;

  /** Set on the prototype of each emitted class. */
  declare readonly apexType: RuntimeType;
}

/** Instances of project classes: ordinary ones and exceptions. */
export type ApexInstance = (ApexObject | ApexException) & UserDefined & { readonly apexType: RuntimeType };

/** Is the value an instance of a project class (not of a library class, not an enum value)? */
export function isApexInstance(value: unknown): value is ApexInstance {
  return (
    value instanceof ApexObject ||
    (value instanceof ApexException && typeRegistry().find(value.typeName)?.definition != null)
  );
}

/** One value of an enum, of the project or of the library. There is one object per value: compare with `===`. */
export class ApexEnumValue {
  /** Qualified name of the enum: `Outer.Color`, `LoggingLevel`. */
  readonly typeName: string;
  /** As declared. */
  readonly name: string;
  readonly #ordinal: number | null;

  /** @param ordinal null: not known */
  constructor(typeName: string, name: string, ordinal: number | null) {
    this.typeName = typeName;
    this.name = name;
    this.#ordinal = ordinal;
  }

  /** @throws NotSupportedError where it is not known */
  get ordinal(): number {
    return this.#ordinal ?? notSupported(`the order of the values of ${this.typeName}`);
  }

  get apexType(): RuntimeType {
    return runtimeType(this.typeName);
  }

  toString(): string {
    return this.name;
  }
}
