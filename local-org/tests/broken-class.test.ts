import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CompileError, compileOrg } from '../jobs/compile-org.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A change to a shipped class that Salesforce refuses to deploy. */
interface Fault {
  readonly name: string;
  readonly file: string;
  /** Occurs once in the file, on one line. */
  readonly sound: string;
  readonly broken: string;
  readonly message: RegExp;
}

const FAULTS: readonly Fault[] = [
  {
    name: 'an unknown variable',
    file: 'force-app/main/population/classes/FillRate.cls',
    sound: 'Long quarters = 4L * filled;',
    broken: 'Long quarters = 4L * full;',
    message: /^Variable does not exist: full$/
  },
  {
    name: 'a value of a wrong type',
    file: 'force-app/main/foundation/classes/Clock.cls',
    sound: 'return current.read().getTime();',
    broken: 'return current.read();',
    message: /Illegal (assignment|conversion) from Datetime to Long|Return value must be of type: Long/
  },
  {
    name: 'an unknown field in a query',
    file: 'force-app/main/delivery/classes/DeliveryMessages.cls',
    sound: 'SELECT Id, Sequence__c, MessageId__c, Sha256__c',
    broken: 'SELECT Id, Sequence__c, MessageIdentifier__c, Sha256__c',
    message: /^No such column 'MessageIdentifier__c' on entity 'DeliveryMessage__c'/
  }
];

describe('a broken class stops the build', () => {
  const folder = mkdtempSync(join(tmpdir(), 'broken-'));
  let error: CompileError;
  const lines = new Map<Fault, number>();

  before(() => {
    cpSync(join(ROOT, 'force-app'), join(folder, 'force-app'), { recursive: true });
    cpSync(join(ROOT, 'sfdx-project.json'), join(folder, 'sfdx-project.json'));
    for (const fault of FAULTS) {
      const path = join(folder, fault.file);
      const text = readFileSync(path, 'utf8');
      assert.equal(text.split(fault.sound).length, 2, `${fault.file} holds "${fault.sound}" once`);
      lines.set(fault, text.slice(0, text.indexOf(fault.sound)).split('\n').length);
      writeFileSync(path, text.replace(fault.sound, fault.broken));
    }
    try {
      compileOrg([folder]);
    } catch (thrown) {
      assert.ok(thrown instanceof CompileError, String(thrown));
      error = thrown;
      return;
    }
    assert.fail('it compiled');
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const fault of FAULTS) {
    it(`and names file, line and reason of ${fault.name}`, () => {
      const problem = error.problems.find(({ path }) => path === fault.file);
      assert.ok(problem, `no problem in ${fault.file}; there are:\n${error.message}`);
      assert.match(problem.message, fault.message);
      assert.equal(problem.line, lines.get(fault));
      const place = `${fault.file}:${problem.line}:${problem.column}`;
      assert.ok(error.message.includes(place), 'the message for people names the place');
    });
  }

  it('and complains of nothing else', () => {
    assert.deepEqual(
      error.problems.map(({ path }) => path),
      FAULTS.map(({ file }) => file).sort()
    );
  });
});
