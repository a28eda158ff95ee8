/** The Apex library that does not touch the org. */
import type { LibraryType } from '../../apex/library.ts';
import { assertType } from './asserts.ts';
import { blobTypes } from './blob.ts';
import { cryptoTypes } from './crypto.ts';
import { dateTypes } from './date-types.ts';
import { datetimeTypes } from './datetime.ts';
import { decimalType } from './decimal.ts';
import { enumType } from './enum.ts';
import { exceptionTypes } from './exceptions.ts';
import { iterationTypes } from './iteration.ts';
import { jsonTypes } from './json/index.ts';
import { comparableTypes, listType } from './list.ts';
import { locationTypes } from './location.ts';
import { mapType } from './map.ts';
import { mathType } from './math.ts';
import { numberTypes } from './numbers.ts';
import { objectTypes } from './object.ts';
import { patternTypes } from './pattern.ts';
import { roundingModeType } from './rounding-mode.ts';
import { setType } from './set.ts';
import { statusCodeType } from './status-code.ts';
import { domTypes } from './dom/index.ts';
import { streamReaderTypes } from './dom/stream-reader.ts';
import { streamWriterTypes } from './dom/stream-writer.ts';
import { stringType } from './string.ts';

export { DmlException } from './dml-exception.ts';
export type { DmlFailure } from './dml-exception.ts';
export { systemAssertMembers } from './asserts.ts';
export { provideRecordFactory } from './json/record-factory.ts';

export const coreLibrary: LibraryType[] = [
  ...objectTypes,
  enumType,
  ...numberTypes,
  decimalType,
  roundingModeType,
  mathType,
  stringType,
  ...dateTypes,
  ...datetimeTypes,
  ...blobTypes,
  ...cryptoTypes,
  ...iterationTypes,
  ...comparableTypes,
  listType,
  setType,
  ...locationTypes,
  mapType,
  ...patternTypes,
  ...jsonTypes,
  ...domTypes,
  ...streamReaderTypes,
  ...streamWriterTypes,
  ...exceptionTypes,
  statusCodeType,
  assertType
];
