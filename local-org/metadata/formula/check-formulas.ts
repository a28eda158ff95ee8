import { MetadataError } from '../errors.ts';
import type { OrgSchema } from '../schema.ts';
import { FormulaSyntaxError, UnsupportedFormulaError } from './errors.ts';
import { compileFormula } from './formula.ts';

/**
 * Refuses what Salesforce would not deploy. Formulas that are right and cannot be evaluated here stay: their fields are
 * described as on the platform, and queries that need them are refused.
 * @throws MetadataError in Salesforce's words
 */
export function checkFormulas(schema: OrgSchema): void {
  for (const object of schema.objects.values()) {
    for (const field of object.fields.values()) {
      if (field.formula === null) continue;
      try {
        compileFormula(schema, object, field, () => 0);
      } catch (error) {
        if (error instanceof UnsupportedFormulaError) continue;
        if (error instanceof FormulaSyntaxError)
          throw new MetadataError(field.formula.path, 1, `${object.apiName}.${field.apiName}: ${error.message}`);
        throw error;
      }
    }
  }
}
