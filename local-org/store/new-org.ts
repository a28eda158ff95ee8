/** The rows of an org that nobody has touched yet. */
import { categoryName, statusFacts } from './derived.ts';
import { insertRows } from './dml.ts';
import type { OrgIdentity } from './org-identity.ts';
import { ADMIN_USER_ID } from './org-ids.ts';
import type { StatusFacts } from '../metadata/schema.ts';
import type { PlainRow } from './results.ts';
import { STANDARD_PRICE_BOOK_ID } from './sales-rules.ts';
import type { Store } from './store.ts';
import { isTable } from './tables.ts';
import { quote } from './values.ts';

/** Permissions of the profile System Administrator, as far as the schema has them: all but these. */
const NOT_FOR_ADMINS = new Set([
  'PermissionsApiUserOnly',
  'PermissionsPasswordNeverExpires',
  'PermissionsCanApproveUninstalledApps'
]);

/**
 * Other profiles of a new org (Salesforce Help, "Standard Profiles"). What they grant is not published field by field,
 * so they have no permission set here, and work as their users that depends on it is refused.
 */
const OTHER_PROFILES = [
  'Standard User',
  'Marketing User',
  'Contract Manager',
  'Solution Manager',
  'Read Only',
  'Standard Platform User'
];

/** Inserts a row of the platform's own. @throws Error when the store refuses it */
export function put(store: Store, objectName: string, row: PlainRow): string {
  const result = insertRows(store, objectName, [row], { allOrNone: true, mode: 'system' })[0]!;
  if (result.id === null)
    throw new Error(
      `${objectName} ${String(row['Name'] ?? row['DeveloperName'] ?? '')}: ${result.errors.map((error) => error.message).join('; ')}`
    );
  return result.id;
}

/** Organization, licences, profiles and the admin user of a new database. */
export function createOrganization(store: Store, identity: OrgIdentity): void {
  const audit = { CreatedById: null, LastModifiedById: null };
  const license = put(store, 'UserLicense', {
    Name: 'Salesforce',
    MasterLabel: 'Salesforce',
    LicenseDefinitionKey: 'SFDC',
    Status: 'Active',
    TotalLicenses: 10,
    UsedLicenses: 1
  });
  const integration = put(store, 'UserLicense', {
    Name: 'Salesforce Integration',
    MasterLabel: 'Salesforce Integration',
    LicenseDefinitionKey: 'PID_SALESFORCE_API_ONLY',
    Status: 'Active',
    TotalLicenses: 5,
    UsedLicenses: 0
  });
  const bareProfile = (name: string, licenseId: string) =>
    put(store, 'Profile', { ...audit, Name: name, UserLicenseId: licenseId, UserType: 'Standard' });
  const profile = (name: string, licenseId: string, permissions: PlainRow) => {
    const id = bareProfile(name, licenseId);
    put(store, 'PermissionSet', {
      ...audit,
      Name: `X${id.slice(0, 15)}`,
      Label: id,
      ProfileId: id,
      IsOwnedByProfile: true,
      IsCustom: false,
      LicenseId: licenseId,
      Type: 'Profile',
      ...permissions
    });
    return id;
  };
  const everything = Object.fromEntries(
    [...store.object('PermissionSet').fields.values()]
      .filter((field) => field.apiName.startsWith('Permissions') && !NOT_FOR_ADMINS.has(field.apiName))
      .map((field) => [field.apiName, true])
  );
  const admin = profile('System Administrator', license, everything);
  profile('Minimum Access - Salesforce', license, {});
  profile('Minimum Access - API Only Integrations', integration, {
    PermissionsApiEnabled: true,
    PermissionsApiUserOnly: true
  });
  for (const name of OTHER_PROFILES) bareProfile(name, license);
  put(store, 'User', {
    Id: ADMIN_USER_ID,
    Username: identity.username,
    FirstName: 'Admin',
    LastName: 'User',
    Email: 'admin@local-org.example',
    Alias: 'admin',
    CommunityNickname: 'admin',
    IsActive: true,
    TimeZoneSidKey: identity.timeZone ?? 'Europe/London',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US',
    ProfileId: admin,
    UserType: 'Standard',
    CompanyName: 'Local Org',
    CreatedById: ADMIN_USER_ID,
    LastModifiedById: ADMIN_USER_ID
  });
  put(store, 'Organization', {
    Id: identity.organizationId,
    Name: identity.organizationName,
    OrganizationType: identity.organizationType,
    InstanceName: identity.instanceName,
    IsSandbox: identity.isSandbox,
    TrialExpirationDate: identity.trialExpiration,
    NamespacePrefix: identity.namespacePrefix,
    IsReadOnly: false,
    TimeZoneSidKey: identity.timeZone ?? 'Europe/London',
    DefaultLocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    FiscalYearStartMonth: 1,
    Country: 'GB',
    DefaultAccountAccess: 'Edit',
    DefaultContactAccess: 'Edit',
    DefaultOpportunityAccess: 'Edit',
    DefaultLeadAccess: 'ReadEditTransfer',
    DefaultCaseAccess: 'ReadEditTransfer',
    CreatedById: ADMIN_USER_ID,
    LastModifiedById: ADMIN_USER_ID
  });
  for (const name of ['UserLicense', 'Profile', 'PermissionSet']) {
    if (store.object(name).fields.has('createdbyid'))
      store.run(`UPDATE ${quote(name)} SET CreatedById = ?, LastModifiedById = ?`, ADMIN_USER_ID, ADMIN_USER_ID);
  }
}

