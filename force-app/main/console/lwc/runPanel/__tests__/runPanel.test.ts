import RunPanel from 'c/runPanel';
import cancelRun from '@salesforce/apex/PopulationConsole.cancelRun';
import pauseRun from '@salesforce/apex/PopulationConsole.pauseRun';
import readPreview from '@salesforce/apex/PopulationConsole.preview';
import resumeRun from '@salesforce/apex/PopulationConsole.resumeRun';
import startRun from '@salesforce/apex/PopulationConsole.startRun';
import { canManage } from 'c/permissions';
import type { PopulationRun, RunStatus } from 'types/population';
import { failure, fire, mount, query, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/PopulationConsole.cancelRun', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/PopulationConsole.pauseRun', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/PopulationConsole.preview', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/PopulationConsole.resumeRun', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/PopulationConsole.startRun', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const run = (status: RunStatus): PopulationRun => ({ runId: 'r1', name: 'RUN-1', status });
const open = (status?: RunStatus): Promise<HTMLElement> =>
  mount('c-run-panel', RunPanel, { run: status ? run(status) : null });

describe('c-run-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    for (const each of [cancelRun, pauseRun, resumeRun]) jest.mocked(each).mockReset().mockResolvedValue();
    jest.mocked(startRun).mockReset().mockResolvedValue('r2');
    jest.mocked(readPreview).mockReset().mockResolvedValue({
      objects: [],
      excluded: {},
      queries: 1,
      queryRows: 1,
      asyncExecutions: 1,
      fullQueries: 1,
      fullQueryRows: 1,
      fullAsyncExecutions: 1
    });
  });
  afterEach(() => document.body.replaceChildren());

  it('starts a first run only after its preview', async () => {
    const element = await open();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    expect(query(element, 'c-empty-state')).toMatchObject({ heading: 'c.Population_NoRunTitle' });
    await expect(element).toBeAccessible();
    await fire(element, '.start', 'click');
    expect(startRun).not.toHaveBeenCalled();
    await fire(element, 'c-run-preview', 'cancel');
    expect(query(element, 'c-run-preview')).toBeNull();
    await fire(element, '.start', 'click');
    await fire(element, 'c-run-preview', 'confirm');
    expect(startRun).toHaveBeenCalledTimes(1);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(query(element, 'c-run-preview')).toBeNull();
  });

  it('pauses and cancels a run in progress, and says why none can be started', async () => {
    const element = await open('Running');
    expect(query(element, '.start')).toMatchObject({ disabled: true });
    expect(textOf(element, '.hint')).toBe('c.Population_StartRunActive');
    await fire(element, '.pause', 'click');
    expect(pauseRun).toHaveBeenCalledWith({ runId: 'r1' });
    await fire(element, '.cancel', 'click');
    expect(cancelRun).not.toHaveBeenCalled();
    await expect(element).toBeAccessible();
    await fire(element, 'c-confirm-panel', 'confirm');
    expect(cancelRun).toHaveBeenCalledWith({ runId: 'r1' });
  });

  it('resumes a paused run', async () => {
    const element = await open('Paused');
    expect(query(element, '.pause')).toBeNull();
    expect(textOf(element, '.hint')).toBe('c.Population_StartRunPaused');
    await fire(element, '.resume', 'click');
    expect(resumeRun).toHaveBeenCalledWith({ runId: 'r1' });
  });

  it('says why something is refused, and lets the page look again', async () => {
    jest.mocked(pauseRun).mockRejectedValue(failure('The run has ended already.'));
    const element = await open('Running');
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    const toasts = toastsOf(element);
    await fire(element, '.pause', 'click');
    expect(toasts).toMatchObject([{ message: 'The run has ended already.', variant: 'error' }]);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('offers nothing but starting when the run has ended', async () => {
    const element = await open('Completed');
    for (const gone of ['.pause', '.resume', '.cancel']) expect(query(element, gone)).toBeNull();
    expect(query(element, '.start')).toMatchObject({ disabled: false });
    const asked = jest.fn();
    element.addEventListener('refresh', asked);
    await fire(element, '.refresh', 'click');
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const element = await open('Running');
    for (const button of ['.pause', '.cancel', '.start'])
      expect(query(element, button)).toMatchObject({ disabled: true });
  });
});
