import type { FakeApex } from './fake-org.ts';

const RUN = {
  runId: 'a00000000000001AAA',
  name: 'RUN-0001',
  status: 'Completed',
  startedAt: '2026-03-02T21:14:00.000Z',
  finishedAt: '2026-03-02T21:16:30.000Z',
  objectsTotal: 4,
  objectsDone: 4,
  recordsCounted: 34_512,
  fieldsMeasured: 11,
  fieldsUnmeasured: 1,
  queriesUsed: 19,
  queryRowsUsed: 312,
  asyncExecutions: 3,
  messagesPending: 0,
  messagesDelivered: 5,
  messagesDead: 0,
  error: null
};

const measured = (
  name: string,
  label: string,
  type: string,
  filled: number,
  method = 'aggregate',
  extra: object = {}
) => ({
  name,
  label,
  type,
  status: 'measured',
  method,
  reason: null,
  total: 12_840,
  filled,
  share: filled / 12_840,
  band: bandOf(filled / 12_840),
  values: null,
  ...extra
});

function bandOf(share: number): string {
  if (share === 0) return 'zero';
  if (share < 0.25) return 'below25';
  if (share < 0.5) return 'below50';
  return share < 0.75 ? 'below75' : 'from75';
}

const value = (text: string, count: number, defined = true, active = true) => ({
  value: text,
  label: text,
  count,
  share: count / 12_840,
  defined,
  active
});

const FIELDS = [
  measured('Name', 'Account Name', 'string', 12_840, 'definition'),
  measured('Phone', 'Phone', 'phone', 12_839),
  measured('Website', 'Website', 'url', 9_120),
  measured('Industry', 'Industry', 'picklist', 7_704, 'values', {
    values: [value('Banking', 4_100), value('Retail', 3_204), value('Shipping', 0), value('Dot-com', 400, false, false)]
  }),
  measured('Fax', 'Fax', 'phone', 3),
  measured('Sic', 'SIC Code', 'string', 0),
  measured('AnnualRevenue', 'Annual Revenue', 'currency', 4_750),
  measured('Active__c', 'Active', 'boolean', 11_002, 'checkbox'),
  {
    name: 'Description',
    label: 'Account Description',
    type: 'textarea',
    status: 'unknown',
    method: null,
    reason: 'Long text cannot be counted by query; reading every record is switched off.',
    total: null,
    filled: null,
    share: null,
    band: null,
    values: null
  }
];

const object = (
  objectName: string,
  label: string,
  records: number | null,
  averageFill: number | null,
  reason = ''
) => ({
  objectName,
  label,
  records,
  status: averageFill === null ? 'skipped' : 'measured',
  fieldsMeasured: averageFill === null ? null : 8,
  fieldsUnmeasured: averageFill === null ? null : 1,
  averageFill,
  asOf: '2026-03-02T21:15:10.000Z',
  reason: reason || null
});

/** A finished run over four objects with every kind of field result. */
export const populationApex: FakeApex = {
  'PopulationConsole.latestRun': () => RUN,
  'PopulationConsole.objects': () => [
    object('Account', 'Account', 12_840, 0.58),
    object('Contact', 'Contact', 21_600, 0.4121),
    object('Grant__c', 'Grant', 72, 0.9996),
    object('ContentDocumentLink', 'Content Document Link', null, null, 'The object cannot be queried without a filter.')
  ],
  'PopulationConsole.fields': ({ objectName, recordTypeId }) => ({
    objectName,
    label: objectName === 'Account' ? 'Account' : 'Contact',
    records: recordTypeId === null ? 12_840 : 800,
    recordTypes: [
      { id: '012000000000001AAA', name: 'Customer', records: 12_040 },
      { id: '012000000000002AAA', name: 'Partner', records: 800 }
    ],
    fields: FIELDS
  }),
  'PopulationConsole.startRun': () => RUN.runId
};
