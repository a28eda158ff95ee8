import { createElement } from 'lwc';
import FieldTable from 'c/fieldTable';
import type { FieldPopulation, ObjectFields } from 'types/population';

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

const POPULATION: ObjectFields = {
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
      values: [{ value: 'Hot', label: 'Hot', count: 20, share: 0.1, defined: true, active: true }]
    }),
    field('Notes__c', null, { status: 'unknown', method: null, reason: 'Cannot be read by query.' }),
    field('Secret__c', null, { status: 'skipped', reason: null })
  ]
};

function mount(population: ObjectFields | undefined = POPULATION, props: object = {}): HTMLElement {
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

describe('c-field-table', () => {
  afterEach(() => document.body.replaceChildren());

  it('lists the best filled fields first and those without a figure last', () => {
    expect(names(mount())).toEqual(['Name', 'Phone', 'Active__c', 'Rating', 'Fax', 'Notes__c', 'Secret__c']);
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
    const element = mount();
    await click(element, '.expand');
    expect(element.shadowRoot!.querySelector('c-value-list')).toMatchObject({
      values: POPULATION.fields[4]!.values,
      heading: 'c.Population_ShowValuesOf'
    });
    expect(element.shadowRoot!.querySelector('.expand')!.getAttribute('aria-expanded')).toBe('true');
    await click(element, '.expand');
    expect(element.shadowRoot!.querySelector('c-value-list')).toBeNull();
  });

  it('filters by band with the number of fields in each, and back', async () => {
    const element = mount();
    const texts = [...element.shadowRoot!.querySelectorAll('.band')].map((button) => button.textContent);
    expect(texts).toEqual([
      'c.Population_BandAll (7)',
      'c.Population_BandZero (1)',
      'c.Population_BandBelow25 (1)',
      'c.Population_BandBelow50 (1)',
      'c.Population_BandBelow75 (1)',
      'c.Population_BandFrom75 (1)',
      'c.Population_NotMeasured (2)'
    ]);
    await click(element, '[data-band="notMeasured"]');
    expect(names(element)).toEqual(['Notes__c', 'Secret__c']);
    expect(element.shadowRoot!.querySelector('[aria-pressed="true"]')!.textContent).toBe(
      'c.Population_NotMeasured (2)'
    );
    await click(element, '[data-band="all"]');
    expect(names(element)).toHaveLength(7);
  });

  it('sorts by a column and searches', async () => {
    const element = mount();
    await click(element, '[data-column="label"]');
    expect(names(element)[0]).toBe('Active__c');
    element
      .shadowRoot!.querySelector('lightning-input')!
      .dispatchEvent(new CustomEvent('change', { detail: { value: 'fa' } }));
    await Promise.resolve();
    expect(names(element)).toEqual(['Fax']);
  });

  it('keeps the filter when the same object is refreshed, and drops it for another', async () => {
    const element = mount() as HTMLElement & { population: ObjectFields };
    await click(element, '[data-band="zero"]');
    element.population = { ...POPULATION };
    await Promise.resolve();
    expect(names(element)).toEqual(['Fax']);
    element.population = { ...POPULATION, objectName: 'Lead' };
    await Promise.resolve();
    expect(names(element)).toHaveLength(7);
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
    const root = mount({ ...POPULATION, recordTypes: [], fields: [] }).shadowRoot!;
    expect(root.querySelector('lightning-combobox')).toBeNull();
    expect(root.querySelector('c-empty-state')).toMatchObject({ message: 'c.Population_FieldsEmpty' });
  });

  it('is accessible, values open', async () => {
    const element = mount();
    await click(element, '.expand');
    await expect(document.body).toBeAccessible();
  });
});
