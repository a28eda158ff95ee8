/** Texts of metadata in the language of the running user: translations are not read, so who would see one is refused. */
import { notSupported } from '../machine/errors.ts';
import { currentTransaction } from './transaction.ts';

/** The platform has its texts in every language, a project has those that it holds translations for. */
export type TextOwner = 'platform' | 'project';

/** @param metadata whatever is custom or not: an object, a field */
export function ownerOf({ custom }: { readonly custom: boolean }): TextOwner {
  return custom ? 'project' : 'platform';
}

/**
 * The text, for a user whom it is shown to as it is.
 * @throws NotSupportedError
 */
export function inUserLanguage(text: string, owner: TextOwner): string {
  const { user, org } = currentTransaction();
  const isTranslated =
    org.gaps.languages.has(user.language.toLowerCase()) || (owner === 'platform' && !user.language.startsWith('en'));
  if (isTranslated) notSupported(`texts in the language ${user.language}`);
  return text;
}
