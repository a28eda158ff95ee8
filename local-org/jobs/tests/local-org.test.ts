import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { DEFAULT_QUERY_COST } from '../../runtime/platform/limits.ts';
import { LocalOrg } from '../local-org.ts';
import { FIXTURE_PROJECT } from './fixture.ts';

let org: LocalOrg;
let server: Server;
let requests: string[] = [];

before(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push(
        `${request.method} ${request.headers.host}${request.url} ${String(request.headers['x-kind'])} ${body}`
      );
      if (request.url?.includes('track') === true && body === 'where?')
        response.setHeader('X-Answer', 'yes').writeHead(200).end('here');
      else response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  org = await LocalOrg.open({
    projects: [FIXTURE_PROJECT],
    databaseFile: ':memory:',
    clock: 'virtual',
    hosts: { 'north.example.com': `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  });
});

after(async () => {
  await org.close();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(async () => {
  requests = [];
  await org.engine.idle();
  org.store.beginWrite();
  org.store.run('DELETE FROM "Parcel__c"');
  org.store.commit();
});

async function call<T>(className: string, method: string, params: Record<string, unknown> = {}): Promise<T> {
  const result = await org.invokeAura(className, method, params);
  if (!result.ok) assert.fail(`${className}.${method}: ${result.error.message}\n${result.error.stackTrace}`);
  return result.value as T;
}

async function error(className: string, method: string, params: Record<string, unknown> = {}) {
  const result = await org.invokeAura(className, method, params);
  if (result.ok) assert.fail(`${className}.${method} gave ${JSON.stringify(result.value)}`);
  return result.error;
}

async function names(): Promise<unknown[]> {
  return (await org.query('SELECT Name FROM Parcel__c ORDER BY Name')).map((row) => row['Name']);
}

async function job(id: string) {
  return (
    await org.query(
      `SELECT Status, ExtendedStatus, JobItemsProcessed, TotalJobItems, NumberOfErrors FROM AsyncApexJob WHERE Id = '${id}'`
    )
  )[0]!;
}

test('parameters and results travel as Lightning sends them', async () => {
  const id = await call<string>('Parcels', 'create', { name: 'one', weight: 1.25, day: '2026-02-28' });
  assert.match(id, /^[a-zA-Z0-9]{18}$/);
  assert.deepEqual(await call('Parcels', 'summary'), { count: 1, weight: 1.25 });
  assert.deepEqual(await call('Parcels', 'all'), [{ Id: id, Name: 'one', Weight__c: 1.25, Fragile__c: false }]);
  assert.deepEqual(await org.query('SELECT Code__c FROM Parcel__c'), [{ Code__c: '2026-02-28', Id: id }]);
});

test('errors look as the platform sends them, and nothing of the transaction stays', async () => {
  assert.deepEqual(await error('Parcels', 'lose'), {
    message: 'The parcel is lost.',
    exceptionType: 'Parcels.LostException',
    isUserDefinedException: true,
    stackTrace: 'Class.Parcels.lose: line 49, column 1'
  });
  assert.deepEqual(await names(), []);
  const handled = await error('Parcels', 'handled');
  assert.deepEqual(
    [handled.message, handled.exceptionType, handled.isUserDefinedException],
    ['Please try again.', 'System.AuraHandledException', false]
  );
  assert.equal((await error('Parcels', 'saveWhileCaching')).message, 'Too many DML statements: 1');
  assert.match((await error('Parcels', 'notForBrowsers')).message, /Unable to find action 'notForBrowsers'/);
  assert.match((await error('Nowhere', 'at')).message, /Unable to find action/);
});

test('callouts reach the mapped host, and only allowed ones', async () => {
  assert.equal(await call('Parcels', 'track', { host: 'north.example.com' }), '200 yes here');
  assert.deepEqual(requests, ['POST north.example.com/track?id=1 parcel where?']);
  assert.equal(
    (await error('Parcels', 'track', { host: 'south.example.com' })).message,
    'Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = https://south.example.com/track?id=1'
  );
  assert.match((await error('Parcels', 'trackAfterSaving')).message, /You have uncommitted work pending/);
  assert.equal(requests.length, 1);
});

test('queueables chain, wait for their delay, and have their finalizers run', async () => {
  const before = Date.now();
  const id = await call<string>('Parcels', 'send', { names: ['one', 'two'], delay: 10 });
  await org.engine.idle();
  assert.deepEqual(await names(), ['finalizer SUCCESS', 'finalizer SUCCESS', 'one', 'two']);
  assert.equal((await job(id))['Status'], 'Completed');
  const [row] = await org.query(`SELECT CreatedDate, CompletedDate FROM AsyncApexJob WHERE Id = '${id}'`);
  const waited = Date.parse(String(row!['CompletedDate'])) - Date.parse(String(row!['CreatedDate']));
  assert.ok(waited >= 600_000, `ten minutes passed on the org's clock, not ${waited} ms`);
  assert.ok(Date.now() - before < 60_000, 'and not on ours');
});

test('a failing queueable is rolled back, marked and followed by its finalizer', async () => {
  const id = await call<string>('Parcels', 'send', { names: ['boom'], delay: 0 });
  await org.engine.idle();
  assert.deepEqual(await names(), ['finalizer UNHANDLED_EXCEPTION: boom']);
  const row = await job(id);
  assert.deepEqual(
    [row['Status'], row['ExtendedStatus'], row['NumberOfErrors']],
    ['Failed', 'Parcels.LostException: boom', 1]
  );
});

test('a killed worker leaves a rolled-back transaction, a failed job and a finalizer that runs', async () => {
  const afterInsert = { path: 'force-app/classes/ParcelSender.cls', line: 17 };
  org.engine.killAt(afterInsert);
  const id = await call<string>('Parcels', 'send', { names: ['one'], delay: 0 });
  await org.engine.idle();
  assert.deepEqual(await names(), ['finalizer UNHANDLED_EXCEPTION: The worker that ran the job was stopped']);
  assert.equal((await job(id))['Status'], 'Failed');
});

test('a worker that is killed in a finalizer has it run again, and the work that was committed stays', async () => {
  org.engine.killAt({ path: 'force-app/classes/ParcelFinalizer.cls', line: 7 });
  const id = await call<string>('Parcels', 'send', { names: ['one'], delay: 0 });
  await org.engine.idle();
  assert.deepEqual(await names(), ['finalizer SUCCESS', 'one']);
  assert.equal((await job(id))['Status'], 'Completed');
});

test('a batch works chunk by chunk, keeps its state and goes on after a failed chunk', async () => {
  for (const [index, weight] of [10, 20, 30, 40, 90].entries())
    await call('Parcels', 'create', { name: `w${index}`, weight });
  const id = await call<string>('ParcelBatch', 'run', { scope: 2 });
  await org.engine.idle();
  assert.ok((await names()).includes('total 100.00 in 2'), 'the third chunk was too heavy: its state is not kept');
  const row = await job(id);
  assert.deepEqual(
    [row['Status'], row['TotalJobItems'], row['JobItemsProcessed'], row['NumberOfErrors']],
    ['Completed', 3, 3, 1]
  );
  assert.equal(row['ExtendedStatus'], 'First error: too heavy');
  assert.deepEqual(org.store.all('SELECT COUNT(*) FROM "_batch_chunk"'), [[0]]);
});

test('a schedule fires when the clock gets there, again and again, until it is aborted', async () => {
  const trigger = await call<string>('ParcelSchedule', 'plan', { cron: '0 0 3 * * ?' });
  await org.engine.idle();
  assert.deepEqual(await names(), [], 'schedules do not move the clock by themselves');
  const day = 86_400_000;
  for (const times of [1, 2]) {
    org.engine.advance(day);
    await org.engine.idle();
    assert.equal((await names()).length, times);
  }
  const [row] = await org.query(`SELECT State, TimesTriggered, NextFireTime FROM CronTrigger WHERE Id = '${trigger}'`);
  assert.deepEqual([row!['State'], row!['TimesTriggered']], ['WAITING', 2]);
  await call('ParcelSchedule', 'stop', { triggerId: trigger });
  org.engine.advance(2 * day);
  await org.engine.idle();
  assert.equal((await names()).length, 2);
});

test('a query that the platform would cancel after 120 s ends its transaction', async () => {
  const slow = await LocalOrg.open({
    projects: [FIXTURE_PROJECT],
    databaseFile: ':memory:',
    engineStopped: true,
    queryCost: { ...DEFAULT_QUERY_COST, nanosecondsPerRow: 1e9, nanosecondsPerRowAndExpression: 1e9 }
  });
  try {
    for (let index = 0; index < 39; index++) await slow.invokeAura('Parcels', 'create', { name: 'p' });
    const inTime = await slow.invokeAura('Parcels', 'summary', {});
    assert.deepEqual(inTime, { ok: true, value: { count: 39 } }, '39 rows at three seconds each');
    for (let index = 0; index < 2; index++) await slow.invokeAura('Parcels', 'create', { name: 'p' });
    const late = await slow.invokeAura('Parcels', 'summary', {});
    assert.ok(!late.ok);
    assert.deepEqual(
      [late.error.message, late.error.exceptionType],
      ['Your query request was running for too long.', 'System.LimitException']
    );
  } finally {
    await slow.close();
  }
});

test('an org in a file goes on where it stopped', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'local-org-test-'));
  try {
    const options = {
      projects: [FIXTURE_PROJECT],
      databaseFile: path.join(folder, 'org.db'),
      clock: 'virtual',
      engineStopped: true
    } as const;
    const first = await LocalOrg.open(options);
    await first.invokeAura('Parcels', 'send', { names: ['later'], delay: 0 });
    await first.close();
    const second = await LocalOrg.open({ ...options, assignPermissionSets: ['ParcelManager'] });
    assert.deepEqual(await second.query('SELECT Name FROM Parcel__c'), []);
    second.engine.start();
    await second.engine.idle();
    assert.equal((await second.query("SELECT Id FROM Parcel__c WHERE Name = 'later'")).length, 1);
    assert.deepEqual((await second.browserUser()).customPermissions, ['ManageParcels']);
    assert.deepEqual(await second.invokeAura('Parcels', 'mayManage', {}), { ok: true, value: true });
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
