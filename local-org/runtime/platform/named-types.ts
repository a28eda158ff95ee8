/**
 * Types that code may name, in fields, parameters and results, beside those that the facts of the platform tell of
 * (`platform-types.ts`): every member and constructor of theirs is refused where it is used.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';

export const namedTypes: LibraryType[] = [
  libraryType('Flow.Interview', { isInstance: () => false }, {}),
  // No rule of the org finds duplicates: no error is one.
  libraryType('Database.DuplicateError', { extends: 'Database.Error', isInstance: () => false }, {})
];
