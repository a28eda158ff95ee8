import ValueList from 'c/valueList';
import readValues from '@salesforce/apex/ResultsConsole.values';
import type { ValuePopulation } from 'types/population';
import { failure, fire, mount, query, settle } from '../../../../../../types/jest-lwc';

jest.mock('@salesforce/apex/ResultsConsole.values', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const VALUES: readonly ValuePopulation[] = [
  { value: 'Hot', label: 'Hot!', count: 5, share: 0.25, defined: true, active: true },
  { value: 'Cold', label: 'Cold', count: 0, share: 0, defined: true, active: false },
  { value: 'Old', label: null, count: 9, share: 0.45, defined: false, active: false },
  { value: 'Warm', count: null, share: null, defined: true, active: true }
];

const open = (): Promise<HTMLElement> =>
  mount('c-value-list', ValueList, {
    runId: 'r1',
    objectName: 'Lead',
    recordTypeId: null,
    fieldName: 'Rating',
    heading: 'Values of Rating'
  });
const rows = (element: HTMLElement): readonly HTMLTableRowElement[] =>
  [...element.shadowRoot!.querySelectorAll('tbody tr')] as never;
const badges = (row: Element | undefined): readonly (string | null)[] =>
  [...row!.querySelectorAll('.badge')].map((badge) => badge.textContent);

describe('c-value-list', () => {
  beforeEach(() => jest.mocked(readValues).mockReset().mockResolvedValue(VALUES));
  afterEach(() => document.body.replaceChildren());

  it('lists the most used values first and unknown counts last', async () => {
    const counts = rows(await open()).map((row) => row.querySelector('td')!.textContent);
    expect(counts).toEqual(['9', '5', '0', 'c.Population_NotMeasured']);
  });

  it('marks values that are not used, not defined, not active', async () => {
    const [undefinedValue, used, unused, unknown] = rows(await open());
    expect(badges(undefinedValue)).toEqual(['c.Population_ValueUndefined']);
    expect(badges(used)).toEqual([]);
    expect(badges(unused)).toEqual(['c.Population_ValueInactive', 'c.Population_ValueUnused']);
    expect(badges(unknown)).toEqual([]);
  });

  it('shows the API value where the label differs, and the value where there is no label', async () => {
    const [undefinedValue, used, unused] = rows(await open());
    expect(used!.querySelector('.api')!.textContent).toBe('Hot');
    expect(unused!.querySelector('.api')).toBeNull();
    expect(undefinedValue!.querySelector('th')!.textContent).toContain('Old');
  });

  it('says so when there are no values', async () => {
    jest.mocked(readValues).mockResolvedValue([]);
    expect(query(await open(), 'c-empty-state')).toMatchObject({ message: 'c.Population_ValuesEmpty' });
  });

  it('reads the values of its field, and again for another record type', async () => {
    const element = await open();
    expect(readValues).toHaveBeenCalledWith({
      runId: 'r1',
      objectName: 'Lead',
      recordTypeId: null,
      fieldName: 'Rating'
    });
    let answerLate: (values: readonly ValuePopulation[]) => void = () => undefined;
    jest.mocked(readValues).mockReturnValueOnce(new Promise((resolve) => (answerLate = resolve)));
    Object.assign(element, { recordTypeId: '012A' });
    jest.mocked(readValues).mockResolvedValue([VALUES[0]!]);
    Object.assign(element, { recordTypeId: '012B' });
    answerLate(VALUES);
    await settle();
    expect(readValues).toHaveBeenLastCalledWith(expect.objectContaining({ recordTypeId: '012B' }));
    expect(rows(element)).toHaveLength(1);
  });

  it('shows an outline until they are there', async () => {
    jest.mocked(readValues).mockReturnValue(new Promise(() => undefined));
    expect(query(await open(), 'c-stencil')).not.toBeNull();
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readValues).mockRejectedValueOnce(failure('Too large'));
    const element = await open();
    expect(query(element, 'c-error-panel')).toMatchObject({ failure: { body: { message: 'Too large' } } });
    await fire(element, 'c-error-panel', 'retry');
    expect(query(element, 'c-error-panel')).toBeNull();
    expect(rows(element)).toHaveLength(4);
  });

  it('is accessible', async () => {
    await open();
    await expect(document.body).toBeAccessible();
  });
});
