import { createElement } from 'lwc';
import { FIRST_FIELDS } from 'c/fieldTable';
import PopulationPage from 'c/populationPage';
import readLatestRun from '@salesforce/apex/PopulationConsole.latestRun';
import readCsv from '@salesforce/apex/ResultsConsole.csv';
import readFields from '@salesforce/apex/ResultsConsole.fields';
import readObjects from '@salesforce/apex/ResultsConsole.objects';
import type { FieldsPage, ObjectPopulation, PopulationRun } from 'types/population';
import { LONGEST_INTERVAL, SHORTEST_INTERVAL } from 'c/poller';

jest.mock('c/permissions', () => ({ canManage: () => true }));
jest.mock(
  '@salesforce/apex/PopulationConsole.history',
  () => ({ __esModule: true, default: () => Promise.resolve([]) }),
  {
    virtual: true
  }
);
jest.mock(
  '@salesforce/apex/ScheduleConsole.schedule',
  () => ({ __esModule: true, default: () => new Promise(() => {}) }),
  {
    virtual: true
  }
);
jest.mock(
  '@salesforce/apex/PopulationConsole.trends',
  () => ({ __esModule: true, default: () => Promise.resolve([]) }),
  { virtual: true }
);
jest.mock('@salesforce/apex/ResultsConsole.fields', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/PopulationConsole.latestRun', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ResultsConsole.values', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ResultsConsole.csv', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ResultsConsole.objects', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const apex = {
  fields: jest.mocked(readFields),
  latestRun: jest.mocked(readLatestRun),
  objects: jest.mocked(readObjects),
  csv: jest.mocked(readCsv)
};

const RUN: PopulationRun = { runId: 'r1', name: 'RUN-1', status: 'Completed', objectsDone: 2, objectsTotal: 2 };
const OBJECTS: readonly ObjectPopulation[] = [
  { objectName: 'Account', label: 'Account', records: 20, status: 'measured', averageFill: 0.5 },
  { objectName: 'Lead', label: 'Lead', records: 5, status: 'measured', averageFill: 0.5 }
];
const pageOf = (
  objects: readonly ObjectPopulation[]
): { objects: readonly ObjectPopulation[]; total: number; all: number } => ({
  objects,
  total: objects.length,
  all: objects.length
});
const fieldsOf = (objectName: string): FieldsPage => ({
  objectName,
  label: objectName,
  records: 20,
  recordTypes: [],
  fields: [],
  total: 0,
  all: 0,
  bands: {}
});
/** A request for the first page of the fields. */
const first = (runId: string, objectName: string, recordTypeId: string | null = null): object => ({
  request: { runId, objectName, recordTypeId, ...FIRST_FIELDS }
});
const failure = (message: string): unknown => ({ status: 500, body: { message } });

async function settle(): Promise<void> {
  await jest.advanceTimersByTimeAsync(0);
}
async function mount(): Promise<HTMLElement> {
  const element = createElement('c-population-page', { is: PopulationPage });
  document.body.append(element);
  await settle();
  return element;
}
const query = (element: HTMLElement, selector: string): HTMLElement | null =>
  element.shadowRoot!.querySelector<HTMLElement>(selector);
/** axe waits on real timers. */
async function accessible(): Promise<void> {
  jest.useRealTimers();
  await expect(document.body).toBeAccessible();
  jest.useFakeTimers();
}
const choose = async (element: HTMLElement, objectName: string): Promise<void> => {
  query(element, 'c-object-list')!.dispatchEvent(new CustomEvent('choose', { detail: { objectName } }));
  await settle();
};

describe('c-population-page', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    apex.latestRun.mockReset().mockResolvedValue(RUN);
    apex.objects.mockReset().mockResolvedValue(pageOf(OBJECTS));
    apex.fields.mockReset().mockImplementation(({ request }) => Promise.resolve(fieldsOf(request.objectName)));
    apex.csv.mockReset().mockResolvedValue('Object\r\n');
  });
  afterEach(() => {
    document.body.replaceChildren();
    // Whatever a test started, a removed page leaves no timer.
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('shows the latest run, its objects, and the fields of the one with most records', async () => {
    const element = await mount();
    expect(query(element, 'c-run-panel')).toMatchObject({ run: RUN });
    expect(query(element, 'c-object-list')).toMatchObject({ objects: OBJECTS, selected: 'Account' });
    expect(apex.fields).toHaveBeenCalledWith(first('r1', 'Account'));
    expect(query(element, 'c-field-table')).toMatchObject({ population: { objectName: 'Account' } });
  });

  it('reads the fields of the object and the record type that the user chooses', async () => {
    const element = await mount();
    await choose(element, 'Lead');
    query(element, 'c-field-table')!.dispatchEvent(
      new CustomEvent('recordtypechange', { detail: { recordTypeId: '012A' } })
    );
    await settle();
    expect(apex.fields).toHaveBeenLastCalledWith(first('r1', 'Lead', '012A'));
    await choose(element, 'Account');
    expect(apex.fields).toHaveBeenLastCalledWith(first('r1', 'Account'));
  });

  it('does not ask for the fields of an object that has no result yet, and says so', async () => {
    const queued: ObjectPopulation = { objectName: 'Case', label: 'Case', status: 'Queued' };
    const failed: ObjectPopulation = { objectName: 'Task', label: 'Task', status: 'Failed', reason: 'Timed out.' };
    apex.objects.mockResolvedValue(pageOf([queued, failed]));
    const element = await mount();
    expect(query(element, '.fields')).toBeNull();
    await choose(element, 'Case');
    expect(query(element, '.fields c-empty-state')).toMatchObject({ message: 'c.Population_ObjectWaiting' });
    await choose(element, 'Task');
    expect(query(element, '.fields c-empty-state')).toMatchObject({ message: 'Timed out.' });
    expect(apex.fields).not.toHaveBeenCalled();
  });

  it('shows the results of an earlier run, and goes back to the latest', async () => {
    const element = await mount();
    const past = { runId: 'r0', name: 'RUN-0' };
    query(element, 'c-history-panel')!.dispatchEvent(new CustomEvent('openrun', { detail: { run: past } }));
    await settle();
    expect(query(element, '.old-run')).not.toBeNull();
    expect(apex.objects.mock.lastCall![0].request.runId).toBe('r0');
    expect(apex.fields).toHaveBeenLastCalledWith(first('r0', 'Account'));
    query(element, '.latest')!.click();
    await settle();
    expect(query(element, '.old-run')).toBeNull();
    expect(apex.fields).toHaveBeenLastCalledWith(first('r1', 'Account'));
  });

  it('drops an answer that a later choice has overtaken', async () => {
    const element = await mount();
    let answerLead: (fields: FieldsPage) => void = () => undefined;
    apex.fields.mockImplementationOnce(() => new Promise((resolve) => (answerLead = resolve)));
    await choose(element, 'Lead');
    await choose(element, 'Account');
    answerLead(fieldsOf('Lead'));
    await settle();
    expect(query(element, 'c-field-table')).toMatchObject({ population: { objectName: 'Account' } });
  });

  it('says so when nothing has been counted yet', async () => {
    apex.latestRun.mockResolvedValue(null);
    const element = await mount();
    expect(query(element, 'c-run-panel')).toMatchObject({ run: null });
    expect(query(element, 'c-object-list')).toBeNull();
    await accessible();
  });

  it('shows that it loads', async () => {
    let answer: (run: null) => void = () => undefined;
    apex.latestRun.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const element = await mount();
    expect(query(element, 'c-panel')).toMatchObject({ loading: true });
    answer(null);
    await settle();
    expect(query(element, 'c-panel[aria-busy]')).toBeNull();
  });

  it('shows a failure and tries again', async () => {
    apex.latestRun.mockRejectedValueOnce(failure('No access'));
    const element = await mount();
    expect(query(element, 'c-error-panel')).toMatchObject({ failure: { body: { message: 'No access' } } });
    await accessible();
    query(element, 'c-error-panel')!.dispatchEvent(new CustomEvent('retry'));
    await settle();
    expect(query(element, 'c-error-panel')).toBeNull();
    expect(query(element, 'c-run-panel')).not.toBeNull();
  });

  it('keeps the page when only the fields fail, and tries them again', async () => {
    apex.fields.mockRejectedValueOnce(failure('Too large'));
    const element = await mount();
    expect(query(element, 'c-object-list')).not.toBeNull();
    expect(query(element, 'c-field-table')).toBeNull();
    query(element, '.fields c-error-panel')!.dispatchEvent(new CustomEvent('retry'));
    await settle();
    expect(query(element, 'c-field-table')).not.toBeNull();
  });

  it('follows a run that has been started to its end', async () => {
    const element = await mount();
    apex.latestRun.mockResolvedValue({ ...RUN, runId: 'r2', status: 'Running', objectsDone: 0 });
    query(element, 'c-run-panel')!.dispatchEvent(new CustomEvent('changed'));
    await settle();
    expect(query(element, 'c-run-panel')).toMatchObject({ run: { runId: 'r2', status: 'Running' } });

    apex.objects.mockClear();
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(apex.objects).not.toHaveBeenCalled(); // no object more than before
    apex.latestRun.mockResolvedValue({ ...RUN, runId: 'r2', status: 'Running', objectsDone: 1 });
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    expect(apex.objects).toHaveBeenCalledWith({ request: expect.objectContaining({ runId: 'r2' }) as unknown });
    apex.latestRun.mockResolvedValue({ ...RUN, runId: 'r2' });
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    expect(query(element, 'c-run-panel')).toMatchObject({ run: { status: 'Completed' } });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('follows the delivery after the run has ended, without reading the results again', async () => {
    apex.latestRun.mockResolvedValue({ ...RUN, messagesPending: 2 });
    const element = await mount();
    apex.objects.mockClear();
    apex.latestRun.mockResolvedValue({ ...RUN, messagesPending: 0, messagesDelivered: 2 });
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(query(element, 'c-run-panel')).toMatchObject({ run: { messagesDelivered: 2 } });
    expect(apex.objects).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('rests while the run is paused', async () => {
    apex.latestRun.mockResolvedValue({ ...RUN, status: 'Paused' });
    await mount();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('looks again when its window is shown again: another one may have started a run', async () => {
    const element = await mount();
    apex.latestRun.mockResolvedValue({ ...RUN, runId: 'r2', status: 'Running' });
    document.dispatchEvent(new CustomEvent('visibilitychange'));
    await settle();
    expect(query(element, 'c-run-panel')).toMatchObject({ run: { runId: 'r2' } });
  });

  it('asks the server for what the list asks for, and keeps the chosen object', async () => {
    const element = await mount();
    apex.objects.mockResolvedValue({ objects: [OBJECTS[1]!], total: 1, all: 2 });
    const detail = { search: 'le', sortBy: 'label', ascending: true, offset: 0 };
    query(element, 'c-object-list')!.dispatchEvent(new CustomEvent('query', { detail }));
    await settle();
    expect(apex.objects).toHaveBeenLastCalledWith({ request: { runId: 'r1', ...detail } });
    expect(query(element, 'c-object-list')).toMatchObject({
      objects: [OBJECTS[1]],
      total: 1,
      all: 2,
      selected: 'Account'
    });
    expect(query(element, 'c-field-table')).toMatchObject({ population: { objectName: 'Account' } });
  });

  it('asks the server for what the table asks for, until another object is chosen', async () => {
    const element = await mount();
    const detail = { ...FIRST_FIELDS, search: 'ph', band: 'zero', offset: 100 };
    query(element, 'c-field-table')!.dispatchEvent(new CustomEvent('query', { detail }));
    await settle();
    expect(apex.fields).toHaveBeenLastCalledWith({
      request: { runId: 'r1', objectName: 'Account', recordTypeId: null, ...detail }
    });
    expect(query(element, 'c-field-table')).toMatchObject({ runId: 'r1', query: detail });
    await choose(element, 'Lead');
    expect(apex.fields).toHaveBeenLastCalledWith(first('r1', 'Lead'));
  });

  it('saves the results of the chosen object as a file', async () => {
    const saved: { name: string; url: string }[] = [];
    Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement
    ) {
      saved.push({ name: this.download, url: this.href });
    });
    const element = await mount();
    query(element, '.export')!.dispatchEvent(new CustomEvent('click'));
    await settle();
    expect(apex.csv).toHaveBeenCalledWith({ runId: 'r1', objectName: 'Account', recordTypeId: null });
    expect(saved).toEqual([{ name: 'c.Population_ExportFile', url: 'blob:1' }]);
    apex.csv.mockRejectedValue(failure('Too large'));
    const toast = jest.fn();
    element.addEventListener('lightning__showtoast', (event) => toast((event as CustomEvent<unknown>).detail));
    query(element, '.export')!.dispatchEvent(new CustomEvent('click'));
    await settle();
    expect(toast).toHaveBeenCalledWith(expect.objectContaining({ message: 'Too large', variant: 'error' }));
    click.mockRestore();
  });

  it('stops polling when a look fails, and goes on when asked to', async () => {
    apex.latestRun.mockResolvedValue({ ...RUN, status: 'Running' });
    const element = await mount();
    apex.latestRun.mockRejectedValueOnce(failure('Disconnected'));
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    expect(query(element, 'c-error-panel')).not.toBeNull();
    expect(jest.getTimerCount()).toBe(0);
    query(element, 'c-error-panel')!.dispatchEvent(new CustomEvent('retry'));
    await settle();
    expect(query(element, 'c-error-panel')).toBeNull();
    expect(jest.getTimerCount()).toBe(1);
  });

  it('does not begin to poll when it was removed while it loaded', async () => {
    let answer: (run: PopulationRun) => void = () => undefined;
    apex.latestRun.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    await mount();
    document.body.replaceChildren();
    answer({ ...RUN, status: 'Running' });
    await settle();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is accessible with results', async () => {
    await mount();
    await accessible();
  });
});
