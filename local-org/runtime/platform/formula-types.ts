/**
 * `Formula.recalculateFormulas` (Apex Reference Guide v65, "Formula Class"): formula fields of records as code holds them.
 * What the platform would read from the database first is refused, because what that counts to the limits is not known.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { FormulaInput } from '../../metadata/formula/formula.ts';
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';
import { isComputed } from '../../soql/computed-fields.ts';
import { formulaOf } from '../../store/formulas.ts';
import { given } from '../library/members.ts';
import { notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import { loadComputed } from './computed-records.ts';
import { makeBuilder } from './formula-eval-types.ts';
import { currentTransaction } from './transaction.ts';

class RecalcResult {
  readonly record: SObjectRecord;
  readonly formulas: readonly FieldSchema[];

  constructor(record: SObjectRecord, formulas: readonly FieldSchema[]) {
    this.record = record;
    this.formulas = formulas;
  }

  /** Formulas that fail are empty here, so only a record without empty ones is known to have had no errors. */
  requireValues(): this {
    const empty = this.formulas.find(({ apiName }) => this.record.get(apiName) === null);
    if (empty) notSupported(`whether ${this.record.typeName}.${empty.apiName} is empty or has an error`);
    return this;
  }
}

function recalculated(record: SObjectRecord): RecalcResult {
  const transaction = currentTransaction();
  const object = record.schema ?? notSupported('formulas of rows of aggregate queries');
  const formulas = [...object.fields.values()].filter(({ formula }) => formula !== null);
  for (const field of formulas) requireInputs(record, object, field);
  loadComputed(transaction, record, ({ formula }) => formula !== null);
  return new RecalcResult(record, formulas);
}

/** Everything that the formula reads, through other formulas too, has to be in the record or, of parents, in the database. */
function requireInputs(record: SObjectRecord, object: ObjectSchema, field: FieldSchema): void {
  const { store } = currentTransaction().org;
  if (!isComputed(store, object, field)) return;
  for (const input of formulaOf(store.schema, object, field).inputs) requireInput(record, object, input);
}

function requireInput(record: SObjectRecord, object: ObjectSchema, input: FormulaInput): void {
  if (input.kind !== 'field') return;
  const [step] = input.steps;
  const read = step?.field ?? input.field;
  if (step !== undefined && record.hasRelated(step.field.relationshipName ?? ''))
    notSupported(`recalculating formulas of ${object.apiName} through ${step.relationship} in memory`);
  if (read.formula !== null) requireInputs(record, object, read);
  else if (record.id !== null && read.summary === null && !record.has(read.apiName))
    notSupported(`recalculating formulas of a ${object.apiName} whose ${read.apiName} was not queried`);
}

export const formulaTypes: LibraryType[] = [
  libraryType(
    'Formula',
    {},
    {
      'static FormulaEval.FormulaBuilder builder()': makeBuilder,
      'static List<FormulaRecalcResult> recalculateFormulas(List<SObject> records)': (records: ApexList | null) =>
        new ApexList(
          runtimeType('List<FormulaRecalcResult>'),
          given(records)
            .toArray()
            .map((record) => recalculated(given(record as SObjectRecord | null)))
            // A record without formula fields has no result (tsalb/lwc-utils, CalculateFormulasTests).
            .filter(({ formulas }) => formulas.length > 0)
        )
    }
  ),
  libraryType(
    'FormulaRecalcResult',
    { isInstance: (value) => value instanceof RecalcResult },
    {
      'List<FormulaRecalcFieldError> getErrors()': (self: RecalcResult) =>
        new ApexList(runtimeType('List<FormulaRecalcFieldError>'), self.requireValues() && []),
      'SObject getSObject()': (self: RecalcResult) => self.record,
      'Boolean isSuccess()': (self: RecalcResult) => self.requireValues() !== null
    }
  ),
  libraryType('FormulaRecalcFieldError', { isInstance: () => false }, {})
];
