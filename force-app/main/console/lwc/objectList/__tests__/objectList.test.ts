import { createElement } from 'lwc';
import ObjectList from 'c/objectList';
import type { ObjectPopulation } from 'types/population';

const OBJECTS: readonly ObjectPopulation[] = [
  { objectName: 'Account', label: 'Account', records: 20, status: 'measured', averageFill: 0.5 },
  { objectName: 'Lead', label: 'Lead', records: 300, status: 'measured', averageFill: 0 },
  { objectName: 'Vote', label: 'Vote', records: null, status: 'skipped', averageFill: null, reason: 'Needs a filter.' },
  { objectName: 'Empty__c', label: 'Empty', records: 0, status: 'measured', averageFill: null },
  { objectName: 'Flags__c', label: 'Flags', records: 3, status: 'measured' },
  { objectName: 'Case', label: 'Case', status: 'Queued' },
  { objectName: 'Task', label: 'Task', status: 'Running' },
  { objectName: 'Asset', label: 'Asset', status: 'unknown' }
];

function mount(objects = OBJECTS, selected?: string): HTMLElement {
  const element = createElement('c-object-list', { is: ObjectList });
  Object.assign(element, { objects, selected, total: objects.length, all: objects.length });
  document.body.append(element);
  return element;
}
const names = (element: HTMLElement): readonly string[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('.choose')].map((button) => button.dataset.object!);
const note = (element: HTMLElement, name: string): string | undefined =>
  element.shadowRoot!.querySelector(`[data-object="${name}"]`)!.closest('tr')!.querySelector('.note')?.textContent ??
  undefined;

describe('c-object-list', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows the rows in the order of the server', () => {
    expect(names(mount())).toEqual(OBJECTS.map(({ objectName }) => objectName));
  });

  it('asks the server to sort, to search and for another page, each from the first row', () => {
    const element = mount();
    const asked = jest.fn();
    element.addEventListener('query', (event) => asked((event as CustomEvent<unknown>).detail));
    Object.assign(element, { query: { search: 'a', sortBy: 'records', ascending: false, offset: 50 }, total: 200 });
    element.shadowRoot!.querySelector<HTMLElement>('[data-column="label"]')!.click();
    element.shadowRoot!.querySelector<HTMLElement>('[data-column="records"]')!.click();
    const search = element.shadowRoot!.querySelector('lightning-input')!;
    search.dispatchEvent(new CustomEvent('change', { detail: { value: 'LEA' } }));
    const pager = element.shadowRoot!.querySelector('c-pager')!;
    pager.dispatchEvent(new CustomEvent('page', { detail: { offset: 100 } }));
    expect(asked.mock.calls.map(([query]: [unknown]) => query)).toEqual([
      { search: 'a', sortBy: 'label', ascending: true, offset: 0 },
      { search: 'a', sortBy: 'records', ascending: true, offset: 0 },
      { search: 'LEA', sortBy: 'records', ascending: false, offset: 0 },
      { search: 'a', sortBy: 'records', ascending: false, offset: 100 }
    ]);
  });

  it('says when nothing matches', () => {
    const element = mount();
    Object.assign(element, { objects: [], total: 0 });
    return Promise.resolve().then(() => {
      expect(names(element)).toEqual([]);
      expect(element.shadowRoot!.querySelector('c-empty-state')).toMatchObject({ message: 'c.Console_NoMatch' });
    });
  });

  it('says why there is no figure, and never shows zero for it', () => {
    const element = mount();
    expect(note(element, 'Vote')).toBe('c.Population_NotMeasured: Needs a filter.');
    expect(note(element, 'Asset')).toBe('c.Population_NotMeasured: c.Population_NoReason');
    expect(note(element, 'Empty__c')).toBe('c.Population_NoRecords');
    expect(note(element, 'Flags__c')).toBe('c.Population_NoAverage');
    expect(note(element, 'Case')).toBe('c.Population_ObjectQueued');
    expect(note(element, 'Task')).toBe('c.Population_ObjectRunning');
    expect(note(element, 'Lead')).toBeUndefined();
    const cells = element.shadowRoot!.querySelector('[data-object="Vote"]')!.closest('tr')!.querySelectorAll('td');
    expect(cells[0]!.textContent).toBe('');
  });

  it('tells which object was chosen and marks it', async () => {
    const element = mount(OBJECTS, 'Lead');
    const choose = jest.fn();
    element.addEventListener('choose', (event) => choose((event as CustomEvent<unknown>).detail));
    element.shadowRoot!.querySelector<HTMLElement>('[data-object="Account"]')!.click();
    expect(choose).toHaveBeenCalledWith({ objectName: 'Account' });
    expect(element.shadowRoot!.querySelector('[aria-current="true"]')).toMatchObject({ dataset: { object: 'Lead' } });
  });

  it('says so when there are no objects', () => {
    const root = mount([]).shadowRoot!;
    expect(root.querySelector('c-empty-state')).toMatchObject({ message: 'c.Population_ObjectsEmpty' });
    expect(root.querySelector('table')).toBeNull();
  });

  it('is accessible', async () => {
    mount(OBJECTS, 'Lead');
    await expect(document.body).toBeAccessible();
  });
});
