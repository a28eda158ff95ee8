import { createElement } from 'lwc';
import FieldTable, { FIRST_FIELDS } from 'c/fieldTable';
import type { FieldPopulation, FieldsPage } from 'types/population';

jest.mock('@salesforce/apex/ResultsConsole.values', () => ({ __esModule: true, default: () => Promise.resolve([]) }), {
  virtual: true
});

const field = (name: string, share: number | null, extra: Partial<FieldPopulation> = {}): FieldPopulation => ({
  name,
  label: name,
  type: 'string',
  status: 'measured',
  method: 'aggregate',
  total: 200,
  filled: share === null ? null : Math.round(share * 200),
  share,
  band: null,
  ...extra
});

const POPULATION: FieldsPage = {
  objectName: 'Account',
  label: 'Account',
  records: 200,
  recordTypes: [
    { id: '012A', name: 'Customer', records: 150 },
    { id: '012B', name: 'Partner', records: null }
  ],
  fields: [
    field('Phone', 0.5, { band: 'below75' }),
    field('Fax', 0, { band: 'zero' }),
    field('Name', 1, { band: 'from75', method: 'definition' }),
    field('Active__c', 0.25, { band: 'below50', type: 'boolean', method: 'checkbox' }),
    field('Rating', 0.1, {
      band: 'below25',
      type: 'picklist',
      method: 'somethingNew',
      valueCount: 1
    }),
    field('Notes__c', null, { status: 'unknown', method: null, reason: 'Cannot be read by query.' }),
    field('Secret__c', null, { status: 'skipped', reason: null })
  ],
  total: 130,
  all: 780,
  bands: { zero: 1, below25: 1, below50: 1, below75: 1, from75: 1, notMeasured: 2 }
};

function mount(population: FieldsPage | undefined = POPULATION, props: object = {}): HTMLElement {
  const element = createElement('c-field-table', { is: FieldTable });
  Object.assign(element, { population, ...props });
  document.body.append(element);
  return element;
}
const names = (element: HTMLElement): readonly string[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('tr[data-field]')].map((row) => row.dataset.field!);
const row = (element: HTMLElement, name: string): HTMLElement =>
  element.shadowRoot!.querySelector<HTMLElement>(`tr[data-field="${name}"]`)!;
const click = async (element: HTMLElement, selector: string): Promise<void> => {
  element.shadowRoot!.querySelector<HTMLElement>(selector)!.click();
  await Promise.resolve();
};

/** What the table asks the server for. */
function queriesOf(element: HTMLElement): readonly unknown[] {
  const queries: unknown[] = [];
  element.addEventListener('query', (event) => queries.push((event as CustomEvent<unknown>).detail));
  return queries;
}

