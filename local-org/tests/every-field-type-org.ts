/** An org with every type of field, filled by DML; and its figures in SQL written by hand, field by field. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callAura } from '../cli/call-aura.ts';
import {
  DETAIL,
  EVERY,
  addressRows,
  everyRows,
  fileRows,
  nameRows,
  taskRows,
  writeEveryFieldType
} from '../samples/every-field-type.ts';
import type { EverySize, Row } from '../samples/every-field-type.ts';
import { expectedCounts } from '../samples/expected-counts.ts';
import { insertRows } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import { assertSameCounts } from './compare-counts.ts';
import type { ReceivedObject } from './received-results.ts';
import { storedObjects } from './received-results.ts';
import { startOrg } from './started-org.ts';
import type { StartedOrg } from './started-org.ts';

/** Rows that a field is filled on, by object and field. A checkbox is ticked on them. */
const FILLED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [EVERY]: {
    Name: 'Name IS NOT NULL',
    RecordTypeId: 'RecordTypeId IS NOT NULL',
    Text__c: "Text__c <> ''",
    TextWithDefault__c: "TextWithDefault__c <> ''",
    Area__c: "Area__c <> ''",
    LongText__c: 'length(LongText__c) > 0',
    RichText__c: 'length(RichText__c) > 0',
    Secret__c: "Secret__c <> ''",
    Amount__c: 'Amount__c IS NOT NULL',
    Money__c: 'Money__c IS NOT NULL',
    Share__c: 'Share__c IS NOT NULL',
    Day__c: "Day__c > '0'",
    Moment__c: 'Moment__c IS NOT NULL',
    Clock__c: 'Clock__c >= 0',
    Mail__c: "Mail__c LIKE '%@%'",
    Phone__c: "Phone__c <> ''",
    Link__c: "Link__c <> ''",
    Choice__c: "Choice__c <> ''",
    Choices__c: "Choices__c <> ''",
    Tick__c: 'Tick__c = 1',
    Ticked__c: 'Ticked__c = 1',
    Place__c: 'Place__Latitude__s IS NOT NULL AND Place__Longitude__s IS NOT NULL',
    Place__Latitude__s: 'Place__Latitude__s IS NOT NULL',
    Place__Longitude__s: 'Place__Longitude__s IS NOT NULL',
    Other__c: 'length(Other__c) = 18',
    Counter__c: "Counter__c LIKE 'E-%'",
    Key__c: "Key__c <> ''",
    FormulaText__c: 'Name IS NOT NULL',
    FormulaNumber__c: '1',
    FormulaMoney__c: '1',
    FormulaShare__c: 'Share__c IS NOT NULL',
    FormulaDay__c: 'Day__c IS NOT NULL',
    FormulaMoment__c: 'Moment__c IS NOT NULL',
    FormulaClock__c: 'Clock__c IS NOT NULL',
    FormulaTick__c: 'Tick__c = 0',
    SummaryNumber__c: '1',
    SummarySum__c: '1',
    SummaryLeast__c: `Id IN (SELECT Master__c FROM ${DETAIL} WHERE Size__c IS NOT NULL AND IsDeleted = 0)`
  },
  [DETAIL]: { Master__c: 'length(Master__c) = 18', Note__c: "Note__c <> ''", Size__c: 'Size__c IS NOT NULL' },
  Contact: { Name: "LastName <> ''", FirstName: "FirstName <> ''", Id: 'Id IS NOT NULL' },
  Task: { Subject: "Subject <> ''", WhatId: 'WhatId IS NOT NULL', CreatedDate: '1' },
  Account: {
    BillingAddress: "COALESCE(BillingStreet, BillingCity, BillingState, BillingPostalCode, BillingCountry) <> ''",
    BillingStreet: "BillingStreet <> ''",
    BillingCity: "BillingCity <> ''",
    BillingCountry: "BillingCountry <> ''",
    NumberOfEmployees: 'NumberOfEmployees IS NOT NULL'
  },
  Attachment: { Body: 'Body IS NOT NULL', BodyLength: 'BodyLength IS NOT NULL' }
};

