/** All objects of the platform that the API answers for beside an org's data model. */
import { apexTestObjects } from './apex-test-objects.ts';
import type { PlatformObject } from './objects.ts';
import { packagingObjects } from './packaging-objects.ts';
import { scratchObjects } from './scratch-objects.ts';
import { sourceObjects } from './source-objects.ts';

export const PLATFORM_OBJECTS: readonly PlatformObject[] = [
  ...apexTestObjects,
  ...sourceObjects,
  ...packagingObjects,
  ...scratchObjects
];

/** Objects of the data model that the Tooling API shows as well. */
export const SHARED_OBJECTS: readonly string[] = [
  'ApexClass',
  'ApexTrigger',
  'Group',
  'Organization',
  'PermissionSet',
  'Profile',
  'RecordType',
  'User',
  'UserRole'
];
