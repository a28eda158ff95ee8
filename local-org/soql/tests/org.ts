/** Ships and accounts with gaps, odd case and ties: what the query tests read. */
import { insertRows } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { openOrg, put } from '../../store/tests/org.ts';

export interface Fleet {
  readonly store: Store;
  readonly accounts: readonly string[];
  readonly ships: readonly string[];
}

export function fleet(): Fleet {
  const store = openOrg();
  const accounts = put(
    store,
    'Account',
    { Name: 'Åland Lines', Industry: 'Shipping', AnnualRevenue: '1000' },
    { Name: 'beta', Industry: 'Banking', AnnualRevenue: '2500' },
    { Name: 'Alpha_1', BillingCity: 'Hull' }
  );
  const recordType = (name: string) =>
    store.all('SELECT Id FROM RecordType WHERE DeveloperName = ?', name)[0]![0] as string;
  const ships = put(
    store,
    'Ship__c',
    {
      Name: 'Aurora',
      Kind__c: 'Mango',
      Flags__c: 'Red;Blue',
      Tonnage__c: '100.25',
      Built__c: '1999-12-31',
      Owner__c: accounts[0]!,
      Code__c: 'a1'
    },
    {
      Name: 'bounty',
      Kind__c: 'Zebra',
      Flags__c: 'Green',
      Tonnage__c: '200.50',
      Built__c: '2026-01-15',
      Active__c: false,
      Owner__c: accounts[0]!
    },
    {
      Name: 'Cutty',
      Kind__c: 'Apple',
      Tonnage__c: '200.50',
      RecordTypeId: recordType('Liner'),
      Owner__c: accounts[1]!
    },
    { Name: 'Dhow', Kind__c: null, Flags__c: 'Blue', RecordTypeId: recordType('Liner') }
  );
  const gone = put(store, 'Ship__c', { Name: 'Endurance', Kind__c: 'Mango' });
  store.run('UPDATE Ship__c SET IsDeleted = 1 WHERE Id = ?', gone[0]!);
  insertRows(
    store,
    'Voyage__c',
    [
      { Ship__c: ships[0]!, Left__c: Date.UTC(2026, 0, 14, 23, 30) },
      { Ship__c: ships[0]!, Left__c: Date.UTC(2026, 0, 15, 10) },
      { Ship__c: ships[0]!, Left__c: Date.UTC(2025, 6, 1) },
      { Ship__c: ships[1]! }
    ],
    { allOrNone: true }
  );
  store.commit();
  return { store, accounts, ships };
}
