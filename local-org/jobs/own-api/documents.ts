/**
 * Metadata documents of the emulated Setup, as plain values: the Tooling API gives them as JSON, the Metadata API as XML.
 * Types and members as in the Metadata API Developer Guide, API 65.0.
 */
import { findRows } from '../../runtime/platform/system-rows.ts';
import { readSetting } from '../../store/index.ts';
import type { AddressRange } from '../../store/index.ts';
import type { Store } from '../../store/store.ts';

/** A list is an element that occurs several times. */
export type DocumentValue = string | boolean | DocumentFields | readonly DocumentFields[];
export interface DocumentFields {
  readonly [name: string]: DocumentValue;
}

/** Standard profiles have names of their own in the Metadata API. */
const STANDARD_PROFILES: Readonly<Record<string, string>> = {
  Admin: 'System Administrator',
  Standard: 'Standard User',
  ReadOnly: 'Read Only'
};

/** Metadata `SecuritySettings`, the parts that this org has. */
export function securitySettings(store: Store): DocumentFields {
  const { lockSessionsToIp, enforceIpRangesEveryRequest } = readSetting(store, 'sessionSettings');
  return { networkAccess: {}, sessionSettings: { enforceIpRangesEveryRequest, lockSessionsToIp } };
}

/** Metadata `Profile` by the id of its row; null when there is none. */
export function profileById(store: Store, id: string): DocumentFields | null {
  const [row] = findRows(store, 'Profile', { Id: id });
  if (row === undefined) return null;
  const [licence] = findRows(store, 'UserLicense', { Id: row['UserLicenseId']! });
  const ranges = readSetting(store, 'loginIpRanges')[id] ?? [];
  return {
    custom: !Object.values(STANDARD_PROFILES).includes(String(row['Name'])),
    loginIpRanges: ranges.map(rangeFields),
    userLicense: String(licence?.['Name'] ?? '')
  };
}

/** Metadata `Profile` by its name in the Metadata API, in which some characters are percent-encoded. */
export function profileByName(store: Store, fullName: string): DocumentFields | null {
  const name = STANDARD_PROFILES[fullName] ?? decoded(fullName);
  const [row] = findRows(store, 'Profile', { Name: name });
  return row === undefined ||
    (STANDARD_PROFILES[fullName] === undefined && Object.values(STANDARD_PROFILES).includes(name))
    ? null
    : profileById(store, String(row['Id']));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function rangeFields({ start, end, description }: AddressRange): DocumentFields {
  return { ...(description === '' ? {} : { description }), endAddress: end, startAddress: start };
}
