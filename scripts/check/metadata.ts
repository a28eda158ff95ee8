import { readFileSync } from 'node:fs';
import path from 'node:path';
import { externalClientAppFindings } from './external-client-app.ts';
import { GateError, type Finding, type Gate } from './gate.ts';
import { filesBelow } from './files.ts';
import { children, readMetadata, text, texts, type MetadataFile } from './metadata-source.ts';

const API_VERSION = '65.0';

/** Metadata that ties a package to things of one org and so blocks uninstall or leaks between orgs. */
const FORBIDDEN_TYPES = new Set([
  'Workflow',
  'EmailTemplate',
  'AssignmentRules',
  'AutoResponseRules',
  'EscalationRules',
  'Queue',
  'Group',
  'Role',
  'Report',
  'Dashboard',
  'ReportFolder',
  'DashboardFolder',
  'DocumentFolder',
  'EmailFolder',
  'ApprovalProcess'
]);
const FORBIDDEN_ELEMENTS = [
  'recipients',
  'assignedTo',
  'senderAddress',
  'runningUser',
  'folderName',
  'group',
  'role',
  'owner',
  'user',
  'queue'
];

const HARD_CODED_ID =
  /'(?=[a-zA-Z0-9]*\d)(?:00[0-9A-Za-z]|[0-9a][0-9A-Za-z]{2})[0-9A-Za-z]{2}0[0-9A-Za-z]{9}(?:[0-9A-Z]{3})?'/;

/** Names in metadata exist, nothing blocks uninstall, everything packaged is granted by a packaged permission set. */
export const metadataGate: Gate = {
  name: 'metadata',
  title: 'Metadata: well formed, complete, granted',
  needsJava: false,
  run(root) {
    const { files, findings } = readMetadata(root);
    if (files.length === 0) return Promise.reject(new GateError('metadata: no -meta.xml below force-app'));
    const beside = readMetadata(root, 'unpackaged');
    const model = packageModel(root, files);
    findings.push(
      ...classFindings(root, model),
      ...uninstallFindings(files),
      ...referenceFindings(model),
      ...grantFindings(model),
      ...beside.findings,
      ...externalClientAppFindings(beside.files)
    );
    return Promise.resolve({ findings, judged: `${files.length + beside.files.length} metadata files` });
  }
};

interface PackageModel {
  readonly files: readonly MetadataFile[];
  readonly classFiles: readonly string[];
  readonly classes: ReadonlySet<string>;
  readonly objects: ReadonlyMap<string, MetadataFile>;
  /** `Object__c.Field__c`. */
  readonly fields: ReadonlyMap<string, MetadataFile>;
  readonly permissionSets: readonly MetadataFile[];
}

function packageModel(root: string, files: readonly MetadataFile[]): PackageModel {
  const classFiles = filesBelow(path.join(root, 'force-app'), (file) => file.endsWith('.cls'));
  return {
    files,
    classFiles,
    classes: new Set(classFiles.map((file) => path.basename(file, '.cls'))),
    objects: new Map(files.filter(({ suffix }) => suffix === 'object').map((file) => [file.name, file])),
    fields: new Map(
      files
        .filter(({ suffix }) => suffix === 'field')
        .map((file) => [`${path.basename(path.resolve(root, file.file, '../..'))}.${file.name}`, file])
    ),
    permissionSets: files.filter(({ suffix }) => suffix === 'permissionset')
  };
}

/** Apex without comments and with string contents kept, for textual rules. */
const withoutComments = (source: string): string =>
  source.replace(/'(?:\\.|[^'\\])*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (match) =>
    match.startsWith("'") ? match : match.replace(/[^\n]/g, ' ')
  );

function classFindings(root: string, { files, classFiles }: PackageModel): Finding[] {
  const findings: Finding[] = [];
  const meta = new Map(files.filter(({ suffix }) => suffix === 'cls').map((file) => [file.name, file]));
  for (const absolute of classFiles) {
    const file = path.relative(root, absolute);
    const name = path.basename(file, '.cls');
    const version = text(meta.get(name)?.body ?? {}, 'apiVersion');
    if (version !== API_VERSION)
      findings.push({
        file,
        line: 0,
        rule: 'metadata:api-version',
        message: `apiVersion is ${version || 'missing'}; this package is built at ${API_VERSION}`
      });
    withoutComments(readFileSync(absolute, 'utf8'))
      .split('\n')
      .forEach((line, index) => {
        const code = line.replace(/'(?:\\.|[^'\\])*'/g, "''");
        if (/\bglobal\b/i.test(code))
          findings.push({
            file,
            line: index + 1,
            rule: 'metadata:global',
            message: 'global members can never be removed from a released package'
          });
        if (HARD_CODED_ID.test(line) && !file.includes('/tests/'))
          findings.push({
            file,
            line: index + 1,
            rule: 'metadata:hard-coded-id',
            message: 'a record id differs from org to org'
          });
      });
  }
  return findings;
}

