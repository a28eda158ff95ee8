import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startRecordingProxy } from '../tools/recording-proxy.ts';
import { TOOLS } from '../tools/tools.ts';

const COUNT = { totalSize: 7, done: true, records: [] };
const ANSWERS: Readonly<Record<string, unknown>> = {
  '/services/data/v65.0/query?q=COUNT': COUNT,
  '/services/data/v65.0/query?q=RECORDS': { totalSize: 2, done: true, records: [{}, {}] },
  '/services/data/v65.0/composite': { compositeResponse: [{ body: COUNT }, { body: COUNT }, { body: [{}] }] },
  '/services/data/v65.0/sobjects/X/describe': { fields: [] },
  '/elsewhere': {}
};

describe('what is counted of a tool', () => {
  it('is every API call, every query in it, and the rows that come back', async () => {
    const server = createServer((received, response) => response.end(JSON.stringify(ANSWERS[received.url!])));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = await startRecordingProxy((server.address() as AddressInfo).port);
    try {
      for (const [path, answer] of Object.entries(ANSWERS)) {
        assert.deepEqual(await (await fetch(`${proxy.url}${path}`)).json(), answer, 'passed on as it is');
      }
      assert.deepEqual(proxy.recorded, { apiCalls: 4, queries: 4, rows: 5 }, 'a refused query is none');
    } finally {
      await proxy.close();
      server.close();
    }
  });

  it('is compared field by field with what the tool says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-tools-'));
    try {
      mkdirSync(join(folder, 'hardis-report'));
      const csv = 'sObjectName,fieldApiName,totalRecords,populatedRecords\r\nX__c,A__c,9,4\r\n';
      writeFileSync(join(folder, 'hardis-report', 'object-field-usage-X__c-1.csv'), csv);
      const analysedFields = [{ name: 'A__c', absolutePopulated: 4 }];
      const stdout = JSON.stringify({ result: { X__c: { recordTypes: { Master: { analysedFields } } } } });
      for (const tool of TOOLS) assert.deepEqual([...tool.filled('X__c', stdout, folder)], [['A__c', 4]], tool.name);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
