/** Refused when it is deployed; the message is the platform's (github.com/salesforce/formula-engine, `labels.xml`). */
export class FormulaSyntaxError extends Error {
  override readonly name = 'FormulaSyntaxError';
}

/** What Salesforce takes and the local org does not evaluate. */
export class UnsupportedFormulaError extends Error {
  override readonly name = 'UnsupportedFormulaError';

  constructor(what: string) {
    super(`not supported by the local org: ${what}`);
  }
}

/** A record for which a formula has no value: pages show `#Error!`, queries null. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}
