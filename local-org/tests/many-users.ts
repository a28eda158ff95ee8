import type { PlainValue } from '../metadata/schema.ts';
import { loadRows } from '../store/load.ts';
import type { Store } from '../store/store.ts';

const FIELDS = [
  'LastName',
  'Username',
  'Email',
  'Alias',
  'CommunityNickname',
  'CompanyName',
  'IsActive',
  'UserType',
  'ProfileId',
  'LastLoginDate',
  'TimeZoneSidKey',
  'LocaleSidKey',
  'EmailEncodingKey',
  'LanguageLocaleKey'
];
/** Every type that the inventory leaves out, between those that it takes. */
const TYPES = [
  'Standard',
  'PowerPartner',
  'Standard',
  'CspLitePortal',
  'CustomerSuccess',
  'PowerCustomerSuccess',
  'Guest'
];
const NO_EMAIL = '@none.example';
const DOMAINS = ['@globex.example', '@eu.globex.example', '@notglobex.example', NO_EMAIL];
const COMPANIES = ['Globex', 'Initech', null];

/** Adds users of every type, with and without an email address and a company, in all their combinations. */
export function loadManyUsers(store: Store, number: number): void {
  const profile = String(store.all("SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'")[0]![0]);
  const rows = Array.from({ length: number }, (_, index): PlainValue[] => {
    return [
      `Many ${index}`,
      `many.${index}@globex.example`,
      `many.${index}${DOMAINS[index % DOMAINS.length]!}`,
      `many${index}`.slice(0, 8),
      `many${index}`,
      COMPANIES[index % COMPANIES.length]!,
      index % 5 !== 0,
      TYPES[index % TYPES.length]!,
      profile,
      null,
      'Europe/London',
      'en_GB',
      'UTF-8',
      'en_US'
    ];
  });
  loadRows(store, { object: 'User', fields: FIELDS, rows });
  // Nobody can be saved without an address; the platform's own and very old accounts have none all the same.
  store.run(`UPDATE User SET Email = NULL WHERE Email LIKE '%${NO_EMAIL}'`);
  store.commit();
}
