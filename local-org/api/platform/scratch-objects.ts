/** Scratch orgs as their Dev Hub knows them. */
import { platformObject } from './objects.ts';
import type { PlatformObject } from './objects.ts';

export const scratchOrgInfo = platformObject({
  name: 'ScratchOrgInfo',
  keyPrefix: '2SR',
  api: 'data',
  only: 'devHub',
  fields: {
    OrgName: 'string',
    Edition: 'string',
    Features: 'string',
    HasSampleData: 'boolean',
    DurationDays: 'int',
    Description: 'string',
    Country: 'string',
    Language: 'string',
    Release: 'string',
    AdminEmail: 'string',
    Username: 'string',
    Namespace: 'string',
    Package2AncestorIds: 'string',
    ConnectedAppConsumerKey: 'string',
    ConnectedAppCallbackUrl: 'string',
    Status: 'string',
    ErrorCode: 'string',
    AuthCode: 'string',
    LoginUrl: 'string',
    SignupInstance: 'string',
    SignupUsername: 'string',
    SignupEmail: 'string',
    SignupCountry: 'string',
    SignupLanguage: 'string',
    SignupTrialDays: 'int',
    ScratchOrg: 'string',
    ExpirationDate: 'date'
  }
});

export const activeScratchOrg = platformObject({
  name: 'ActiveScratchOrg',
  keyPrefix: '2SA',
  api: 'data',
  only: 'devHub',
  fields: {
    ScratchOrgInfoId: '->ScratchOrgInfo ScratchOrgInfo',
    ScratchOrg: 'string',
    SignupUsername: 'string',
    OrgName: 'string',
    ExpirationDate: 'date'
  }
});

export const scratchObjects: readonly PlatformObject[] = [scratchOrgInfo, activeScratchOrg];
