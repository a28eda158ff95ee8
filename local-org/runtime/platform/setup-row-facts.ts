/**
 * Rows that every org, or some orgs, have of setup objects beside those of the local org. Of them only this is known: the
 * names of standard profiles, licences and users (Salesforce Help, "Standard Profiles", "User Licenses"; listings of orgs in
 * public repositories; trailheadapps/coral-cloud for the profile of agents), and that there are permission sets, roles,
 * groups, templates and folders of the platform's own.
 */
import type { PlainRow } from '../../store/results.ts';

export interface UnknownRows {
  /** What of them is sure, by field, the same fields in each. */
  readonly rows: readonly PlainRow[];
  /** Fields whose values are not known; `all`: every field that the rows leave out. */
  readonly unsure: 'all' | readonly string[];
  /** Lookups whose values are ids of rows that are here. */
  readonly joined?: readonly string[];
  /** `of which …`: why they are not here; left out for rows that orgs have. */
  readonly why?: string;
  /** What is sure of parents: `PermissionSet.IsOwnedByProfile` to its value. */
  readonly parents?: Readonly<Record<string, boolean>>;
}

export const STANDARD_PROFILES: readonly string[] = [
  'Analytics Cloud Integration User',
  'Analytics Cloud Security User',
  'Anypoint Integration',
  'Authenticated Website',
  'B2B Reordering Portal Buyer Profile',
  'B2BMA Integration User',
  'Chatter External User',
  'Chatter Free User',
  'Chatter Moderator User',
  'Cloud Integration User',
  'Company Communities User',
  'Cross Org Data Proxy User',
  'Customer Community Login User',
  'Customer Community Plus Login User',
  'Customer Community Plus User',
  'Customer Community User',
  'Customer Portal Manager Custom',
  'Customer Portal Manager Standard',
  'Einstein Agent User',
  'External Apps Login User',
  'External Apps Plus Login User',
  'External Identity User',
  'Force.com - App Subscription User',
  'Force.com - Free User',
  'Gold Partner User',
  'Guest License User',
  'High Volume Customer Portal',
  'High Volume Customer Portal User',
  'Identity User',
  'Overage Authenticated Website User',
  'Overage Customer Portal Manager Custom',
  'Overage Customer Portal Manager Standard',
  'Overage High Volume Customer Portal User',
  'Partner App Subscription User',
  'Partner Community Login User',
  'Partner Community User',
  'Sales Insights Integration User',
  'Salesforce API Only System Integrations',
  'SalesforceIQ Integration User',
  'Silver Partner User',
  'Standard Guest',
  'Standard Platform One App User',
  'Work.com Only User'
];

/** No row that is here has it. */
export const ELSEWHERE = '000000000000000AAA';

/** Users of the platform's own, their types from memory; none has a profile that is here. They only lead to refusals. */
const USERS: readonly PlainRow[] = [
  ['Automated', 'Process', 'AutomatedProcess'],
  ['Platform Integration', 'User', 'CloudIntegrationUser'],
  [null, 'Chatter Expert', 'CsnOnly'],
  ['Integration', 'User', 'Standard'],
  ['Security', 'User', 'Standard']
].map(([FirstName = null, LastName = null, UserType = null]) => ({
  FirstName,
  LastName,
  UserType,
  Name: [FirstName, LastName].filter((part) => part !== null).join(' '),
  IsActive: true,
  ProfileId: ELSEWHERE
}));

/** Nothing is known but that there are such rows. */
export const NAMELESS: UnknownRows = { rows: [{}], unsure: 'all' };

/** Object to rows that do not depend on what the local org holds. */
export const PLATFORM_ROWS: Readonly<Record<string, readonly UnknownRows[]>> = {
  Profile: [
    { rows: STANDARD_PROFILES.map((Name) => ({ Name })), unsure: ['UserType', 'UserLicenseId', 'Description'] }
  ],
  User: [{ rows: USERS, unsure: [] }],
  UserLicense: [NAMELESS],
  PermissionSetLicense: [NAMELESS],
  UserRole: [NAMELESS],
  EmailTemplate: [NAMELESS],
  Folder: [NAMELESS],
  Group: [
    {
      rows: [{ Type: 'Organization' }, { Type: 'AllCustomerPortal' }, { Type: 'PRMOrganization' }],
      unsure: ['Name', 'DeveloperName', 'RelatedId', 'Email']
    }
  ],
  PermissionSet: [
    // Of a profile that is not here, and of the platform itself.
    {
      rows: [{ IsOwnedByProfile: true, IsCustom: false, Type: 'Profile', Name: 'X', ProfileId: ELSEWHERE }],
      unsure: 'all'
    },
    {
      rows: ['', 'AgentforceServiceAgentUser', 'GenieUserEnhancedSecurity'].map((Name) => ({
        IsOwnedByProfile: false,
        IsCustom: false,
        Name,
        ProfileId: null,
        PermissionSetGroupId: null
      })),
      unsure: 'all'
    }
  ],
  ObjectPermissions: [{ rows: [{ ParentId: ELSEWHERE }], unsure: 'all' }],
  FieldPermissions: [{ rows: [{ ParentId: ELSEWHERE }], unsure: 'all' }]
};