function uninstallFindings(files: readonly MetadataFile[]): Finding[] {
  return files.flatMap((file) => [
    ...(FORBIDDEN_TYPES.has(file.type)
      ? [
          {
            file: file.file,
            line: 0,
            rule: 'metadata:uninstall',
            message: `${file.type} refers to an org's own people or folders and blocks uninstall`
          }
        ]
      : []),
    ...FORBIDDEN_ELEMENTS.filter((name) => name in file.body).map((name) => ({
      file: file.file,
      line: 0,
      rule: 'metadata:uninstall',
      message: `<${name}> refers to an org's own people or folders and blocks uninstall`
    }))
  ]);
}

function referenceFindings(model: PackageModel): Finding[] {
  const findings: Finding[] = [];
  const unknown = (file: MetadataFile, kind: string, name: string): void => {
    findings.push({
      file: file.file,
      line: 0,
      rule: 'metadata:reference',
      message: `${kind} ${name} does not exist in the package`
    });
  };
  const named = (suffix: string): ReadonlySet<string> =>
    new Set(model.files.filter((file) => file.suffix === suffix).map(({ name }) => name));
  const customPermissions = named('customPermission');
  const tabs = named('tab');
  const applications = named('app');
  const pages = named('flexipage');
  const bundles = new Set(
    model.files.filter(({ type }) => type === 'LightningComponentBundle').map(({ name }) => name)
  );
  const isCustom = (name: string): boolean => /__(c|mdt|e)$/.test(name);
  for (const file of model.permissionSets) {
    for (const access of children(file.body, 'classAccesses'))
      if (!model.classes.has(text(access, 'apexClass'))) unknown(file, 'Apex class', text(access, 'apexClass'));
    for (const access of children(file.body, 'objectPermissions'))
      if (isCustom(text(access, 'object')) && !model.objects.has(text(access, 'object')))
        unknown(file, 'object', text(access, 'object'));
    for (const access of children(file.body, 'fieldPermissions'))
      if (!model.fields.has(text(access, 'field'))) unknown(file, 'field', text(access, 'field'));
    for (const access of children(file.body, 'customPermissions'))
      if (!customPermissions.has(text(access, 'name'))) unknown(file, 'custom permission', text(access, 'name'));
    for (const access of children(file.body, 'tabSettings'))
      if (isCustom(text(access, 'tab')) ? !model.objects.has(text(access, 'tab')) : !tabs.has(text(access, 'tab')))
        unknown(file, 'tab', text(access, 'tab'));
    for (const access of children(file.body, 'applicationVisibilities'))
      if (!applications.has(text(access, 'application'))) unknown(file, 'application', text(access, 'application'));
  }
  for (const file of model.fields.values())
    for (const target of texts(file.body, 'referenceTo'))
      if (isCustom(target) && !model.objects.has(target)) unknown(file, 'object', target);
  for (const file of model.files) {
    if (file.suffix === 'md') {
      const object = `${file.name.split('.')[0] ?? ''}__mdt`;
      if (!model.objects.has(object)) unknown(file, 'custom metadata type', object);
      for (const value of children(file.body, 'values'))
        if (!model.fields.has(`${object}.${text(value, 'field')}`))
          unknown(file, 'field', `${object}.${text(value, 'field')}`);
    }
    if (file.suffix === 'tab' && text(file.body, 'flexiPage') !== '' && !pages.has(text(file.body, 'flexiPage')))
      unknown(file, 'flexipage', text(file.body, 'flexiPage'));
    if (
      file.suffix === 'tab' &&
      text(file.body, 'lwcComponent') !== '' &&
      !bundles.has(text(file.body, 'lwcComponent'))
    )
      unknown(file, 'LWC bundle', text(file.body, 'lwcComponent'));
    if (file.suffix === 'app')
      for (const tab of texts(file.body, 'tabs'))
        if (!tab.startsWith('standard-') && !tabs.has(tab)) unknown(file, 'tab', tab);
  }
  return findings;
}

/** Protected settings and custom metadata types need no object grant; tests need none either. */
function grantFindings(model: PackageModel): Finding[] {
  const granted = (list: string, element: string): ReadonlySet<string> =>
    new Set(model.permissionSets.flatMap(({ body }) => children(body, list).map((access) => text(access, element))));
  const classes = granted('classAccesses', 'apexClass');
  const objects = granted('objectPermissions', 'object');
  const permissions = granted('customPermissions', 'name');
  const missing = (file: string, what: string): Finding => ({
    file,
    line: 0,
    rule: 'metadata:grant',
    message: `${what} is granted by no packaged permission set`
  });
  return [
    ...model.classFiles
      .filter((file) => !file.includes(`${path.sep}tests${path.sep}`) && !classes.has(path.basename(file, '.cls')))
      .map((file) => missing(path.basename(file), `Apex class ${path.basename(file, '.cls')}`)),
    ...[...model.objects.values()]
      .filter(({ name, body }) => name.endsWith('__c') && text(body, 'customSettingsType') === '' && !objects.has(name))
      .map(({ file, name }) => missing(file, `Object ${name}`)),
    ...model.files
      .filter(({ suffix, name }) => suffix === 'customPermission' && !permissions.has(name))
      .map(({ file, name }) => missing(file, `Custom permission ${name}`))
  ];
}
