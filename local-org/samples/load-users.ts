import type { PlainValue } from '../metadata/schema.ts';
import { loadRows } from '../store/load.ts';
import type { Store } from '../store/store.ts';
import { seededRandom } from './random.ts';
import { customerNames } from './sources/superstore.ts';

const DAY = 86_400_000;
const USERS = 120;
const OWN_DOMAIN = 'superstore.example';
/** Other companies whose people may log in, as in many orgs. */
const PARTNERS = [
  { domain: 'northwind.example', company: 'Northwind Consulting' },
  { domain: 'fabrikam.example', company: 'Fabrikam' }
] as const;
const DEPARTMENTS = ['Sales', 'Service', 'Marketing', 'Finance', null] as const;
const CITIES = [
  ['London', 'GB'],
  ['Chicago', 'US'],
  ['Tokyo', 'JP'],
  ['Berlin', 'DE']
] as const;

/**
 * Staff with the names of real customers: most of the own company, some of others, some inactive, some never seen, a few
 * of a partner portal; and the licences that they use. The same for the same `now`.
 * @returns how many users there are of them
 */
export function loadUsers(store: Store, now: number): number {
  const random = seededRandom(20_260_131);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const profiles = new Map(
    store.all('SELECT Name, Id FROM Profile').map(([name, id]) => [String(name), String(id)] as const)
  );
  const profile = profiles.get('Minimum Access - Salesforce') ?? [...profiles.values()][0]!;
  const fields = [
    'FirstName',
    'LastName',
    'Username',
    'Email',
    'Alias',
    'CommunityNickname',
    'CompanyName',
    'Department',
    'City',
    'Country',
    'IsActive',
    'UserType',
    'ProfileId',
    'LastLoginDate',
    'TimeZoneSidKey',
    'LocaleSidKey',
    'EmailEncodingKey',
    'LanguageLocaleKey'
  ];
  const rows = customerNames()
    .slice(0, USERS)
    .map((name, index): PlainValue[] => {
      const words = name.split(' ');
      const local = name.toLowerCase().replace(/[^a-z]+/g, '.');
      const partner = random() < 0.15 ? pick(PARTNERS) : null;
      const [city, country] = pick(CITIES);
      const seen = random() < 0.1 ? null : now - Math.floor(random() ** 3 * 400 * DAY);
      return [
        words.slice(0, -1).join(' '),
        words.at(-1)!,
        `${local}.${index}@${OWN_DOMAIN}`,
        `${local}@${partner?.domain ?? OWN_DOMAIN}`,
        `user${index}`.slice(0, 8),
        `${local}${index}`,
        partner?.company ?? 'Superstore',
        pick(DEPARTMENTS),
        city,
        country,
        random() > 0.12,
        index % 20 === 19 ? 'PowerPartner' : 'Standard',
        profile,
        seen,
        'Europe/London',
        'en_GB',
        'UTF-8',
        'en_US'
      ];
    });
  loadRows(store, { object: 'User', fields, rows });
  store.run('UPDATE UserLicense SET TotalLicenses = 150 WHERE Name = ?', 'Salesforce');
  store.run(
    `UPDATE UserLicense SET UsedLicenses = (SELECT COUNT(*) FROM User JOIN Profile ON Profile.Id = User.ProfileId
       WHERE Profile.UserLicenseId = UserLicense.Id AND User.IsActive = 1)`
  );
  loadRows(store, {
    object: 'PackageLicense',
    fields: ['NamespacePrefix', 'Status', 'IsProvisioned', 'AllowedLicenses', 'UsedLicenses', 'ExpirationDate'],
    rows: [
      ['elementsconnect', 'Free', true, -1, 0, null],
      ['signatures', 'Active', true, 40, 37, now + 90 * DAY],
      ['maps', 'Expired', true, 25, 4, now - 30 * DAY]
    ]
  });
  store.commit();
  return rows.length;
}
