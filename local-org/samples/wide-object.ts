import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainValue } from '../metadata/schema.ts';
import { seededRandom } from './random.ts';
import type { SampleRecord } from './sample-record.ts';

/**
 * A custom object as wide as an org allows, with synthetic content: real data sets have twenty columns, real orgs have
 * objects with hundreds. Written as sfdx source, so that it takes the same way as everybody's metadata.
 */
export interface WideObject {
  readonly object: string;
  readonly recordTypes: readonly string[];
  readonly fields: readonly WideField[];
}

export interface WideField {
  readonly apiName: string;
  readonly kind: WideFieldKind;
  /** Share of records that hold a value: from never to always. */
  readonly fillRate: number;
}

interface KindDefinition {
  readonly type: string;
  /** Elements of the CustomField file beside name, label and type. */
  readonly details: string;
  value(random: () => number): PlainValue;
}

const PICKLIST_VALUES = ['North', 'East', 'South', 'West', 'Centre'];
/** Never stored: shows as defined but unused. */
const UNUSED_VALUE = 'Overseas';
/** Stored now and then, though not defined. */
const UNDEFINED_VALUE = 'Unassigned';

function valueSet(values: readonly string[]): string {
  const entries = values.map(
    (value) => `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`
  );
  const definition = `<valueSetDefinition><sorted>false</sorted>${entries.join('')}</valueSetDefinition>`;
  return `<valueSet><restricted>false</restricted>${definition}</valueSet>`;
}

function pick<T>(values: readonly T[], random: () => number): T {
  return values[Math.floor(random() * values.length)]!;
}

function digits(whole: number, scale: number, random: () => number): string {
  return ((random() - 0.3) * 10 ** whole).toFixed(scale);
}

const DAY = 86_400_000;

const KINDS = {
  text: { type: 'Text', details: '<length>80</length>', value: (random) => `Text ${Math.floor(random() * 1e6)}` },
  number: {
    type: 'Number',
    details: '<precision>18</precision><scale>4</scale>',
    value: (random) => digits(9, 4, random)
  },
  currency: {
    type: 'Currency',
    details: '<precision>18</precision><scale>2</scale>',
    value: (random) => digits(6, 2, random)
  },
  percent: {
    type: 'Percent',
    details: '<precision>5</precision><scale>2</scale>',
    value: (random) => digits(2, 2, random)
  },
  date: {
    type: 'Date',
    details: '',
    value: (random) => new Date(Date.UTC(2000, 0, 1) + Math.floor(random() * 9000) * DAY).toISOString().slice(0, 10)
  },
  datetime: {
    type: 'DateTime',
    details: '',
    value: (random) => Date.UTC(2000, 0, 1) + Math.floor(random() * 9000 * 86_400) * 1000
  },
  email: { type: 'Email', details: '', value: (random) => `user${Math.floor(random() * 1e6)}@example.com` },
  phone: {
    type: 'Phone',
    details: '',
    value: (random) => `+44 20 ${String(Math.floor(random() * 1e7)).padStart(7, '0')}`
  },
  url: { type: 'Url', details: '', value: (random) => `https://example.com/${Math.floor(random() * 1e6)}` },
  picklist: {
    type: 'Picklist',
    details: valueSet([...PICKLIST_VALUES, UNUSED_VALUE]),
    value: (random) => (random() < 0.02 ? UNDEFINED_VALUE : pick(PICKLIST_VALUES, random))
  },
  checkbox: { type: 'Checkbox', details: '<defaultValue>false</defaultValue>', value: () => true },
  multipicklist: {
    type: 'MultiselectPicklist',
    details: `<visibleLines>4</visibleLines>${valueSet([...PICKLIST_VALUES, UNUSED_VALUE])}`,
    value: (random) => {
      const chosen = PICKLIST_VALUES.filter(() => random() < 0.4);
      return (chosen.length === 0 ? [UNDEFINED_VALUE] : chosen).join(';');
    }
  },
  time: { type: 'Time', details: '', value: (random) => Math.floor(random() * 86_400) * 1000 },
  longText: {
    type: 'LongTextArea',
    details: '<length>32768</length><visibleLines>3</visibleLines>',
    value: (random) => 'Note. '.repeat(1 + Math.floor(random() * 40)).trim()
  }
} as const satisfies Record<string, KindDefinition>;

