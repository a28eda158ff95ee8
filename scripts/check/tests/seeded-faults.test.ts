/** Each gate passes a sound little project and catches the fault that is put into it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { analyzerGate } from '../analyzer.ts';
import { apexLsGate } from '../apex-ls.ts';
import type { Gate } from '../gate.ts';
import { guardsGate } from '../guards.ts';
import { lwcCompileGate } from '../lwc-compile.ts';
import { metadataGate } from '../metadata.ts';
import { queriesDocument, queriesGate } from '../queries-document.ts';
import { findSuppressions, suppressionTable, suppressionsGate } from '../suppressions.ts';

type Files = Readonly<Record<string, string>>;

const xml = (type: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${type}>\n`;
const CLASSES = 'force-app/main/foundation/classes';
const QUERIES = 'docs/queries-and-permissions.md';
const LWC = 'force-app/main/console/lwc/hello';

const SOUND: Files = {
  'sfdx-project.json': JSON.stringify({
    packageDirectories: [{ path: 'force-app', default: true }],
    namespace: '',
    sourceApiVersion: '65.0'
  }),
  [`${CLASSES}/Adder.cls`]: [
    '/**',
    ' * Adds numbers.',
    ' */',
    'public inherited sharing class Adder {',
    '    /**',
    '     * Sum of two numbers.',
    '     * @param first one number',
    '     * @param second the other',
    '     * @return their sum',
    '     */',
    '    public Integer add(Integer first, Integer second) {',
    '        return first + second;',
    '    }',
    '}',
    ''
  ].join('\n'),
  [`${CLASSES}/Adder.cls-meta.xml`]: xml('ApexClass', '<apiVersion>65.0</apiVersion><status>Active</status>'),
  'force-app/main/foundation/permissionsets/Admin.permissionset-meta.xml': xml(
    'PermissionSet',
    '<label>Admin</label><classAccesses><apexClass>Adder</apexClass><enabled>true</enabled></classAccesses>'
  ),
  [`${LWC}/hello.js`]:
    "import { LightningElement } from 'lwc';\nexport default class Hello extends LightningElement {}\n",
  [`${LWC}/hello.html`]: '<template><p>Hello</p></template>\n',
  [`${LWC}/hello.js-meta.xml`]: xml(
    'LightningComponentBundle',
    '<apiVersion>65.0</apiVersion><isExposed>false</isExposed>'
  )
};

