import HistoryPanel from 'c/historyPanel';
import readHistory from '@salesforce/apex/PopulationConsole.history';
import type { PastRun } from 'types/runs';
import { failure, failureOf, fire, mount, query, queryAll } from '../../../../../../types/jest-lwc';

jest.mock('@salesforce/apex/PopulationConsole.history', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const RUN: PastRun = {
  runId: 'r1',
  name: 'RUN-1',
  status: 'Completed',
  finishedAt: '2026-01-01T10:00:00.000Z',
  durationSeconds: 75,
  objectsDone: 3,
  recordsCounted: 1000,
  averageFill: 0.5,
  hasResults: true
};
const open = (): Promise<HTMLElement> => mount('c-history-panel', HistoryPanel);

describe('c-history-panel', () => {
  beforeEach(() => jest.mocked(readHistory).mockReset());
  afterEach(() => document.body.replaceChildren());

  it('lists finished runs with their figures, unknown ones left empty, and draws the trend oldest first', async () => {
    jest
      .mocked(readHistory)
      .mockResolvedValue([
        { ...RUN, runId: 'r3', finishedAt: null, status: 'Running' },
        RUN,
        { ...RUN, runId: 'r0', averageFill: null, durationSeconds: null, objectsDone: null, recordsCounted: null },
        { ...RUN, runId: 'r9', averageFill: 0.2, durationSeconds: 5 }
      ]);
    const element = await open();
    expect(queryAll(element, 'tbody tr')).toHaveLength(3);
    const cells = queryAll(element, 'tbody tr').map((row) =>
      [...row.querySelectorAll('.number')].map((c) => c.textContent)
    );
    expect(cells[0]!.slice(1)).toEqual(['3', '1,000', '50%']);
    expect(cells[0]![0]).toBe('c.History_Minutes');
    expect(cells[1]).toEqual(['', '', '', '']);
    expect(cells[2]![0]).toBe('c.History_Seconds');
    expect(query(element, 'c-sparkline')).toMatchObject({ values: [0.2, null, 0.5] });
    await expect(element).toBeAccessible();
  });

  it('offers the results of a run that still has them', async () => {
    jest.mocked(readHistory).mockResolvedValue([RUN, { ...RUN, runId: 'r0', hasResults: false }]);
    const element = await open();
    expect(queryAll(element, '.open')).toHaveLength(1);
    const asked: unknown[] = [];
    element.addEventListener('openrun', (event) => asked.push((event as CustomEvent).detail));
    await fire(element, '.open', 'click');
    expect(asked).toEqual([{ run: RUN }]);
  });

  it('says that nothing has finished yet', async () => {
    jest.mocked(readHistory).mockResolvedValue([]);
    const element = await open();
    expect(query(element, 'c-empty-state')).toMatchObject({ message: 'c.History_Empty' });
    await expect(element).toBeAccessible();
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readHistory).mockRejectedValueOnce(failure('Down')).mockResolvedValue([RUN]);
    const element = await open();
    expect(failureOf(element)).toBeDefined();
    await fire(element, 'c-panel', 'retry');
    expect(query(element, 'table')).not.toBeNull();
  });
});
