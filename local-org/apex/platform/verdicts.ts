/**
 * Tells whether a name that the compiler has not found is wrong, or one that the platform has and the local org lacks.
 * Each answer is what a message ends with: '' for what Salesforce refuses, else the words that make it unsupported.
 */
import { isUndescribedObject } from '../../metadata/standard-objects.ts';
import { OR_UNSUPPORTED, UNSUPPORTED } from '../problems.ts';
import type { SObjectIndex } from '../sobjects.ts';
import type { Expression } from '../tree.ts';
import type { ApexType } from '../types.ts';
import type { Conversions } from '../typing/conversions.ts';
import { ancestorsOf } from '../typing/hierarchy.ts';
import type { LibraryIndex } from '../typing/library-index.ts';
import { primitiveNamed, SOBJECT, VOID } from '../typing/names.ts';
import { chooseOverload } from '../typing/overloads.ts';
import { parseTypeText, type TypeText } from '../typing/signatures.ts';
import { platformFacts as facts, type PlatformMember, type PlatformType } from './facts.ts';

/** Types whose fields are what the org's metadata holds: field sets, fields, reasons for sharing. */
const OPEN_TYPES: ReadonlySet<string> = new Set(['Schema.SObjectTypeFieldSets', 'Schema.SObjectTypeFields']);
/** Before the names of the org's pages, components and scripts. */
const METADATA_TYPES: ReadonlySet<string> = new Set(['page', 'component', 'dataweavescriptresource']);
/** Types of the language that the facts do not list, because everything has them. */
const WITHOUT_FACTS: ReadonlySet<string> = new Set(['Object', 'Enum', 'SObject.AnyBatchable']);
/** `Foo__Share.RowCause.Reason__c`. */
const SHARING_REASON = /__c$|^(?:Manual|Owner|Rule|Team|Implicit(?:Child|Parent|Person)|Territory\w*)$/i;
/** Objects that come with one of the project, whose fields and sharing are not the project's to describe. */
const CUSTOM_COMPANION = /^(?<object>\w+?)__(?:Share|History|Feed|ChangeEvent|Tag)$/i;
/** Knowledge articles, external and big objects, objects of Data 360: none that a project's metadata describes here. */
const OTHER_CUSTOM = /__(?:kav?|x|b|xo|hd|dl[a-z]|ViewStat|VoteStat|DataCategorySelection)$/i;
const CUSTOM = /__(?:c|r|mdt|e|pc|pr)$/i;

export class PlatformVerdicts {
  readonly #library: LibraryIndex;
  readonly #sobjects: SObjectIndex;
  readonly #packages: readonly string[];

  /** `packages`: what the project depends on and is not among its sources. */
  constructor(library: LibraryIndex, sobjects: SObjectIndex, packages: readonly string[]) {
    this.#library = library;
    this.#sobjects = sobjects;
    this.#packages = packages;
  }

  /** For a type that nothing of that name was found for. */
  typeName(names: readonly string[]): string {
    const last = names[names.length - 1]!;
    if ((!CUSTOM.test(last) && this.#isPlatforms(names)) || this.#isOfMissingPackage(names)) return OR_UNSUPPORTED;
    return this.#ofPackages();
  }

  /** Is it of a package whose objects the project adds to, and which is not among its sources? */
  #isOfMissingPackage(names: readonly string[]): boolean {
    return names.some((name) => this.#sobjects.isOfMissingPackage(name));
  }

  /** For a name after that of a type. */
  innerType(names: readonly string[]): string {
    return this.#isPlatforms(names) ? OR_UNSUPPORTED : '';
  }

  /** For a class or a namespace before `.next`. Names of both begin with a capital, those of namespaces sometimes. */
  beforeDot(names: readonly string[], next: string): string {
    if (this.#isPlatforms(names) || this.#isOfMissingPackage(names)) return OR_UNSUPPORTED;
    return [names[0]!, next].some((name) => /^[A-Z]/.test(name)) ? this.#ofPackages() : '';
  }

  /** For the object of a trigger or of a describe. */
  objectName(name: string): string {
    return (!CUSTOM.test(name) && this.#mayBeObject(name)) || this.#isOfMissingPackage([name])
      ? OR_UNSUPPORTED
      : this.#ofPackages();
  }

  /** For a method of `type` that was not found, or not with such arguments. */
  method(type: ApexType, name: string, args: readonly Expression[], conversions: Conversions): string {
    return this.#holders(type).some(
      ({ holder, known }) =>
        known === null ||
        this.#mayTake(
          facts.members(known, name).filter(({ kind }) => kind === 'method'),
          known,
          holder,
          args,
          conversions,
          name
        )
    )
      ? OR_UNSUPPORTED
      : '';
  }

  constructorOf(type: ApexType, args: readonly Expression[], conversions: Conversions): string {
    const [first] = this.#holders(type);
    if (!first) return '';
    const { holder, known } = first;
    if (known === null) return OR_UNSUPPORTED;
    const constructors = known.members.filter(({ kind }) => kind === 'constructor');
    return this.#mayTake(constructors, known, holder, args, conversions, 'new') ? OR_UNSUPPORTED : '';
  }

  /** For a property, a constant, an enum value or an inner type of `type`. */
  field(type: ApexType, name: string): string {
    const mayBe = this.#holders(type).some(
      ({ known }) =>
        known === null ||
        OPEN_TYPES.has(known.name) ||
        (known.name === 'Schema.SObjectField' && SHARING_REASON.test(name)) ||
        facts.members(known, name).some(({ kind }) => kind === 'field') ||
        facts.find(`${known.name}.${name}`) !== null
    );
    return mayBe ? OR_UNSUPPORTED : '';
  }

  #isPlatforms(names: readonly string[]): boolean {
    const [first = '', second = ''] = names.map((name) => name.toLowerCase());
    if (METADATA_TYPES.has(first)) return true;
    if (facts.find(names.join('.')) !== null) return true;
    if (names.length === 1) return this.#mayBeObject(names[0]!) || facts.isNamespace(first);
    if (first === 'flow' && second === 'interview') return true;
    if (first === 'schema') return this.#mayBeObject(names[1]!);
    return facts.isOpen(first);
  }