/** What an org says of the values of its status picklists. */
function createStatuses(store: Store): void {
  const each = (
    object: string,
    field: string,
    target: string,
    facts: (status: StatusFacts, value: string) => PlainRow
  ) => {
    const owner = store.schema.objects.get(object.toLowerCase());
    // Small schemas of tests leave objects out.
    if (owner === undefined || !isTable(owner) || !store.schema.objects.has(target.toLowerCase())) return;
    store.field(store.object(object), field).picklistValues.forEach(({ value, label, isDefault, active }, index) => {
      const fields = store.object(target).fields;
      if (!active && !fields.has('isactive')) return;
      const row = {
        MasterLabel: label,
        ApiName: value,
        SortOrder: index + 1,
        ...facts(statusFacts(owner, field, value), value)
      };
      put(store, target, {
        ...row,
        ...(fields.has('isdefault') ? { IsDefault: isDefault } : {}),
        ...(fields.has('isactive') ? { IsActive: active } : {})
      });
    });
  };
  each('Lead', 'Status', 'LeadStatus', ({ converted }) => ({ IsConverted: converted }));
  each('Case', 'Status', 'CaseStatus', ({ closed }) => ({ IsClosed: closed }));
  each('Task', 'Status', 'TaskStatus', ({ closed }) => ({ IsClosed: closed }));
  each('Task', 'Priority', 'TaskPriority', ({ highPriority }) => ({ IsHighPriority: highPriority }));
  each('Contract', 'Status', 'ContractStatus', (_status, value) => ({
    StatusCode: value === 'In Approval Process' ? 'InApproval' : value
  }));
  each('Opportunity', 'StageName', 'OpportunityStage', ({ closed, won, forecastCategory, probability }) => ({
    IsClosed: closed,
    IsWon: won,
    ForecastCategory: forecastCategory,
    ForecastCategoryName: categoryName(forecastCategory),
    DefaultProbability: String(probability)
  }));
}

/** The standard price book, the business hours and the statuses, which every org has. */
export function createCompanyRows(store: Store): void {
  createStatuses(store);
  put(store, 'Pricebook2', { Id: STANDARD_PRICE_BOOK_ID, Name: 'Standard Price Book', IsStandard: true });
  const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  put(store, 'BusinessHours', {
    Name: 'Default',
    IsActive: true,
    IsDefault: true,
    TimeZoneSidKey: 'Europe/London',
    ...Object.fromEntries(days.flatMap((day) => [`${day}StartTime`, `${day}EndTime`].map((name) => [name, 0])))
  });
}
