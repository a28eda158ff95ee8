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
  Object.assign(element, { objects, selected });
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

  it('lists the objects with most records first, unknown ones last', () => {
    expect(names(mount()).slice(0, 2)).toEqual(['Lead', 'Account']);
  });

  it('sorts by another column and turns the direction', async () => {
    const element = mount();
    const header = element.shadowRoot!.querySelector<HTMLElement>('[data-column="label"]')!;
    header.click();
    await Promise.resolve();
    expect(names(element)[0]).toBe('Account');
    expect(header.closest('th')!.getAttribute('aria-sort')).toBe('ascending');
    header.click();
    await Promise.resolve();
    expect(names(element)[0]).toBe('Vote');
  });

  it('searches by label and API name and says when nothing matches', async () => {
    const element = mount();
    const search = element.shadowRoot!.querySelector('lightning-input')!;
    search.dispatchEvent(new CustomEvent('change', { detail: { value: 'LEA' } }));
    await Promise.resolve();
    expect(names(element)).toEqual(['Lead']);
    search.dispatchEvent(new CustomEvent('change', { detail: { value: 'zzz' } }));
    await Promise.resolve();
    expect(names(element)).toEqual([]);
    expect(element.shadowRoot!.querySelector('c-empty-state')).toMatchObject({ message: 'c.Console_NoMatch' });
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
