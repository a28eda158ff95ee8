import StopJobsPanel from 'c/stopJobsPanel';
import stopAllJobs from '@salesforce/apex/ConnectionConsole.stopAllJobs';
import { canManage } from 'c/permissions';
import { failure, fire, mount, query, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ConnectionConsole.stopAllJobs', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const open = (): Promise<HTMLElement> => mount('c-stop-jobs-panel', StopJobsPanel);

describe('c-stop-jobs-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(stopAllJobs).mockReset().mockResolvedValue(3);
  });
  afterEach(() => document.body.replaceChildren());

  it('says what stops before it stops anything, and can be left', async () => {
    const element = await open();
    await expect(element).toBeAccessible();
    await fire(element, '.ask', 'click');
    expect(query(element, 'c-confirm-panel')).toMatchObject({
      destructive: true,
      lines: ['c.Settings_StopJobsSchedules', 'c.Settings_StopJobsWork', 'c.Settings_StopJobsAgain']
    });
    await expect(element).toBeAccessible();
    await fire(element, 'c-confirm-panel', 'cancel');
    expect(query(element, 'c-confirm-panel')).toBeNull();
    expect(stopAllJobs).not.toHaveBeenCalled();
  });

  it('stops the jobs when confirmed', async () => {
    const element = await open();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    const toasts = toastsOf(element);
    await fire(element, '.ask', 'click');
    await fire(element, 'c-confirm-panel', 'confirm');
    expect(stopAllJobs).toHaveBeenCalledTimes(1);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(toasts).toMatchObject([{ title: 'c.Settings_StopJobsDone' }]);
    expect(query(element, '.ask')).not.toBeNull();
  });

  it('says why it could not, and still asks', async () => {
    jest.mocked(stopAllJobs).mockRejectedValue(failure('Not allowed'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.ask', 'click');
    await fire(element, 'c-confirm-panel', 'confirm');
    expect(toasts).toMatchObject([{ message: 'Not allowed' }]);
    expect(query(element, 'c-confirm-panel')).toMatchObject({ busy: false });
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    expect(query(await open(), '.ask')).toMatchObject({ disabled: true });
  });
});
