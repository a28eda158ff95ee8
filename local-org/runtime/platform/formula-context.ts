/**
 * The names in a formula of Apex: fields of an object, or global members of a class and what they lead to (Apex Developer
 * Guide v65, "Formula Evaluation in Apex").
 */
import type { FormulaContext } from '../../metadata/formula/compiler.ts';
import { FormulaSyntaxError, UnsupportedFormulaError } from '../../metadata/formula/errors.ts';
import { resolveReference } from '../../metadata/formula/references.ts';
import type { FormulaReference } from '../../metadata/formula/references.ts';
import { formulaTypeOf } from '../../metadata/formula/values.ts';
import type { FormulaType, FormulaValue } from '../../metadata/formula/values.ts';
import type { OrgSchema } from '../../metadata/schema.ts';
import type { ApexInstance } from '../machine/apex-object.ts';
import type { FieldDefinition } from '../machine/class-definition.ts';
import { notSupported } from '../machine/errors.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { FORMULA_TYPES, toFormula } from './formula-values.ts';

/** Is not global; the platform's words for it are not known. */
export class NotGlobalError extends Error {
  override readonly name = 'NotGlobalError';
}

/** What a name leads to. */
interface Place {
  /** Members of classes, outermost first. */
  readonly members: readonly FieldDefinition[];
  /** From the record that the last member holds; null for a value of Apex. */
  readonly field: FormulaReference | null;
  readonly type: FormulaType;
  /** Ids have 15 characters in formula fields; how many in Apex is not known. */
  readonly isId: boolean;
}

/** Where the outcome does not depend on how ids and picklist values look. */
const OF_IDS: ReadonlySet<string> = new Set(['ISBLANK', 'ISNULL']);
const OF_PICKLISTS: ReadonlySet<string> = new Set(['ISPICKVAL', 'CASE', 'TEXT', 'INCLUDES']);

export class ApexFormulaContext implements FormulaContext {
  readonly blankAsZero: boolean;
  readonly #type: RuntimeType;
  readonly #schema: OrgSchema;
  readonly #places = new Map<string, Place>();
  /** Names as they are written, each once, without those of variables. */
  readonly #written: string[] = [];

  /** @param type of the object, or a class of the project */
  constructor(type: RuntimeType, schema: OrgSchema, blankAsZero: boolean) {
    this.#type = type;
    this.#schema = schema;
    this.blankAsZero = blankAsZero;
    for (let own = type.definition; own !== null; own = own.outer?.definition ?? null)
      if (own.visibility !== 'global') throw new NotGlobalError(`${own.name} is not global`);
  }

  typeOf(name: string): FormulaType {
    return this.#place(name).type;
  }

