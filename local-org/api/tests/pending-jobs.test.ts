import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OrgOnDisk, apexClass } from './org-on-disk.ts';

const NIGHTLY = (body: string) =>
  apexClass(
    'Nightly',
    `public with sharing class Nightly implements Schedulable {\n  public void execute(SchedulableContext context) {\n${body}  }\n}\n`
  );

let org: OrgOnDisk;
beforeEach(async () => {
  org = await OrgOnDisk.create();
});
afterEach(() => org.remove());

const run = async (source: string): Promise<void> => {
  const result = await org.local().executeAnonymous(source);
  assert.ok(result.compiled && result.exceptionMessage === null, JSON.stringify(result));
};

describe('a class that is scheduled', () => {
  it('cannot be changed until its job is gone; what does not change it is let through', async () => {
    assert.equal((await org.deploy(NIGHTLY(''))).status, 'Succeeded');
    await run("System.schedule('nightly', '0 0 3 * * ?', new Nightly());");
    assert.equal((await org.deploy(NIGHTLY(''))).status, 'Succeeded', 'the same text');
    const refused = await org.deploy(NIGHTLY('    Integer hour = 3;\n'));
    assert.equal(refused.status, 'Failed');
    assert.deepEqual(
      refused.details.componentFailures.map(({ fullName, problem }) => [fullName, problem]),
      [['Nightly', 'This schedulable class has jobs pending or in progress']]
    );
    assert.doesNotMatch(org.classes()['Nightly']!, /hour/);
    await run('for (CronTrigger each : [SELECT Id FROM CronTrigger]) {\n  System.abortJob(each.Id);\n}');
    assert.equal((await org.deploy(NIGHTLY('    Integer hour = 3;\n'))).status, 'Succeeded');
  });
});
