import { apexException, notSupported } from '../../machine/errors.ts';
import type { ApexException } from '../../machine/errors.ts';
import { typeRegistry } from '../../machine/runtime-type.ts';

export function jsonException(message: string): ApexException {
  return apexException('JSONException', message);
}

/** The platform's answer to a type that JSON cannot carry. Results of DML it can, other than here. */
export function unsupportedInJson(typeName: string): ApexException {
  const { isOfFacts = false, json } = typeRegistry().library(typeName) ?? {};
  if (isOfFacts || json !== undefined || typeName.startsWith('Database.')) notSupported(`${typeName} in JSON`);
  if (typeName === 'DmlResultValue') notSupported('results of DML in JSON');
  return jsonException(`Apex Type unsupported in JSON: ${typeName}`);
}

/** What begins otherwise where a list or set is wanted. */
export function noSequence(): ApexException {
  return jsonException("Malformed JSON: Expected '[' at the beginning of List/Set");
}
