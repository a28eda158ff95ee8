import { AGGREGATABLE_KINDS, wideObject } from '../local-org/samples/wide-object.ts';
import type { WideFieldKind, WideObject } from '../local-org/samples/wide-object.ts';

/**
 * Kinds in turn: out of thirty fields one checkbox, one multi-select picklist and one long text, the others of types
 * that COUNT takes. Real objects are mixed about like this.
 */
const MIX: readonly WideFieldKind[] = [
  ...AGGREGATABLE_KINDS,
  'checkbox',
  ...AGGREGATABLE_KINDS,
  'multipicklist',
  ...AGGREGATABLE_KINDS,
  'longText'
];
/** One field in ten. */
const PICKLIST_SHARE = 0.1;

/** The object that load and population are measured on. */
export function benchObject(fields: number, recordTypes: number): WideObject {
  const picklists = Math.round(fields * PICKLIST_SHARE);
  return wideObject({ object: 'Wide__c', fields, picklists, recordTypes, kinds: MIX });
}
