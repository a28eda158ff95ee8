import { createElement } from 'lwc';
import ValueList from 'c/valueList';
import type { ValuePopulation } from 'types/population';

const VALUES: readonly ValuePopulation[] = [
  { value: 'Hot', label: 'Hot!', count: 5, share: 0.25, defined: true, active: true },
  { value: 'Cold', label: 'Cold', count: 0, share: 0, defined: true, active: false },
  { value: 'Old', label: null, count: 9, share: 0.45, defined: false, active: false },
  { value: 'Warm', count: null, share: null, defined: true, active: true }
];

function mount(values: readonly ValuePopulation[]): ShadowRoot {
  const element = createElement('c-value-list', { is: ValueList });
  Object.assign(element, { values, heading: 'Values of Rating' });
  document.body.append(element);
  return element.shadowRoot!;
}
const rows = (root: ShadowRoot): readonly HTMLTableRowElement[] => [...root.querySelectorAll('tbody tr')] as never;
const badges = (row: Element | undefined): readonly (string | null)[] =>
  [...row!.querySelectorAll('.badge')].map((badge) => badge.textContent);

describe('c-value-list', () => {
  afterEach(() => document.body.replaceChildren());

  it('lists the most used values first and unknown counts last', () => {
    const counts = rows(mount(VALUES)).map((row) => row.querySelector('td')!.textContent);
    expect(counts).toEqual(['9', '5', '0', 'c.Population_NotMeasured']);
  });

  it('marks values that are not used, not defined, not active', () => {
    const [undefinedValue, used, unused, unknown] = rows(mount(VALUES));
    expect(badges(undefinedValue)).toEqual(['c.Population_ValueUndefined']);
    expect(badges(used)).toEqual([]);
    expect(badges(unused)).toEqual(['c.Population_ValueInactive', 'c.Population_ValueUnused']);
    expect(badges(unknown)).toEqual([]);
  });

  it('shows the API value where the label differs, and the value where there is no label', () => {
    const [undefinedValue, used, unused] = rows(mount(VALUES));
    expect(used!.querySelector('.api')!.textContent).toBe('Hot');
    expect(unused!.querySelector('.api')).toBeNull();
    expect(undefinedValue!.querySelector('th')!.textContent).toContain('Old');
  });

  it('says so when there are no values', () => {
    expect(mount([]).querySelector('c-empty-state')).toMatchObject({ message: 'c.Population_ValuesEmpty' });
  });

  it('is accessible', async () => {
    mount(VALUES);
    await expect(document.body).toBeAccessible();
  });
});
