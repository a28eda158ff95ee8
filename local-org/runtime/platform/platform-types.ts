/**
 * Types of the platform that the library does not declare, made of the facts about them (`apex/platform/`). Code may name
 * them in fields, parameters and results, so that a class is not lost for one of its methods; what their members do is not
 * known, and their use is refused. Only types that hold data, such as what Connect in Apex takes and gives, can be made
 * and filled. Values of enums are known without their order.
 */
import type { LibraryType } from '../../apex/library.ts';
import { libraryType } from '../../apex/library.ts';
import { platformFacts } from '../../apex/platform/facts.ts';
import type { PlatformMember, PlatformType } from '../../apex/platform/facts.ts';
import type { Members } from '../library/members.ts';
import { notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { connectMember } from './connect-api.ts';

/** An object that holds what was put into it. */
class DataValue {
  readonly type: RuntimeType;
  readonly #values = new Map<string, unknown>();

  constructor(type: RuntimeType) {
    this.type = type;
  }

  /** @throws NotSupportedError for what was not set and may begin as something else than null */
  get({ name, type }: PlatformMember): unknown {
    if (!this.#values.has(name)) this.#values.set(name, this.#initial(name, type));
    return this.#values.get(name);
  }

  /**
   * Lists are null in e-mails (public handlers ask so) and in what Connect in Apex takes, whose documented examples make
   * them; custom metadata begins with an empty list of values, which those of the guide add to.
   */
  #initial(name: string, type: string): unknown {
    if (this.type.name === 'Metadata.CustomMetadata' && name === 'values') return new ApexList(runtimeType(type));
    const isKnown = type.startsWith('List<') ? /^(?:ConnectApi|Messaging)\./.test(this.type.name) : type !== 'Boolean';
    return isKnown ? null : notSupported(`${this.type.name}.${name} that was not set`);
  }

  set({ name }: PlatformMember, value: unknown): void {
    this.#values.set(name, value);
  }

  toString(): string {
    return notSupported(`the text of a ${this.type.name}`);
  }
}

/** Which types hold nothing but data. */
const DATA =
  /^(?:ConnectApi|Metadata)\.|^Messaging\.Inbound|^Approval\.Process\w*Request$|^eventbus\.ChangeEventHeader$/;
/** What every object of the platform has; not implemented for these. */
const OF_OBJECTS: ReadonlySet<string> = new Set(['equals', 'hashCode', 'toString', 'clone', 'getBuildVersion']);
const PRIMITIVES: ReadonlySet<string> = new Set(
  'Blob Boolean Date Datetime Decimal Double Id Integer Long Object SObject String Time void List Set Map'.split(' ')
);

/** Types that the facts have and whose names the language gives another meaning, or objects have too. */
const OTHERWISE_USED =
  /^(?:Label|Trigger|Component|Site|Network|Domain|BusinessHours|Approval|Builder|TriggerContext)$/;

class FactsType implements LibraryType {
  readonly isOfFacts = true;
  readonly parameters = [];
  readonly implements = [];
  readonly extensible = false;
  readonly name: string;
  readonly kind: LibraryType['kind'];
  readonly #isKnown: (type: string) => boolean;
  #made: LibraryType | null = null;

  constructor(name: string, kind: LibraryType['kind'], isKnown: (type: string) => boolean) {
    this.name = name;
    this.kind = kind;
    this.#isKnown = isKnown;
  }

  get extends(): string | undefined {
    return this.#type().extends;
  }
  get enumValues(): readonly string[] {
    return this.#type().enumValues;
  }
  get members(): LibraryType['members'] {
    return this.#type().members;
  }

  #type(): LibraryType {
    return (this.#made ??= typeOf(platformFacts.find(this.name)!, this.kind, this.#isKnown));
  }
}

function typeOf(facts: PlatformType, kind: LibraryType['kind'], isKnown: (type: string) => boolean): LibraryType {
  if (kind === 'enum') return libraryType(facts.name, { kind, enumValues: facts.members.map(({ name }) => name) }, {});
  const [parent] = facts.parents;
  const known = facts.members.filter(({ type, parameters }) => [type, ...parameters].every(isKnown));
  return libraryType(
    facts.name,
    { kind, ...(kind === 'class' && parent !== undefined && isKnown(parent) ? { extends: parent } : {}) },
    Object.fromEntries(known.flatMap((member) => membersOf(member, facts, kind)))
  );
}

function membersOf(
  member: PlatformMember,
  owner: PlatformType,
  kind: LibraryType['kind']
): Array<[string, Members[string]]> {
  if (kind === 'interface') return [[signatureOf(member), null]];
  if (member.isStatic && owner.name.startsWith('ConnectApi.'))
    return [[signatureOf(member), connectMember(owner, member)]];
  if (!isData(owner)) return [];
  if (member.kind === 'constructor')
    return platformFacts.isParent(owner.name) ? [] : [['new()', (type: RuntimeType) => new DataValue(type)]];
  if (member.kind === 'method') return accessorOf(member, owner);
  const property = {
    get: (self: DataValue) => self.get(member),
    set: (self: DataValue, value: unknown) => self.set(member, value)
  };
  return [[`${typeText(member.type)} ${member.name} { get; set; }`, property]];
}

/** `getSubject()` and `setSubject(…)` of a field; nothing for other methods. */
function accessorOf(member: PlatformMember, owner: PlatformType): Array<[string, Members[string]]> {
  const field = fieldOf(member, owner);
  if (field === undefined) return [];
  return [
    [
      signatureOf(member),
      member.parameters.length === 0
        ? (self: DataValue) => self.get(field)
        : (self: DataValue, value: unknown) => self.set(field, value)
    ]
  ];
}

function fieldOf({ name, isStatic }: PlatformMember, owner: PlatformType): PlatformMember | undefined {
  const [, field] = /^(?:get|is|set)([A-Z]\w*)$/.exec(name) ?? [];
  if (field === undefined || isStatic) return undefined;
  return platformFacts.members(owner, field).find(({ kind }) => kind === 'field');
}

/** Nothing but fields, their accessors and a constructor without parameters. */
function isData(type: PlatformType): boolean {
  return (
    DATA.test(type.name) &&
    type.members.every(
      (member) =>
        !member.isStatic &&
        (member.kind === 'field' ||
          OF_OBJECTS.has(member.name) ||
          (member.kind === 'constructor' ? member.parameters.length === 0 : fieldOf(member, type) !== undefined))
    )
  );
}

function signatureOf({ isStatic, name, parameters, type }: PlatformMember): string {
  const list = parameters.map((parameter, index) => `${typeText(parameter)} value${index + 1}`).join(', ');
  return `${isStatic ? 'static ' : ''}${typeText(type)} ${name}(${list})`;
}

/** `Any` is what the facts say where they do not know. */
function typeText(type: string): string {
  return type.replace(/\bAny\b/g, 'Object');
}

/** @param declared the types of the library itself */
export function platformTypes(declared: readonly LibraryType[]): LibraryType[] {
  const declaredNames = new Set(declared.map(({ name }) => name.toLowerCase()));
  const isKnown = (text: string): boolean =>
    (text.match(/[\w.]+/g) ?? []).every(
      (name) => PRIMITIVES.has(name) || declaredNames.has(name.toLowerCase()) || added.has(name)
    );
  const types = platformFacts
    .types()
    .filter(({ name }) => !OTHERWISE_USED.test(name) && !declaredNames.has(name.toLowerCase()));
  const added = new Set(types.map(({ name }) => name));
  return types
    .filter(({ name, kind }) => kind !== 'interface' || isWhole(platformFacts.find(name)!, isKnown))
    .map(({ name, kind }) => new FactsType(name, kind, isKnown));
}

/** What implements an interface has to have its methods, so all of them must be known. */
function isWhole({ members }: PlatformType, isKnown: (text: string) => boolean): boolean {
  return members.every(({ type, parameters }) => [type, ...parameters].every(isKnown));
}