const made: string[] = [];
after(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function project(changes: Readonly<Record<string, string | null>> = {}): string {
  const root = mkdtempSync(path.join(tmpdir(), 'seeded-fault-'));
  made.push(root);
  for (const [file, content] of Object.entries({ ...SOUND, ...changes })) {
    if (content === null) continue;
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  mkdirSync(path.join(root, 'docs'), { recursive: true });
  writeFileSync(path.join(root, 'docs/suppressions.md'), suppressionTable(findSuppressions(root)));
  if (!(QUERIES in changes)) writeFileSync(path.join(root, QUERIES), queriesDocument(root));
  return root;
}

/** The sound class with one text replaced, and another left out. */
function adderWith(from: string, to: string, without = ''): Files {
  const file = `${CLASSES}/Adder.cls`;
  assert.ok(SOUND[file]!.includes(from), `the sound class holds ${from}`);
  return { [file]: SOUND[file]!.replace(from, to).replace(without, '') };
}

const withQuery = (mode: string): string => `first + [SELECT COUNT() FROM Account ${mode}]`;

const FAULTS: ReadonlyArray<{
  readonly gate: Gate;
  readonly fault: string;
  readonly changes: Readonly<Record<string, string | null>>;
  readonly rule: RegExp;
}> = [
  {
    gate: apexLsGate,
    fault: 'an unknown variable',
    changes: adderWith('first + second', 'first + third'),
    rule: /apex-ls/
  },
  { gate: apexLsGate, fault: 'a wrong type', changes: adderWith('first + second', "'one'"), rule: /apex-ls/ },
  {
    gate: analyzerGate,
    fault: 'an unused local variable',
    changes: adderWith('return first', 'Integer unused = 1;\n        return first'),
    rule: /pmd:UnusedLocalVariable/
  },
  {
    gate: analyzerGate,
    fault: 'DML without a sharing keyword',
    changes: adderWith(
      'return first',
      "insert as user new Account(Name = 'A');\n        return first",
      'inherited sharing '
    ),
    rule: /pmd:ApexSharingViolations/
  },
  {
    gate: suppressionsGate,
    fault: 'a suppression without a reason',
    changes: adderWith('    public Integer', "    @SuppressWarnings('PMD.ApexDoc')\n    public Integer"),
    rule: /suppression/
  },
  {
    gate: queriesGate,
    fault: 'a query that the document does not name',
    changes: { ...adderWith('first + second', withQuery('WITH USER_MODE')), [QUERIES]: queriesDocument(project()) },
    rule: /document/
  },
  {
    gate: guardsGate,
    fault: 'a method for the browser that asks for no permission',
    changes: adderWith('public Integer', '@AuraEnabled(cacheable=true)\n    public static Integer'),
    rule: /guards:missing/
  },
  {
    gate: guardsGate,
    fault: 'a method for the browser that asks for permission too late',
    changes: adderWith(
      'public Integer add(Integer first, Integer second) {',
      '@AuraEnabled\n    public static Integer add(Integer first, Integer second) {\n        Integer sum = first + second;\n        AdminGuard.requireView();'
    ),
    rule: /guards:missing/
  },
  {
    gate: guardsGate,
    fault: 'another way in',
    changes: adderWith('public inherited', "@RestResource(urlMapping='/add')\npublic inherited"),
    rule: /guards:entry/
  },
  {
    gate: lwcCompileGate,
    fault: 'a bundle without its emitted script',
    changes: { [`${LWC}/hello.js`]: null },
    rule: /lwc:missing-js/
  },
  {
    gate: lwcCompileGate,
    fault: 'a template that does not compile',
    changes: { [`${LWC}/hello.html`]: '<template><p>{a.b()}</p></template>\n' },
    rule: /lwc:compile/
  },
  {
    gate: metadataGate,
    fault: 'malformed XML',
    changes: { [`${CLASSES}/Adder.cls-meta.xml`]: '<ApexClass><apiVersion>65.0</ApexClass>' },
    rule: /metadata:xml/
  },
  {
    gate: metadataGate,
    fault: 'a global class',
    changes: adderWith('public inherited', 'global inherited'),
    rule: /metadata:global/
  },
  {
    gate: metadataGate,
    fault: 'a hard-coded id',
    changes: adderWith('return first', "String owner = '005000000000001AAA';\n        return first"),
    rule: /metadata:hard-coded-id/
  },
  {
    gate: metadataGate,
    fault: 'another API version',
    changes: { [`${CLASSES}/Adder.cls-meta.xml`]: xml('ApexClass', '<apiVersion>58.0</apiVersion>') },
    rule: /metadata:api-version/
  },
  {
    gate: metadataGate,
    fault: 'a class that no permission set grants',
    changes: {
      'force-app/main/foundation/permissionsets/Admin.permissionset-meta.xml': xml(
        'PermissionSet',
        '<label>Admin</label>'
      )
    },
    rule: /metadata:grant/
  },
  {
    gate: metadataGate,
    fault: 'a grant of a class that does not exist',
    changes: {
      'force-app/main/foundation/permissionsets/Other.permissionset-meta.xml': xml(
        'PermissionSet',
        '<label>Other</label><classAccesses><apexClass>Gone</apexClass></classAccesses>'
      )
    },
    rule: /metadata:reference/
  },
  {
    gate: metadataGate,
    fault: 'an email alert',
    changes: {
      'force-app/main/foundation/workflows/Account.workflow-meta.xml': xml(
        'Workflow',
        '<alerts><fullName>A</fullName></alerts>'
      )
    },
    rule: /metadata:uninstall/
  }
];

describe('gates pass a sound project', () => {
  for (const gate of new Set(FAULTS.map((fault) => fault.gate))) {
    it(gate.name, async () => {
      assert.deepEqual((await gate.run(project())).findings, []);
    });
  }
});

describe('gates catch a seeded fault', () => {
  for (const { gate, fault, changes, rule } of FAULTS) {
    it(`${gate.name}: ${fault}`, async () => {
      const { findings } = await gate.run(project(changes));
      assert.ok(
        findings.some((finding) => rule.test(finding.rule)),
        `expected ${rule}, got ${JSON.stringify(findings)}`
      );
    });
  }
});

describe('queries that cannot be told', () => {
  const cases: ReadonlyArray<readonly [string, string, RegExp]> = [
    ['no access level', withQuery(''), /without object or access level/],
    [
      'an object that nothing names',
      "Queries.records('SELECT Id FROM ' + name, null).size()",
      /which object does name/
    ],
    ['text that nothing is known to run', "'SELECT Id FROM Account'.length()", /who runs the query/],
    ['a query within a query', withQuery('WHERE Id IN (SELECT AccountId FROM Contact) WITH USER_MODE'), /2 queries/]
  ];
  for (const [fault, expression, message] of cases) {
    it(fault, () => {
      const changes = { ...adderWith('first + second', expression), [QUERIES]: '' };
      assert.throws(() => queriesDocument(project(changes)), { name: 'GateError', message });
    });
  }
});