export type WideFieldKind = keyof typeof KINDS;

/** What COUNT(field) takes, picklists aside: the bulk of a real object. */
export const AGGREGATABLE_KINDS: readonly WideFieldKind[] = [
  'text',
  'number',
  'currency',
  'percent',
  'date',
  'datetime',
  'email',
  'phone',
  'url'
];
export const ALL_KINDS = Object.keys(KINDS) as readonly WideFieldKind[];

/**
 * Plans the object: `picklists` fields are picklists, the others take `kinds` in turn. Fill rates run from 0 to 100 %.
 */
export function wideObject(options: {
  readonly object: string;
  readonly fields: number;
  readonly picklists: number;
  readonly recordTypes: number;
  readonly kinds: readonly WideFieldKind[];
}): WideObject {
  const fields = Array.from({ length: options.fields }, (_, index): WideField => {
    const kind = index < options.picklists ? 'picklist' : options.kinds[index % options.kinds.length]!;
    // Steps of a prime modulo another, so that neighbours differ and both ends occur.
    return { apiName: `${kind}_${index + 1}__c`, kind, fillRate: ((index * 37) % 101) / 100 };
  });
  const recordTypes = Array.from({ length: options.recordTypes }, (_, index) => `Kind_${index + 1}`);
  return { object: options.object, recordTypes, fields };
}

/** Writes an sfdx project that holds only this object. */
export function writeWideProject(folder: string, wide: WideObject): void {
  const home = join(folder, 'main', 'default', 'objects', wide.object);
  mkdirSync(join(home, 'fields'), { recursive: true });
  mkdirSync(join(home, 'recordTypes'), { recursive: true });
  writeProjectFile(folder);
  const label = wide.object.replace(/__c$/, '');
  writeMetadata(
    join(home, `${wide.object}.object-meta.xml`),
    'CustomObject',
    `<deploymentStatus>Deployed</deploymentStatus><label>${label}</label><nameField><displayFormat>W-{000000}</displayFormat>` +
      `<label>Number</label><type>AutoNumber</type></nameField><pluralLabel>${label}</pluralLabel>` +
      '<sharingModel>ReadWrite</sharingModel>'
  );
  for (const name of wide.recordTypes) {
    writeMetadata(
      join(home, 'recordTypes', `${name}.recordType-meta.xml`),
      'RecordType',
      `<fullName>${name}</fullName><active>true</active><label>${name.replace('_', ' ')}</label>`
    );
  }
  for (const { apiName, kind } of wide.fields) {
    const { type, details } = KINDS[kind];
    writeMetadata(
      join(home, 'fields', `${apiName}.field-meta.xml`),
      'CustomField',
      `<fullName>${apiName}</fullName><label>${apiName.replace('__c', '')}</label><type>${type}</type>${details}`
    );
  }
}

export function writeProjectFile(folder: string): void {
  const project = { packageDirectories: [{ path: 'main', default: true }], namespace: '', sourceApiVersion: '65.0' };
  writeFileSync(join(folder, 'sfdx-project.json'), JSON.stringify(project));
}

/** A file of Metadata API source. `content` is XML. */
export function writeMetadata(path: string, type: string, content: string): void {
  const xmlns = 'http://soap.sforce.com/2006/04/metadata';
  writeFileSync(path, `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="${xmlns}">${content}</${type}>\n`);
}

/** `count` synthetic records, the same ones for the same seed; every twentieth or so without a record type. */
export function* wideRecords(wide: WideObject, count: number, seed = 1): Generator<SampleRecord> {
  const random = seededRandom(seed);
  for (let index = 0; index < count; index++) {
    const recordType = random() < 0.05 ? null : pick(wide.recordTypes, random);
    const fields: Record<string, PlainValue> = {};
    for (const { apiName, kind, fillRate } of wide.fields) {
      const filled = random() < fillRate;
      const definition: KindDefinition = KINDS[kind];
      fields[apiName] = filled ? definition.value(random) : kind === 'checkbox' ? false : null;
    }
    yield { key: String(index), recordType, fields, lookups: {} };
  }
}
