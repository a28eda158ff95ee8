/**
 * Values that only the platform makes, made from JSON: how tests come by results of DML that nothing was saved for
 * (SalesforceLabs/FluentAssert, j-fischer/rflib and jongpie/NebulaLogger read `{"success":true,"id":"…"}` so). Writing
 * them as JSON is refused: which members there are, and in which order, is not documented.
 */
import type { LibraryMember, LibraryType } from '../../apex/library.ts';
import { NO_ID } from '../library/json/deserialise.ts';
import { notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';

/** Members of most results of DML. */
export const RESULT_FIELDS: Readonly<Record<string, string>> = {
  success: 'Boolean',
  id: 'Id',
  errors: 'List<Database.Error>'
};

/** What the JSON said. */
export class JsonMade {
  readonly typeName: string;
  /** Lower-case names of members to values. */
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(typeName: string, values: ReadonlyMap<string, unknown>) {
    this.typeName = typeName;
    this.#values = new Map([...values].map(([name, value]) => [name.toLowerCase(), value]));
  }

  get type(): RuntimeType {
    return runtimeType(this.typeName);
  }

  /** @throws NotSupportedError for what the JSON left out and may be something else than null */
  read(name: string, type: string): unknown {
    const value = this.#values.get(name.toLowerCase());
    if (value === NO_ID) notSupported(`${name} of a ${this.typeName} from JSON, which is no Id`);
    if (value !== undefined) return value;
    return type === 'Id' || type === 'String'
      ? null
      : notSupported(`${name} of a ${this.typeName} from JSON without it`);
  }

  toString(): string {
    return notSupported(`the text of a ${this.typeName} from JSON`);
  }
}

/**
 * The type with values from JSON.
 * @param fields names of members in JSON to their types, which are those of `isSuccess()`, `getId()` and the like
 */
export function madeFromJson(type: LibraryType, fields: Readonly<Record<string, string>>): LibraryType {
  const { isInstance = () => false } = type;
  const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  return {
    ...type,
    isInstance: (value) => (value instanceof JsonMade ? value.typeName === type.name : isInstance(value)),
    json: { fields, read: (values) => new JsonMade(type.name, values) },
    members: type.members.map((member) => readingJson(member, names, fields))
  };
}

function readingJson(
  member: LibraryMember,
  names: ReadonlyMap<string, string>,
  fields: Readonly<Record<string, string>>
): LibraryMember {
  if (member.isStatic) return member;
  const key = (member.kind === 'property' ? member.name : member.name.replace(/^(?:get|is)/, '')).toLowerCase();
  const name = names.get(key);
  const read = (self: unknown, other: ((self: never) => unknown) | undefined): unknown => {
    if (!(self instanceof JsonMade)) return other?.(self as never);
    return name === undefined
      ? notSupported(`${member.name} of a ${self.typeName} from JSON`)
      : self.read(name, fields[name]!);
  };
  if (member.kind === 'property') return { ...member, get: (self: never) => read(self, member.get) };
  const { implementation } = member;
  return {
    ...member,
    implementation: (self: never, ...rest: never[]) =>
      read(self, implementation && ((value: never) => implementation(value, ...rest)))
  };
}