  #mayBeObject(name: string): boolean {
    const companion = CUSTOM_COMPANION.exec(name)?.groups?.['object'];
    if (companion !== undefined) return this.#sobjects.find(`${companion}__c`) !== null;
    return OTHER_CUSTOM.test(name) || isUndescribedObject(name);
  }

  #ofPackages(): string {
    if (this.#packages.length === 0) return '';
    return ` (or ${UNSUPPORTED}: packages that the project depends on are missing: ${this.#packages.join(', ')})`;
  }

  /** The platform's types that `type` has members from, with what is known of each. */
  #holders(type: ApexType): Array<{ readonly holder: ApexType; readonly known: PlatformType | null }> {
    const types = type.kind === 'class' ? ancestorsOf(type, this.#library).map((ancestor) => ancestor.type) : [type];
    return types.flatMap((each) => {
      const holder = this.#library.methodsType(each);
      if (holder === null || WITHOUT_FACTS.has(holder.definition.name)) return [];
      // The facts of types that the library does not declare are not complete enough to call anything else wrong.
      const own = { holder, known: holder.definition.isOfFacts ? null : facts.find(holder.definition.name) };
      // Some objects have the name of a class, whose methods they then have: BusinessHours, Network.
      const namesake = each.kind === 'sobject' ? facts.find(each.name) : null;
      return namesake === null ? [own] : [own, { holder, known: namesake }];
    });
  }

  #mayTake(
    members: readonly PlatformMember[],
    owner: PlatformType,
    holder: ApexType,
    args: readonly Expression[],
    conversions: Conversions,
    name: string
  ): boolean {
    // Where the facts say `Object` for what several types may be, signatures of the library that say which are nearer.
    // Of objects nothing is said: public code enqueues one of an interface that is no Queueable.
    const own = holder.kind === 'library' ? this.#library.members(holder, name) : [];
    const isNarrowed = (parameters: readonly string[]): boolean =>
      parameters.every((text, index) => !/\bObject\b/.test(text) || isScalar(args[index]!.type)) &&
      parameters.some((text) => /\bObject\b/.test(text)) &&
      own.some((member) => member.parameters.length === parameters.length);
    const typed = members
      .filter(({ parameters }) => parameters.length === args.length && !isNarrowed(parameters))
      .map(({ parameters }) => parameters.map((text) => this.#resolve(parseTypeText(text), owner, holder)));
    const isKnown = (parameters: ReadonlyArray<ApexType | null>): parameters is ApexType[] =>
      !parameters.includes(null);
    if (!typed.every(isKnown)) return true;
    const takesElements = holder.kind === 'library' && holder.args.length > 0;
    const overloads = typed.map((parameters) => ({ parameters, takesElements }));
    return chooseOverload(overloads, args, conversions).kind !== 'none';
  }

  /** Null when the type is one that the local org lacks. */
  #resolve({ name, args }: TypeText, owner: PlatformType, holder: ApexType): ApexType | null {
    if (name === 'void') return VOID;
    const parameter = owner.typeParameters.indexOf(name);
    if (parameter >= 0) return (holder.kind === 'library' ? holder.args[parameter] : undefined) ?? null;
    const primitive = primitiveNamed(name);
    if (primitive) return primitive;
    if (name === 'SObject') return SOBJECT;
    const definition = this.#library.find(name);
    if (definition === null) {
      const sobject = this.#sobjects.nameOf(name);
      return sobject === null ? null : { kind: 'sobject', name: sobject };
    }
    const resolved = args.map((arg) => this.#resolve(arg, owner, holder));
    if (resolved.length !== definition.parameters.length || resolved.includes(null)) return null;
    return { kind: 'library', definition, args: resolved as ApexType[] };
  }
}

function isScalar(type: ApexType): boolean {
  return type.kind === 'primitive' && type.name !== 'Object';
}