  check({ name, args }: Parameters<FormulaContext['check']>[0]): void {
    const references = args.flatMap((arg) => (arg.kind === 'reference' ? [arg.name] : []));
    const ids = references.filter((reference) => this.#isId(reference));
    const isComparison = (name === '=' || name === '<>') && ids.length === 2;
    if (ids.length > 0 && !isComparison && !OF_IDS.has(name))
      throw new UnsupportedFormulaError('ids in formulas of Apex, other than compared with one another');
    if (references.some((reference) => this.#isPicklist(reference)) && !OF_PICKLISTS.has(name))
      throw new UnsupportedFormulaError(`picklists in ${name} in formulas of Apex`);
  }

  checkResult(name: string): void {
    if (this.#isId(name) || this.#isPicklist(name))
      throw new UnsupportedFormulaError(`${name} as the result of a formula of Apex`);
  }

  /** Names of the fields that the formula reads. @throws NotSupportedError for a spelling that Apex may correct */
  referenced(): string[] {
    for (const written of this.#written) {
      const { members, field } = this.#place(written);
      const steps = field === null ? [] : [...field.steps.map(({ relationship }) => relationship), field.field.apiName];
      const declared = [...members.map(({ name }) => name), ...steps].join('.');
      if (declared !== written) notSupported(`how getReferencedFields() spells ${written}`);
    }
    return [...this.#written];
  }

  read(context: unknown, name: string): FormulaValue {
    const { members, field } = this.#place(name);
    let value = context;
    for (const member of members) value = value === null ? null : member.get(value as ApexInstance);
    return field === null || value === null ? toFormula(value) : readField(value as SObjectRecord, field);
  }

  #isId(name: string): boolean {
    return name.startsWith('$') ? name.toLowerCase().endsWith('id') : this.#place(name).isId;
  }

  #isPicklist(name: string): boolean {
    if (name.startsWith('$')) return false;
    const { type } = this.#place(name);
    return type === 'picklist' || type === 'multipicklist';
  }

  #place(name: string): Place {
    const key = name.toLowerCase();
    let place = this.#places.get(key);
    if (place === undefined) {
      this.#places.set(key, (place = this.#resolve(name)));
      this.#written.push(name);
    }
    return place;
  }

  #resolve(name: string): Place {
    const members: FieldDefinition[] = [];
    const steps = name.split('.');
    let type = this.#type;
    while (steps.length > 0 && type.kind === 'class') {
      const member = memberOf(type, steps.shift()!, name);
      members.push(member);
      type = member.type;
    }
    if (type.kind === 'sobject' && steps.length > 0) return this.#ofObject(type, members, steps.join('.'));
    const known = FORMULA_TYPES[type.name];
    if (known === undefined || steps.length > 0) throw new UnsupportedFormulaError(`${name} in formulas of Apex`);
    return { members, field: null, type: known, isId: type.name === 'Id' };
  }

  #ofObject(type: RuntimeType, members: readonly FieldDefinition[], path: string): Place {
    const object = this.#schema.objects.get(type.name.toLowerCase());
    if (object === undefined) throw new UnsupportedFormulaError(`${type.name} in formulas of Apex`);
    const field = resolveReference(this.#schema, object, path);
    return {
      members,
      field,
      type: typeOfField(field, path),
      isId: field.field.type === 'id' || field.field.type === 'reference'
    };
  }
}

/** Formulas of fields may not name long texts and the like; whether those of Apex may is not documented. */
function typeOfField({ field }: FormulaReference, path: string): FormulaType {
  try {
    return formulaTypeOf(field, path);
  } catch (error) {
    if (!(error instanceof FormulaSyntaxError)) throw error;
    throw new UnsupportedFormulaError(`${path} in formulas of Apex`);
  }
}

function memberOf(type: RuntimeType, name: string, written: string): FieldDefinition {
  const { definition } = type;
  const member = definition?.allFields.find((field) => field.name.toLowerCase() === name.toLowerCase());
  if (member === undefined) {
    if (definition?.findMethod(name, 0)) throw new UnsupportedFormulaError(`the method ${name} in formulas of Apex`);
    throw new FormulaSyntaxError(`Field ${written} does not exist. Check spelling.`);
  }
  if (member.isStatic) throw new UnsupportedFormulaError(`the static ${name} in formulas of Apex`);
  if (member.visibility !== 'global') throw new NotGlobalError(`${name} is not global`);
  return member;
}

function readField(record: SObjectRecord, { steps, field }: FormulaReference): FormulaValue {
  let owner = record;
  for (const { field: lookup } of steps) {
    const parent = owner.related(lookup.relationshipName!);
    if (parent instanceof SObjectRecord) owner = parent;
    else if (owner.isUnqueried(lookup.relationshipName!) || owner.get(lookup.apiName) !== null)
      return notSupported(`a formula of Apex that reads ${lookup.relationshipName!}, which is not there`);
    else return field.type === 'boolean' ? false : null;
  }
  const isUnknown = owner.isUnqueried(field.apiName) || (field.formula !== null && !owner.has(field.apiName));
  if (isUnknown) return notSupported(`a formula of Apex that reads ${field.apiName}, which is not there`);
  const value = toFormula(owner.get(field.apiName), field.type === 'percent');
  return value === null && field.type === 'boolean' ? false : value;
}
