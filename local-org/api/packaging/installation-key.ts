/** A version that is protected by an installation key is shown only to those who name the key. */
import type { Condition } from '../../soql/syntax.ts';
import type { Store } from '../../store/index.ts';
import { ApiError } from '../http/errors.ts';

/**
 * Judges a query on SubscriberPackageVersion before it runs; Salesforce's words and codes.
 * @param where as parsed
 * @throws ApiError 400 `INSTALL_KEY_REQUIRED`, `INSTALL_KEY_INVALID`
 */
export function requireInstallationKey(store: Store, where: Condition | null): void {
  const ids = equalTo(where, 'id');
  const given = equalTo(where, 'installationkey');
  const locked = store
    .all('SELECT Id, InstallationKey FROM SubscriberPackageVersion WHERE InstallationKey IS NOT NULL')
    .filter(([id]) => ids.length === 0 || ids.some((each) => each.slice(0, 15) === String(id).slice(0, 15)));
  if (locked.length > 0 && given.length === 0)
    throw new ApiError(
      400,
      'INSTALL_KEY_REQUIRED',
      'Please provide installationkey when querying against SubscriberPackageVersion that is protected by installationkey'
    );
  if (locked.some(([, key]) => !given.includes(String(key))))
    throw new ApiError(400, 'INSTALL_KEY_INVALID', 'Invalid InstallationKey for SubscriberPackageVersion');
}

/** The texts that a field has to equal in every row that the condition lets through. */
function equalTo(condition: Condition | null, field: string): string[] {
  if (condition?.kind === 'and') return condition.operands.flatMap((each) => equalTo(each, field));
  if (condition?.kind !== 'comparison') return [];
  const { left, operator, value } = condition;
  const isMeant = operator === '=' && 'names' in left && left.names.join('.').toLowerCase() === field;
  return isMeant && value.kind === 'string' ? [value.value] : [];
}
