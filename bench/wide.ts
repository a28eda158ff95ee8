import { AGGREGATABLE_KINDS, wideObject } from '../local-org/samples/wide-object.ts';
import type { WideFieldKind, WideObject } from '../local-org/samples/wide-object.ts';

/** Fields that grouped queries count: as many of them as the platform takes go into one. One in twenty is a checkbox. */
const COUNTED: readonly WideFieldKind[] = [...AGGREGATABLE_KINDS, ...AGGREGATABLE_KINDS, 'checkbox'];
/** Every thirtieth field is a multi-select picklist and every thirtieth a long text. */
const MIXED: readonly WideFieldKind[] = [...COUNTED, ...AGGREGATABLE_KINDS, 'multipicklist', 'longText'];
/** Long text, which no query can count, among fields that one can. */
const SCANNED: readonly WideFieldKind[] = ['longText', 'text', 'multipicklist', 'number'];

export interface ObjectSize {
  readonly fields: number;
  readonly recordTypes: number;
}

/** One field in ten is a picklist. */
function planned({ fields, recordTypes }: ObjectSize, kinds: readonly WideFieldKind[]): WideObject {
  return wideObject({ object: 'Wide__c', fields, picklists: Math.round(fields / 10), recordTypes, kinds });
}

/** What the promise about the population job is made for. */
export function countedObject(size: ObjectSize): WideObject {
  return planned(size, COUNTED);
}

/** What a loader meets. */
export function mixedObject(size: ObjectSize): WideObject {
  return planned(size, MIXED);
}

/** What makes the population job read every record. */
export function scannedObject(size: ObjectSize): WideObject {
  return planned(size, SCANNED);
}
