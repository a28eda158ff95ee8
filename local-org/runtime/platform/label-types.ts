/** `System.Label`: custom labels by a name that is only known at run time (Apex Reference Guide v65, "Label Class"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { given } from '../library/members.ts';
import { notSupported } from '../machine/errors.ts';
import { inUserLanguage } from './translations.ts';
import { currentTransaction } from './transaction.ts';

/** @throws NotSupportedError for labels of packages, and for one that is not there */
function labelNamed(namespace: string | null, name: string | null): string {
  if (namespace !== null && namespace !== '') notSupported(`Label.get() of the namespace ${namespace}`);
  return inUserLanguage(currentTransaction().org.label(given(name)), 'project');
}

export const labelTypes: LibraryType[] = [
  libraryType('Label', {}, { 'static String get(String namespace, String label)': labelNamed })
];
