/** Who runs and what they may do: `UserInfo`, `FeatureManagement`, `AccessLevel`; org-wide facts: `OrgLimits`, `DomainCreator`. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { isMultiCurrency } from '../../metadata/shape-fields.ts';
import { ApexTimeZone } from '../library/datetime.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexMap } from '../values/collections.ts';
import { hasCustomPermission } from './permissions.ts';
import type { SessionKind } from './session-token.ts';
import { currentTransaction } from './transaction.ts';
import type { TransactionKind } from './transaction.ts';

/** One org-wide limit with its use in the last 24 hours. */
class OrgLimit {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
  constructor(name: string, used: number, limit: number) {
    this.name = name;
    this.used = used;
    this.limit = limit;
  }
}

/** The platform's has some thirty limits. One that is not kept here must not be found missing. */
class OrgLimitMap extends ApexMap {
  override get(key: unknown): unknown {
    return this.containsKey(key) ? super.get(key) : null;
  }

  override containsKey(key: unknown): boolean {
    return super.containsKey(key) || notSupported(`the org limit ${String(key)}`);
  }
}

/** `AccessLevel.USER_MODE` and `SYSTEM_MODE`. */
export class AccessLevelValue {
  static readonly user = new AccessLevelValue('USER_MODE');
  static readonly system = new AccessLevelValue('SYSTEM_MODE');
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }

  toString(): string {
    return `AccessLevel.${this.name}`;
  }
}

export function accessOf(level: AccessLevelValue | null): 'user' | 'system' {
  if (level === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  return level === AccessLevelValue.user ? 'user' : 'system';
}

function user() {
  return currentTransaction().user;
}

function orgLimits(): OrgLimit[] {
  return currentTransaction()
    .org.orgLimits()
    .map(({ name, used, limit }) => new OrgLimit(name, used, limit));
}

const SESSION_KINDS: Readonly<Partial<Record<TransactionKind, SessionKind>>> = {
  aura: 'lightning',
  visualforce: 'visualforce'
};

/** Asynchronous code has no session; that of a component is not one for the API. */
function sessionId(): string | null {
  const transaction = currentTransaction();
  if (transaction.isAsynchronous || transaction.kind === 'schedulable') return null;
  // How it ends: the tests of SFDO-Community/declarative-lookup-rollup-summaries. What it begins with is from memory.
  if (transaction.test !== null) return `${transaction.org.organization.id.slice(0, 15)}!ApexTestSession`;
  return transaction.org.sessionId(user().id, SESSION_KINDS[transaction.kind] ?? 'api');
}

export const userTypes: LibraryType[] = [
  libraryType(
    'UserInfo',
    {},
    {
      'static String getUserId()': () => user().id,
      'static String getProfileId()': () => user().profileId,
      'static String getUserRoleId()': () => user().roleId,
      'static String getName()': () => user().name,
      'static String getFirstName()': () => user().firstName,
      'static String getLastName()': () => user().lastName,
      'static String getUserName()': () => user().username,
      'static String getUserEmail()': () => user().email,
      'static String getUserType()': () => user().userType,
      'static String getLocale()': () => user().locale,
      'static TimeZone getTimeZone()': () => new ApexTimeZone(user().timeZone),
      'static String getLanguage()': () => user().language,
      'static String getOrganizationId()': () => currentTransaction().org.organization.id,
      'static String getOrganizationName()': () => currentTransaction().org.organization.name,
      'static String getUiTheme()': () => 'Theme4d',
      'static String getUiThemeDisplayed()': () => 'Theme4d',
      'static Boolean isMultiCurrencyOrganization()': () => isMultiCurrency(currentTransaction().org.schema),
      'static String getSessionId()': sessionId
    }
  ),
  libraryType(
    'FeatureManagement',
    {},
    {
      'static Boolean checkPermission(String apiName)': (apiName: string | null) => {
        if (apiName === null) throw apexException('NullPointerException', 'Argument cannot be null.');
        return hasCustomPermission(currentTransaction(), apiName);
      }
    }
  ),
  libraryType(
    'AccessLevel',
    { isInstance: (value) => value instanceof AccessLevelValue },
    {
      'static AccessLevel USER_MODE': () => AccessLevelValue.user,
      'static AccessLevel SYSTEM_MODE': () => AccessLevelValue.system
    }
  ),
  libraryType(
    'OrgLimits',
    {},
    {
      'static Map<String,OrgLimit> getMap()': () =>
        new OrgLimitMap(
          runtimeType('Map<String,OrgLimit>'),
          orgLimits().map((limit) => [limit.name, limit] as const)
        )
    }
  ),
  libraryType(
    'OrgLimit',
    { isInstance: (value) => value instanceof OrgLimit },
    {
      'String getName()': (self: OrgLimit) => self.name,
      'Integer getValue()': (self: OrgLimit) => self.used,
      'Integer getLimit()': (self: OrgLimit) => self.limit
    }
  ),
  libraryType(
    'DomainCreator',
    {},
    {
      'static String getOrgMyDomainHostname()': () => currentTransaction().org.organization.myDomainHost
    }
  )
];