describe('c-field-table', () => {
  afterEach(() => document.body.replaceChildren());

  it('lists the fields of the page in the order of the server', () => {
    expect(names(mount())).toEqual(POPULATION.fields.map(({ name }) => name));
  });

  it('shows a measured share with its band, figures and method', () => {
    const phone = row(mount(), 'Phone');
    expect(phone.querySelector('c-fill-bar')).toMatchObject({ share: 0.5, band: 'below75' });
    expect(phone.querySelector('.note')!.textContent).toBe('c.Population_FilledOfTotal');
    expect(phone.textContent).toContain('c.Population_MethodAggregate');
  });

  it('shows why a field is not measured instead of a figure', () => {
    const element = mount();
    expect(row(element, 'Notes__c').querySelector('.not-measured')!.textContent).toBe('c.Population_NotMeasured');
    expect(row(element, 'Notes__c').querySelector('.note')!.textContent).toBe('Cannot be read by query.');
    expect(row(element, 'Notes__c').querySelector('c-fill-bar')).toBeNull();
    expect(row(element, 'Secret__c').querySelector('.note')!.textContent).toBe('c.Population_NoReason');
  });

  it('words checkboxes, empty objects and unknown methods as what they are', () => {
    const element = mount({ ...POPULATION, fields: [...POPULATION.fields, field('Empty__c', null, { total: 0 })] });
    expect(row(element, 'Active__c').querySelector('.note')!.textContent).toBe('c.Population_CheckedOfTotal');
    expect(row(element, 'Empty__c').querySelector('.note')!.textContent).toBe('c.Population_NoRecords');
    expect(row(element, 'Rating').textContent).toContain('somethingNew');
  });

  it('opens and closes the values of a picklist', async () => {
    const element = mount(POPULATION, { runId: 'r1' });
    await click(element, '.expand');
    expect(element.shadowRoot!.querySelector('c-value-list')).toMatchObject({
      runId: 'r1',
      objectName: 'Account',
      recordTypeId: null,
      fieldName: 'Rating',
      heading: 'c.Population_ShowValuesOf'
    });
    expect(element.shadowRoot!.querySelector('.expand')!.getAttribute('aria-expanded')).toBe('true');
    await click(element, '.expand');
    expect(element.shadowRoot!.querySelector('c-value-list')).toBeNull();
  });

  it('asks for a band, with the number of fields in each, and back', async () => {
    const element = mount(POPULATION, { query: { ...FIRST_FIELDS, offset: 100 } });
    const queries = queriesOf(element);
    const texts = [...element.shadowRoot!.querySelectorAll('.band')].map((button) => button.textContent);
    expect(texts).toEqual([
      'c.Population_BandAll (780)',
      'c.Population_BandZero (1)',
      'c.Population_BandBelow25 (1)',
      'c.Population_BandBelow50 (1)',
      'c.Population_BandBelow75 (1)',
      'c.Population_BandFrom75 (1)',
      'c.Population_NotMeasured (2)'
    ]);
    await click(element, '[data-band="notMeasured"]');
    await click(element, '[data-band="all"]');
    expect(queries).toEqual([
      { ...FIRST_FIELDS, band: 'notMeasured' },
      { ...FIRST_FIELDS, band: null }
    ]);
  });

  it('keeps a band without fields in sight while it is chosen', () => {
    const element = mount({ ...POPULATION, bands: {} }, { query: { ...FIRST_FIELDS, band: 'zero' } });
    expect(element.shadowRoot!.querySelector('[aria-pressed="true"]')!.textContent).toBe('c.Population_BandZero (0)');
  });

  it('asks for what is searched, another order and another page', async () => {
    const element = mount();
    const queries = queriesOf(element);
    const fire = (selector: string, type: string, detail: object): boolean =>
      element.shadowRoot!.querySelector(selector)!.dispatchEvent(new CustomEvent(type, { detail }));
    fire('lightning-input', 'change', { value: 'fa' });
    fire('c-pager', 'page', { offset: 100 });
    await click(element, '[data-column="fill"]');
    await click(element, '[data-column="label"]');
    expect(queries).toEqual([
      { ...FIRST_FIELDS, search: 'fa' },
      { ...FIRST_FIELDS, offset: 100 },
      { ...FIRST_FIELDS, direction: 'ascending' },
      { ...FIRST_FIELDS, sortBy: 'label', direction: 'ascending' }
    ]);
  });

  it('tells the server the order of the words that the user sees', async () => {
    const element = mount();
    const queries = queriesOf(element);
    await click(element, '[data-column="type"]');
    await click(element, '[data-column="method"]');
    const [byType, byMethod] = queries as readonly { readonly ranks: readonly string[] }[];
    // The labels of this test are their own names: c.Population_TypeAddress comes before c.Population_TypeCheckbox.
    expect(byType!.ranks.indexOf('address')).toBeLessThan(byType!.ranks.indexOf('boolean'));
    expect(byMethod!.ranks).toContain('aggregate');
  });

  it('offers record types with their records, and asks for the one chosen', () => {
    const element = mount(POPULATION, { recordTypeId: '012A' });
    const picker = element.shadowRoot!.querySelector('lightning-combobox')!;
    expect(picker).toMatchObject({
      value: '012A',
      options: [
        { label: 'c.Population_AllRecordTypes', value: 'all' },
        { label: 'c.Population_RecordTypeOption', value: '012A' },
        { label: 'Partner', value: '012B' }
      ]
    });
    const change = jest.fn();
    element.addEventListener('recordtypechange', (event) => change((event as CustomEvent<unknown>).detail));
    picker.dispatchEvent(new CustomEvent('change', { detail: { value: '012B' } }));
    picker.dispatchEvent(new CustomEvent('change', { detail: { value: 'all' } }));
    expect(change.mock.calls).toEqual([[{ recordTypeId: '012B' }], [{ recordTypeId: null }]]);
  });

  it('has no picker without record types, and says so without fields', () => {
    const root = mount({ ...POPULATION, recordTypes: [], fields: [], all: 0 }).shadowRoot!;
    expect(root.querySelector('lightning-combobox')).toBeNull();
    expect(root.querySelector('c-empty-state')).toMatchObject({ message: 'c.Population_FieldsEmpty' });
  });

  it('is accessible, values open', async () => {
    const element = mount();
    await click(element, '.expand');
    await expect(document.body).toBeAccessible();
  });
});
