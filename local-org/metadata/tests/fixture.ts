/** A small sfdx project written to a temporary folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSchema } from '../build-schema.ts';
import type { SfdxProject } from '../project.ts';
import { readSfdxProject } from '../read-project.ts';
import type { OrgSchema } from '../schema.ts';
import { standardObjects } from '../standard-objects.ts';

export const field = (name: string, type: string, rest = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>${name.replace('__c', '')}</label><type>${type}</type>${rest}</CustomField>`;

const values = (...names: string[]): string =>
  `<valueSetDefinition><sorted>false</sorted>${names.map((name, index) => `<value><fullName>${name}</fullName><default>${index === 0}</default><label>${name} label</label></value>`).join('')}</valueSetDefinition>`;

const object = (label: string, rest: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>${label}</label><pluralLabel>${label}s</pluralLabel>${rest}</CustomObject>`;

const textName = '<nameField><label>Name</label><type>Text</type></nameField>';

/** Paths to contents; tests change or add some. */
export const FILES: Readonly<Record<string, string>> = {
  'app/objects/Ship__c/Ship__c.object-meta.xml': object(
    'Ship',
    `${textName}<sharingModel>Private</sharingModel><enableHistory>true</enableHistory>`
  ),
  'app/objects/Ship__c/fields/Tonnage__c.field-meta.xml': field(
    'Tonnage__c',
    'Number',
    '<precision>18</precision><scale>2</scale>'
  ),
  'app/objects/Ship__c/fields/Built__c.field-meta.xml': field('Built__c', 'Date'),
  'app/objects/Ship__c/fields/Active__c.field-meta.xml': field(
    'Active__c',
    'Checkbox',
    '<defaultValue>true</defaultValue>'
  ),
  'app/objects/Ship__c/fields/Kind__c.field-meta.xml': field(
    'Kind__c',
    'Picklist',
    `<valueSet><restricted>true</restricted>${values('Zebra', 'Apple', 'Mango')}</valueSet>`
  ),
  'app/objects/Ship__c/fields/Flags__c.field-meta.xml': field(
    'Flags__c',
    'MultiselectPicklist',
    `<valueSet>${values('Red', 'Blue', 'Green')}</valueSet><visibleLines>4</visibleLines>`
  ),
  'app/objects/Ship__c/fields/Code__c.field-meta.xml': field(
    'Code__c',
    'Text',
    '<length>10</length><unique>true</unique><externalId>true</externalId><caseSensitive>false</caseSensitive>'
  ),
  'app/objects/Ship__c/fields/Notes__c.field-meta.xml': field(
    'Notes__c',
    'LongTextArea',
    '<length>32768</length><visibleLines>3</visibleLines>'
  ),
  'app/objects/Ship__c/fields/Owner__c.field-meta.xml': field(
    'Owner__c',
    'Lookup',
    '<referenceTo>Account</referenceTo><relationshipName>Fleet</relationshipName>'
  ),
  'app/objects/Ship__c/recordTypes/Cargo.recordType-meta.xml':
    '<RecordType xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Cargo</fullName><active>true</active><label>Cargo</label></RecordType>',
  'app/objects/Ship__c/recordTypes/Liner.recordType-meta.xml':
    '<RecordType xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Liner</fullName><active>true</active><label>Liner</label></RecordType>',
  'app/profiles/Admin.profile-meta.xml':
    '<Profile xmlns="http://soap.sforce.com/2006/04/metadata"><recordTypeVisibilities><default>true</default><recordType>Ship__c.Cargo</recordType><visible>true</visible></recordTypeVisibilities></Profile>',
  'app/objects/Ship__c/fieldSets/Papers.fieldSet-meta.xml':
    '<FieldSet xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Papers</fullName><availableFields><field>Notes__c</field></availableFields><description>What the port asks for</description><displayedFields><field>Name</field><isRequired>true</isRequired></displayedFields><displayedFields><field>Owner__r.Name</field><isRequired>false</isRequired></displayedFields><displayedFields><field>Active__c</field></displayedFields><label>Ship papers</label></FieldSet>',
  'app/objects/Voyage__c/Voyage__c.object-meta.xml': object(
    'Voyage',
    '<nameField><label>Number</label><type>AutoNumber</type><displayFormat>V-{0000}</displayFormat></nameField><sharingModel>ControlledByParent</sharingModel>'
  ),
  'app/objects/Voyage__c/fields/Ship__c.field-meta.xml': field(
    'Ship__c',
    'MasterDetail',
    '<referenceTo>Ship__c</referenceTo><relationshipName>Voyages</relationshipName><relationshipOrder>0</relationshipOrder>'
  ),
  'app/objects/Voyage__c/fields/Left__c.field-meta.xml': field('Left__c', 'DateTime'),
  'app/objects/Port__mdt/Port__mdt.object-meta.xml': object('Port', '<visibility>Public</visibility>'),
  'app/objects/Port__mdt/fields/Depth__c.field-meta.xml': field(
    'Depth__c',
    'Number',
    '<precision>5</precision><scale>1</scale>'
  ),
  'app/customMetadata/Port.Hull.md-meta.xml':
    '<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><label>Hull</label><protected>false</protected><values><field>Depth__c</field><value xsi:type="xsd:double">9.5</value></values></CustomMetadata>',
  'app/customPermissions/Sail.customPermission-meta.xml':
    '<CustomPermission xmlns="http://soap.sforce.com/2006/04/metadata"><isLicensed>false</isLicensed><label>Sail</label></CustomPermission>',
  'app/permissionsets/Captain.permissionset-meta.xml':
    '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><customPermissions><enabled>true</enabled><name>Sail</name></customPermissions><label>Captain</label><userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions></PermissionSet>'
};

/** Reads a project of the given files (`null` leaves one out). */
export function projectOf(changes: Readonly<Record<string, string | null>> = {}): SfdxProject {
  const root = mkdtempSync(path.join(tmpdir(), 'local-org-'));
  try {
    const settings = { packageDirectories: [{ path: 'app', default: true }], sourceApiVersion: '65.0' };
    for (const [name, text] of Object.entries({
      'sfdx-project.json': JSON.stringify(settings),
      ...FILES,
      ...changes
    })) {
      if (text === null) continue;
      mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    return readSfdxProject(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

export function schemaOf(project: SfdxProject = projectOf()): OrgSchema {
  return buildSchema(standardObjects(), [project]);
}
