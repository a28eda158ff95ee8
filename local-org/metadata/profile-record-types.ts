/**
 * Which record types the users of a profile have. A deployment gives them none: only profiles do (CumulusCI's task
 * update_admin_profile sets them for that reason). Records may name every record type all the same.
 */
import type { ProfileSource } from './project.ts';
import type { ObjectSchema, ProfileRecordTypes } from './schema.ts';

const NONE: ProfileRecordTypes = { visible: [], default: null };

export function recordTypesOf({ profileRecordTypes }: ObjectSchema, profileName: string): ProfileRecordTypes {
  return profileRecordTypes?.get(profileName) ?? NONE;
}

/** Puts what the profiles say of record types into their objects; active ones only. */
export function assignRecordTypes(objects: Map<string, ObjectSchema>, profiles: readonly ProfileSource[]): void {
  for (const { name: profile, recordTypes } of profiles) {
    for (const { name, isVisible, isDefault } of recordTypes) {
      const [object, type] = name.split('.') as [string, string | undefined];
      const owner = objects.get(object.toLowerCase());
      const known = owner?.recordTypes.find(({ developerName, active }) => developerName === type && active);
      if (owner === undefined || known === undefined || !isVisible) continue;
      const before = recordTypesOf(owner, profile);
      objects.set(object.toLowerCase(), {
        ...owner,
        profileRecordTypes: new Map(owner.profileRecordTypes).set(profile, {
          visible: [...before.visible, known.developerName],
          default: isDefault ? known.developerName : before.default
        })
      });
    }
  }
}
