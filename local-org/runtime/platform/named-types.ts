/**
 * Types of the platform that code may name, in fields, parameters and results, and that have nothing here: every member
 * and constructor of theirs is refused where it is used.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';

const NAMES = [
  'Database.Cursor',
  'Database.PaginationCursor',
  'Database.CursorFetchResult',
  'EventBus.ChangeEventHeader',
  'Flow.Interview',
  'FormulaEval.FormulaInstance',
  'Invocable.Action',
  'Invocable.Action.Error',
  'Invocable.Action.Result',
  'Messaging.InboundEmail',
  'Messaging.InboundEmailResult',
  'Messaging.InboundEnvelope'
];

export const namedTypes: LibraryType[] = [
  ...NAMES.map((name) => libraryType(name, { isInstance: () => false }, {})),
  libraryType('FormulaValidationException', { extends: 'Exception', isInstance: () => false }, {})
];