/** No column holds them: generated SQL does not know them, the SQL above does. */
const COMPUTED = /^(Formula|Summary)/;

export interface EveryOrg {
  readonly started: StartedOrg;
  /** Counts everything, and compares it with SQL. @returns what was found on the object with every type */
  countAndCompare(): Promise<ReceivedObject>;
  /** The types of the fields that were measured and compared, as describe names them in lower case. */
  readonly types: ReadonlySet<string>;
  /** Inserts records as DML would. @returns their ids */
  insert(object: string, rows: readonly Row[]): string[];
  fill(records: number, longTexts: number): void;
  close(): Promise<void>;
}

export async function openEveryOrg(size: EverySize): Promise<EveryOrg> {
  const folder = mkdtempSync(join(tmpdir(), 'every-type-'));
  writeEveryFieldType(folder, size);
  const started = await startOrg([folder]);
  const { store } = started.org;
  const insert = (object: string, rows: readonly Row[]): string[] => {
    const results = insertRows(store, object, rows, { allOrNone: true, mode: 'system' });
    assert.deepEqual(
      results.flatMap(({ errors }) => errors.map(({ message }) => message)),
      []
    );
    store.commit();
    return results.map(({ id }) => id!);
  };
  const types = new Set<string>();
  return {
    started,
    insert,
    types,
    fill(records, longTexts) {
      const accounts = insert('Account', addressRows(9));
      const recordTypes = store.all('SELECT Id FROM RecordType WHERE SobjectType = ? ORDER BY Id', EVERY);
      const ids = { accounts, recordTypes: recordTypes.map(([id]) => String(id)) };
      const every = insert(EVERY, everyRows(records, ids, { picklistValues: size.picklistValues, longTexts }));
      insert(
        DETAIL,
        [null, '', ' ', '🙂'].map((note, index) => ({
          Name: 'Detail',
          Master__c: every[index % 3]!,
          Note__c: note,
          Size__c: index === 1 ? null : '0'
        }))
      );
      insert('Contact', nameRows(3));
      insert('Task', taskRows(accounts[0]!));
      insert('Attachment', fileRows(accounts[0]!));
    },
    async countAndCompare() {
      await callAura(started.org, 'PopulationConsole', 'startRun');
      await started.org.engine.idle();
      const run = await callAura<{ runId: string; status: string }>(started.org, 'PopulationConsole', 'latestRun');
      assert.deepEqual(started.failedJobs, []);
      assert.equal(run.status, 'Completed');
      const objects = storedObjects(store, run.runId);
      for (const [object, conditions] of Object.entries(FILLED)) {
        const received = objects.get(object)!;
        compare(store, received, conditions);
        for (const { status, type } of received.fields.values()) if (status === 'measured') types.add(type);
      }
      return objects.get(EVERY)!;
    },
    async close() {
      await started.close();
      rmSync(folder, { recursive: true });
    }
  };
}

/** Every field has its figure, and the figure is the one of the SQL above, and of the generated SQL as well. */
function compare(store: Store, received: ReceivedObject, conditions: Readonly<Record<string, string>>): void {
  const { objectName } = received;
  const records = one(store, `SELECT COUNT(*) FROM ${objectName} WHERE IsDeleted = 0`);
  assert.equal(received.records, records, `${objectName}: records`);
  for (const [name, condition] of Object.entries(conditions)) {
    const field = received.fields.get(name);
    if (field === undefined && name === 'RecordTypeId') continue;
    assert.ok(field, `${objectName}.${name} has a result`);
    assert.equal(field.status, 'measured', `${objectName}.${name}: ${field.reason}`);
    const filled = one(store, `SELECT COUNT(*) FROM ${objectName} WHERE IsDeleted = 0 AND ${condition}`);
    assert.equal(field.filled, filled, `${objectName}.${name} (${field.method})`);
    assert.equal(field.total, records, `${objectName}.${name}: total`);
  }
  const stored = new Map([...received.fields].filter(([name]) => !COMPUTED.test(name)));
  assertSameCounts({ ...received, fields: stored }, expectedCounts(store, objectName));
}

function one(store: Store, sql: string): number {
  return Number(store.all(sql)[0]![0]);
}
