import { createElement } from 'lwc';
import PopulationPage from 'c/populationPage';
import readFields from '@salesforce/apex/PopulationConsole.fields';
import readLatestRun from '@salesforce/apex/PopulationConsole.latestRun';
import readObjects from '@salesforce/apex/PopulationConsole.objects';
import requestRun from '@salesforce/apex/PopulationConsole.startRun';
import { canManage, canView } from 'c/permissions';
import type { ObjectFields, ObjectPopulation, PopulationRun } from 'types/population';
import { LONGEST_INTERVAL, SHORTEST_INTERVAL } from '../poller';

jest.mock('c/permissions', () => ({ canManage: jest.fn(), canView: jest.fn() }));
jest.mock('@salesforce/apex/PopulationConsole.fields', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/PopulationConsole.latestRun', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/PopulationConsole.objects', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/PopulationConsole.startRun', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const apex = {
  fields: jest.mocked(readFields),
  latestRun: jest.mocked(readLatestRun),
  objects: jest.mocked(readObjects),
  startRun: jest.mocked(requestRun)
};

const RUN: PopulationRun = { runId: 'r1', name: 'RUN-1', status: 'Completed', objectsDone: 2, objectsTotal: 2 };
const OBJECTS: readonly ObjectPopulation[] = [
  { objectName: 'Lead', label: 'Lead', records: 5, status: 'measured', averageFill: 0.5 },
  { objectName: 'Account', label: 'Account', records: 20, status: 'measured', averageFill: 0.5 }
];
const fieldsOf = (objectName: string): ObjectFields => ({
  objectName,
  label: objectName,
  records: 20,
  recordTypes: [],
  fields: []
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
    jest.mocked(canView).mockReturnValue(true);
    jest.mocked(canManage).mockReturnValue(true);
    apex.latestRun.mockReset().mockResolvedValue(RUN);
    apex.objects.mockReset().mockResolvedValue(OBJECTS);
    apex.fields.mockReset().mockImplementation(({ objectName }) => Promise.resolve(fieldsOf(objectName)));
    apex.startRun.mockReset().mockResolvedValue('r2');
  });
  afterEach(() => {
    document.body.replaceChildren();
    // Whatever a test started, a removed page leaves no timer.
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('shows the latest run, its objects, and the fields of the one with most records', async () => {
    const element = await mount();
    expect(query(element, 'c-run-status')).toMatchObject({ run: RUN });
    expect(query(element, 'c-object-list')).toMatchObject({ objects: OBJECTS, selected: 'Account' });
    expect(apex.fields).toHaveBeenCalledWith({ runId: 'r1', objectName: 'Account', recordTypeId: null });
    expect(query(element, 'c-field-table')).toMatchObject({ population: { objectName: 'Account' } });
  });

  it('reads the fields of the object and the record type that the user chooses', async () => {
    const element = await mount();
    await choose(element, 'Lead');
    query(element, 'c-field-table')!.dispatchEvent(
      new CustomEvent('recordtypechange', { detail: { recordTypeId: '012A' } })
    );
    await settle();
    expect(apex.fields).toHaveBeenLastCalledWith({ runId: 'r1', objectName: 'Lead', recordTypeId: '012A' });
    await choose(element, 'Account');
    expect(apex.fields).toHaveBeenLastCalledWith({ runId: 'r1', objectName: 'Account', recordTypeId: null });
  });

  it('does not ask for the fields of an object that has no result yet, and says so', async () => {
    const queued: ObjectPopulation = { objectName: 'Case', label: 'Case', status: 'Queued' };
    const failed: ObjectPopulation = { objectName: 'Task', label: 'Task', status: 'Failed', reason: 'Timed out.' };
    apex.objects.mockResolvedValue([queued, failed]);
    const element = await mount();
    expect(query(element, '.fields')).toBeNull();
    await choose(element, 'Case');
    expect(query(element, '.fields c-empty-state')).toMatchObject({ message: 'c.Population_ObjectWaiting' });
    await choose(element, 'Task');
    expect(query(element, '.fields c-empty-state')).toMatchObject({ message: 'Timed out.' });
    expect(apex.fields).not.toHaveBeenCalled();
  });

  it('drops an answer that a later choice has overtaken', async () => {
    const element = await mount();
    let answerLead: (fields: ObjectFields) => void = () => undefined;
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
    expect(query(element, 'c-empty-state')).toMatchObject({ heading: 'c.Population_NoRunTitle' });
    expect(query(element, 'c-run-status')).toBeNull();
    await accessible();
  });

  it('shows that it loads', async () => {
    let answer: (run: null) => void = () => undefined;
    apex.latestRun.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const element = await mount();
    expect(query(element, 'lightning-spinner')).not.toBeNull();
    answer(null);
    await settle();
    expect(query(element, 'lightning-spinner')).toBeNull();
  });

  it('shows a failure and tries again', async () => {
    apex.latestRun.mockRejectedValueOnce(failure('No access'));
    const element = await mount();
    expect(query(element, 'c-error-panel')).toMatchObject({ failure: { body: { message: 'No access' } } });
    await accessible();
    query(element, 'c-error-panel')!.dispatchEvent(new CustomEvent('retry'));
    await settle();
    expect(query(element, 'c-error-panel')).toBeNull();
    expect(query(element, 'c-run-status')).not.toBeNull();
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

  it('starts a run, says so and follows it to its end', async () => {
    const element = await mount();
    const toast = jest.fn();
    element.addEventListener('lightning__showtoast', (event) => toast((event as CustomEvent<unknown>).detail));
    apex.latestRun.mockResolvedValue({ ...RUN, runId: 'r2', status: 'Running', objectsDone: 0 });
    query(element, '.start')!.dispatchEvent(new CustomEvent('click'));
    await settle();
    expect(apex.startRun).toHaveBeenCalledTimes(1);
    expect(toast).toHaveBeenCalledWith(expect.objectContaining({ title: 'c.Population_Started', variant: 'success' }));
    expect(query(element, '.start')).toMatchObject({ disabled: true });
    expect(query(element, '.hint')!.textContent).toBe('c.Population_StartRunActive');

    apex.objects.mockClear();
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(apex.objects).not.toHaveBeenCalled(); // no object more than before
    apex.latestRun.mockResolvedValue({ ...RUN, runId: 'r2', status: 'Running', objectsDone: 1 });
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    expect(apex.objects).toHaveBeenCalledWith({ runId: 'r2' });
    apex.latestRun.mockResolvedValue({ ...RUN, runId: 'r2' });
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    expect(query(element, 'c-run-status')).toMatchObject({ run: { status: 'Completed' } });
    expect(query(element, '.start')).toMatchObject({ disabled: false });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('follows the delivery after the run has ended, without reading the results again', async () => {
    apex.latestRun.mockResolvedValue({ ...RUN, messagesPending: 2 });
    const element = await mount();
    apex.objects.mockClear();
    apex.latestRun.mockResolvedValue({ ...RUN, messagesPending: 0, messagesDelivered: 2 });
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(query(element, 'c-run-status')).toMatchObject({ run: { messagesDelivered: 2 } });
    expect(apex.objects).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('says why a run could not start', async () => {
    apex.startRun.mockRejectedValue(failure('A run is in progress.'));
    const element = await mount();
    const toast = jest.fn();
    element.addEventListener('lightning__showtoast', (event) => toast((event as CustomEvent<unknown>).detail));
    query(element, '.start')!.dispatchEvent(new CustomEvent('click'));
    await settle();
    expect(toast).toHaveBeenCalledWith(
      expect.objectContaining({ title: 'c.Population_StartFailed', message: 'A run is in progress.', variant: 'error' })
    );
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

  it('asks nothing of the org and says how to get access for users without any permission', async () => {
    jest.mocked(canView).mockReturnValue(false);
    jest.mocked(canManage).mockReturnValue(false);
    const element = await mount();
    expect(query(element, 'c-empty-state')).toMatchObject({ heading: 'c.Console_NoPermissionTitle' });
    expect(query(element, '.start')).toBeNull();
    expect(apex.latestRun).not.toHaveBeenCalled();
    await accessible();
  });

  it('shows results to viewers, with the start button disabled and the reason beside it', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const element = await mount();
    expect(query(element, 'c-run-status')).not.toBeNull();
    expect(query(element, '.start')).toMatchObject({ disabled: true });
    expect(query(element, '.hint')!.textContent).toBe('c.Population_StartRunDenied');
  });

  it('is accessible with results', async () => {
    await mount();
    await accessible();
  });
});
