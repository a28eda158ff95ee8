import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../bootstrap.mjs';
import type { CheckReport } from '../check-command.ts';
import { folder, project } from './project-on-disk.ts';

function run(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const command = [join(projectRoot, 'local-org/cli/org.mjs'), ...args];
  const env = { ...process.env, INIT_CWD: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env });
  return { code: status, out: stdout, err: stderr };
}

describe('npm run org -- check', () => {
  it('prints each problem with its place, counts by kind and fails', () => {
    const root = project({
      'app/A.cls': 'public class A {\n  Integer i = x;\n}',
      'app/B.cls': 'public class B {\n  Slack.App n;\n}'
    });
    const { code, out, err } = run('check', '--project', root);
    const lines = out.trimEnd().split('\n');
    assert.deepEqual(lines.slice(0, 2), [
      'app/A.cls:2:15 Variable does not exist: x',
      'app/B.cls:2:3 Invalid type: Slack.App (or not supported by the local org)'
    ]);
    assert.match(lines[2]!, /^2 Apex files checked: 1 error, 1 unsupported \(\d+\.\d s\)$/);
    assert.deepEqual([lines.length, err, code], [3, '', 1]);
  });

  it('takes a folder relative to where the user is and ends with 0 when all is well', () => {
    const root = project({ 'app/A.cls': 'public class A { }' });
    const { code, out } = run('check', '--project', root.slice(folder.length + 1));
    assert.match(out, /^1 Apex file checked: 0 errors, 0 unsupported/);
    assert.equal(code, 0);
  });

  it('ends with 2 when nothing is wrong that it can judge', () => {
    const lookup =
      '<CustomField><fullName>O__c</fullName><type>MetadataRelationship</type><referenceTo>Entitlement</referenceTo></CustomField>';
    const root = project({
      'app/A.cls': 'public class A { String f(M__mdt m) { return m.O__c + m.Label; } }',
      'app/objects/M__mdt/M__mdt.object-meta.xml': '<CustomObject><label>M</label></CustomObject>',
      'app/objects/M__mdt/fields/O__c.field-meta.xml': lookup
    });
    const { code, out } = run('check', '--project', root, '--json');
    const report = JSON.parse(out) as CheckReport;
    assert.deepEqual([report.errors, report.unsupported, report.files, code], [0, 1, 1, 2]);
    const message =
      'not supported by the local org: M__mdt.O__c, because it looks up Entitlement, which is not described in it';
    const path = 'app/objects/M__mdt/M__mdt.object-meta.xml';
    assert.deepEqual(report.problems, [{ path, line: 1, column: 1, kind: 'unsupported', message }]);
  });

  it('names the metadata that has an effect on the platform and none here', () => {
    const xml = (element: string): string =>
      `<${element} xmlns="http://soap.sforce.com/2006/04/metadata"></${element}>`;
    const root = project({
      'app/A.cls': 'public class A { }',
      'app/approvalProcesses/Account.Big.approvalProcess-meta.xml': xml('ApprovalProcess'),
      'app/assignmentRules/Lead.assignmentRules-meta.xml': xml('AssignmentRules'),
      'app/flows/Greet.flow-meta.xml': xml('Flow'),
      'app/workflows/Account.workflow-meta.xml': xml('Workflow'),
      'app/layouts/Account-Layout.layout-meta.xml': xml('Layout')
    });
    const { code, out } = run('check', '--project', root);
    assert.deepEqual(out.split('\n').slice(0, 4), [
      'app/approvalProcesses/Account.Big.approvalProcess-meta.xml left out: approvalProcess, not known to the local org',
      'app/assignmentRules/Lead.assignmentRules-meta.xml left out: AssignmentRules, assignment rules do not run',
      'app/flows/Greet.flow-meta.xml left out: Flow, flows do not run',
      'app/workflows/Account.workflow-meta.xml left out: Workflow, workflow rules do not run'
    ]);
    assert.equal(code, 0);
  });

  it('writes JSON that says where and of which kind', () => {
    const root = project({ 'app/A.cls': 'public class A {\n  Integer i = x;\n}' });
    const report = JSON.parse(run('check', '--json', '--project', root).out) as CheckReport;
    assert.deepEqual(
      { ...report, milliseconds: 0 },
      {
        version: 1,
        project: root,
        files: 1,
        errors: 1,
        unsupported: 0,
        milliseconds: 0,
        problems: [{ path: 'app/A.cls', line: 2, column: 15, kind: 'error', message: 'Variable does not exist: x' }],
        leftOut: []
      }
    );
  });

  const wrong: ReadonlyArray<readonly [name: string, args: () => readonly string[], message: RegExp]> = [
    [
      'no such folder',
      () => ['check', '--project', 'nowhere'],
      /^there is no folder .*nowhere; name one with --project\n$/
    ],
    [
      'a file',
      () => ['check', '--project', join(project({}), 'sfdx-project.json')],
      /is not a folder; name the folder that it is in\n$/
    ],
    [
      'no project',
      () => ['check', '--project', folder],
      /^The project cannot be read:\n.*there is no sfdx-project\.json in .*\n$/
    ],
    [
      'malformed JSON',
      () => ['check', '--project', project({ 'sfdx-project.json': '{' })],
      /sfdx-project\.json:1: the file is not JSON: .*\n$/
    ],
    [
      'malformed XML',
      () => ['check', '--project', project({ 'app/L.labels-meta.xml': '<CustomLabels><labels></CustomLabels>' })],
      /app\/L\.labels-meta\.xml:1: the XML is malformed: .*\n$/
    ],
    ['no such option', () => ['check', '--fast'], /^Unknown option '--fast'.*\nSee: npm run org -- check --help\n$/s],
    ['no such command', () => ['chek'], /^there is no command "chek"\nSee: npm run org -- --help\n$/]
  ];
  for (const [name, args, message] of wrong) {
    it(`says one thing about ${name}`, () => {
      const { code, out, err } = run(...args());
      assert.match(err, message);
      assert.deepEqual([code, out], [1, '']);
    });
  }

  it('says it in JSON too, for programs', () => {
    const broken = project({ 'app/L.labels-meta.xml': '<CustomLabels>\n<labels></CustomLabels>' });
    const uncompiled = project({ 'app/A.cls': 'public class A {\n  Integer i = x;\n}' });
    const cases = [
      [['check', '--project', broken], 'app/L.labels-meta.xml:2:1'],
      [['test', '--project', uncompiled], 'app/A.cls:2:15'],
      [['test', '--project', 'nowhere'], null]
    ] as const;
    for (const [args, place] of cases) {
      const { code, out, err } = run(...args, '--json');
      const { version, error, problems } = JSON.parse(out) as {
        version: number;
        error: string;
        problems: ReadonlyArray<{ path: string; line: number; column: number; kind: string }>;
      };
      assert.deepEqual([version, `${error}\n`, code], [1, err, 1]);
      assert.deepEqual(
        problems.map((each) => `${each.path}:${each.line}:${each.column} ${each.kind}`),
        place === null ? [] : [`${place} error`]
      );
    }
  });

  it('has help', () => {
    assert.match(run('--help').out, /^Usage: npm run org -- COMMAND/);
    assert.match(run('check', '--help').out, /^Usage: npm run org -- check \[--project DIR\] \[--json\]/);
  });
});
