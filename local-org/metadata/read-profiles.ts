/** Profiles: what they grant and which record types their users have (Metadata API Developer Guide v65, "Profile"). */
import type { ProfileSource } from './project.ts';
import { permissionGrants } from './read-simple.ts';
import type { SourceEntry } from './read-project.ts';
import type { XmlElement } from './xml.ts';

/** Standard profiles whose files have another name (salesforce.stackexchange.com/q/113370). */
const STANDARD_NAMES: Readonly<Record<string, string>> = {
  Admin: 'System Administrator',
  ContractManager: 'Contract Manager',
  MarketingProfile: 'Marketing User',
  ReadOnly: 'Read Only',
  SolutionManager: 'Solution Manager',
  Standard: 'Standard User',
  StandardAul: 'Standard Platform User'
};

/** Has every user permission and all of every object, whatever its file lists. */
export const ADMIN_PROFILE = 'System Administrator';

/** Profiles of which it is known what they grant, so that a project's file can add to it. */
export const KNOWN_PROFILES: ReadonlySet<string> = new Set([
  ADMIN_PROFILE,
  'Minimum Access - Salesforce',
  'Minimum Access - API Only Integrations'
]);

/**
 * Standard profiles of which it is not published what they grant of the platform's own objects. Of a project's they grant
 * nothing unless a file says so: a deployment of objects and fields adds them to no profile, as profiles that orgs gave out
 * after one show (AntonBuiko/Apex-Specialist-Superbadge, Standard.profile-meta.xml).
 */
export const OPEN_PROFILES: ReadonlySet<string> = new Set(
  Object.values(STANDARD_NAMES).filter((name) => name !== ADMIN_PROFILE)
);

/** Standard profiles that every org here has, as their rows name them. */
export const STANDARD_PROFILES: ReadonlySet<string> = new Set([...Object.values(STANDARD_NAMES), ...KNOWN_PROFILES]);

export function profile(xml: XmlElement, entry: SourceEntry): ProfileSource {
  const name = STANDARD_NAMES[entry.stem] ?? entry.stem;
  return {
    ...permissionGrants(xml, entry),
    ...(name === ADMIN_PROFILE ? { userPermissions: [], objectPermissions: [] } : {}),
    name,
    userLicense: xml.text('userLicense'),
    hiddenFields: xml
      .list('fieldPermissions')
      .filter((item) => !item.flag('readable'))
      .map((item) => item.required('field')),
    recordTypes: xml.list('recordTypeVisibilities').map((item) => ({
      name: item.required('recordType'),
      isVisible: item.flag('visible'),
      isDefault: item.flag('default')
    }))
  };
}

/** Several package directories may each say a part of a profile. */
export function mergedProfiles(profiles: readonly ProfileSource[]): ProfileSource[] {
  const merged = new Map<string, ProfileSource>();
  for (const each of profiles) {
    const before = merged.get(each.name);
    merged.set(each.name, before === undefined ? each : united(before, each));
  }
  return [...merged.values()];
}

function united(one: ProfileSource, other: ProfileSource): ProfileSource {
  return {
    ...one,
    userLicense: one.userLicense ?? other.userLicense,
    classAccesses: [...new Set([...one.classAccesses, ...other.classAccesses])],
    customPermissions: [...new Set([...one.customPermissions, ...other.customPermissions])],
    userPermissions: [...one.userPermissions, ...other.userPermissions],
    objectPermissions: [...one.objectPermissions, ...other.objectPermissions],
    fieldPermissions: [...one.fieldPermissions, ...other.fieldPermissions],
    hiddenFields: [...one.hiddenFields, ...other.hiddenFields],
    recordTypes: [...one.recordTypes, ...other.recordTypes]
  };
}
