import { apexException } from '../../machine/errors.ts';
import type { ApexException } from '../../machine/errors.ts';

export function jsonException(message: string): ApexException {
  return apexException('JSONException', message);
}

/** The platform's answer to a type that JSON cannot carry. */
export function unsupportedInJson(typeName: string): ApexException {
  return jsonException(`Apex Type unsupported in JSON: ${typeName}`);
}
