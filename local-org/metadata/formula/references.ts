/** `Amount__c`, `Account.Owner.Name` and `Owner:User.Name` in a formula, as the lookups to follow and the field. */
import { isOfMissingPackage } from '../schema.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../schema.ts';
import { FormulaSyntaxError, UnsupportedFormulaError } from './errors.ts';

export interface FormulaStep {
  /** As it is written: `Account`, `Owner:User`. */
  readonly relationship: string;
  /** The lookup on the previous object. */
  readonly field: FieldSchema;
  /** API name of the object that it is followed to. */
  readonly target: string;
}

export interface FormulaReference {
  readonly object: ObjectSchema;
  readonly field: FieldSchema;
  readonly steps: readonly FormulaStep[];
}

/** "You can reference fields from objects that are up to 10 relationships away." */
const MAX_STEPS = 10;

export function resolveReference(schema: OrgSchema, home: ObjectSchema, written: string): FormulaReference {
  if (written.startsWith('$')) throw new UnsupportedFormulaError(`${written} in formulas`);
  const names = written.split('.');
  const steps: FormulaStep[] = [];
  let object = home;
  for (const name of names.slice(0, -1)) {
    const step = stepOf(schema, object, name, written);
    steps.push(step);
    const target = schema.objects.get(step.target.toLowerCase());
    if (!target) throw new UnsupportedFormulaError(`${written} in formulas, because ${step.target} is not described`);
    object = target;
  }
  if (steps.length > MAX_STEPS) throw missing(schema, home, written);
  const field = object.fields.get(names.at(-1)!.toLowerCase());
  if (!field) throw missing(schema, object, written);
  return { object, field, steps };
}

function stepOf(schema: OrgSchema, object: ObjectSchema, name: string, written: string): FormulaStep {
  const [relationship, type] = name.split(':') as [string, string?];
  const field = [...object.fields.values()].find(
    (each) => each.type === 'reference' && each.relationshipName?.toLowerCase() === relationship.toLowerCase()
  );
  if (!field) throw missing(schema, object, written);
  if (type === undefined) {
    const only = field.referenceTo.length === 1 ? field.referenceTo[0] : undefined;
    if (only === undefined) throw missing(schema, object, written);
    return { relationship: field.relationshipName!, field, target: only };
  }
  const target = field.referenceTo.find((each) => each.toLowerCase() === type.toLowerCase());
  if (target === undefined)
    throw new FormulaSyntaxError(`${type} is an invalid object type for the ${relationship} field. Check spelling.`);
  return { relationship: `${field.relationshipName!}:${target}`, field, target };
}

/** Standard objects may have fields that are not described here, packages that are not there bring others. */
function missing(schema: OrgSchema, object: ObjectSchema, written: string): Error {
  const last = written.split('.').at(-1)!;
  if (written.split('.').some((name) => isOfMissingPackage(schema, name)))
    return new UnsupportedFormulaError(`${written} in formulas, which belongs to a package that is not there`);
  if (object.kind === 'standard' && !/__[cr]$/i.test(last))
    return new UnsupportedFormulaError(`${written} in formulas, which ${object.apiName} is not described to have`);
  return new FormulaSyntaxError(`Field ${written} does not exist. Check spelling.`);
}
