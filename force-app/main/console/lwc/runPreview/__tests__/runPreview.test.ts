import RunPreview from 'c/runPreview';
import readPreview from '@salesforce/apex/PopulationConsole.preview';
import type { RunPreview as Preview } from 'types/runs';
import { failure, fire, mount, query, queryAll, settle } from '../../../../../../types/jest-lwc';

jest.mock('@salesforce/apex/PopulationConsole.preview', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const cost = (objectName: string, more = {}): Preview['objects'][number] => ({
  objectName,
  label: objectName,
  records: 10,
  queries: 2,
  queryRows: 5,
  ...more
});
const part = (more: Partial<Preview>): Preview => ({
  objects: [],
  excluded: {},
  queries: 10,
  queryRows: 100,
  asyncExecutions: 2,
  fullQueries: 10,
  fullQueryRows: 100,
  fullAsyncExecutions: 2,
  ...more
});
const open = (): Promise<HTMLElement> => mount('c-run-preview', RunPreview);

describe('c-run-preview', () => {
  beforeEach(() => jest.mocked(readPreview).mockReset());
  afterEach(() => document.body.replaceChildren());

  it('adds up as many calls as the org needs, then asks', async () => {
    jest
      .mocked(readPreview)
      .mockResolvedValueOnce(part({ objects: [cost('A')], excluded: { 'A share.': 3 }, nextAfter: 'A' }))
      .mockResolvedValueOnce(
        part({ objects: [cost('B', { queries: 9 }), cost('C', { excludedBecause: 'A setting.', records: null })] })
      );
    const complaints = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const element = await open();
    expect(jest.mocked(readPreview).mock.calls).toEqual([[{ after: null }], [{ after: 'A' }]]);
    expect(query(element, 'c-confirm-panel')).toMatchObject({
      lines: ['c.Preview_Objects', 'c.Preview_Cost', 'c.Preview_Excluded', 'c.Preview_NoChange']
    });
    expect(queryAll(element, 'tbody th').map((cell) => cell.textContent)).toEqual(['B', 'A']);
    expect(queryAll(element, 'details li')).toHaveLength(2);
    // Lightning complains of two elements of a list with one key.
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
    await expect(element).toBeAccessible();
  });

  it('says what everything would cost when unchanged objects keep their numbers', async () => {
    jest.mocked(readPreview).mockResolvedValue(part({ queries: 4, fullQueries: 10 }));
    expect(query(await open(), 'c-confirm-panel')).toMatchObject({
      lines: ['c.Preview_Objects', 'c.Preview_Cost', 'c.Preview_CostInFull', 'c.Preview_Excluded', 'c.Preview_NoChange']
    });
  });

  it('tells of the decision', async () => {
    jest.mocked(readPreview).mockResolvedValue(part({}));
    const element = await open();
    const told: string[] = [];
    for (const type of ['confirm', 'cancel']) element.addEventListener(type, () => told.push(type));
    await fire(element, 'c-confirm-panel', 'confirm');
    await fire(element, 'c-confirm-panel', 'cancel');
    expect(told).toEqual(['confirm', 'cancel']);
  });

  it('stops asking when nobody looks any more', async () => {
    let answer: (preview: Preview) => void = () => undefined;
    jest.mocked(readPreview).mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const element = await open();
    expect(query(element, 'lightning-spinner')).not.toBeNull();
    document.body.replaceChildren();
    answer(part({ nextAfter: 'A' }));
    await settle();
    expect(readPreview).toHaveBeenCalledTimes(1);
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readPreview).mockRejectedValueOnce(failure('Down')).mockResolvedValue(part({}));
    const element = await open();
    expect(query(element, 'c-confirm-panel')).toBeNull();
    await fire(element, 'c-error-panel', 'retry');
    expect(query(element, 'c-confirm-panel')).not.toBeNull();
  });
});
