import type { AuraOrg } from '../web/aura-org.ts';
import { callAura } from './call-aura.ts';

/** A field of a result, as far as the commands use it; Apex leaves out what is null. */
export interface ResultField {
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly method?: string;
  readonly reason?: string;
  readonly filled?: number;
  readonly valueCount?: number;
}

/** What `ResultsConsole.fields` answers, as far as the commands use it. */
interface FieldsPage {
  readonly fields: readonly ResultField[];
  /** Of all that are found. */
  readonly total: number;
  /** Of the object. */
  readonly all: number;
}

export interface ResultFields {
  readonly all: number;
  readonly fields: readonly ResultField[];
}

/**
 * Reads the fields of an object's result, page by page as the console does.
 * @param band one of `FieldsPage`, such as `notMeasured`; null for all
 */
export async function resultFields(
  org: AuraOrg,
  runId: string,
  objectName: string,
  band: string | null = null
): Promise<ResultFields> {
  const fields: ResultField[] = [];
  for (;;) {
    const request = { runId, objectName, band, offset: fields.length };
    const page = await callAura<FieldsPage>(org, 'ResultsConsole', 'fields', { request });
    fields.push(...page.fields);
    if (page.fields.length === 0 || fields.length >= page.total) return { all: page.all, fields };
  }
}
