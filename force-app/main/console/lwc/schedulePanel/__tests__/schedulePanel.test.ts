import SchedulePanel from 'c/schedulePanel';
import readSchedule from '@salesforce/apex/ScheduleConsole.schedule';
import saveSchedule from '@salesforce/apex/ScheduleConsole.saveSchedule';
import stopSchedule from '@salesforce/apex/ScheduleConsole.stopSchedule';
import readInventory from '@salesforce/apex/InventoryConsole.schedule';
import saveInventory from '@salesforce/apex/InventoryConsole.saveSchedule';
import { canManage } from 'c/permissions';
import type { Schedule } from 'types/runs';
import { failure, failureOf, fire, mount, query, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ScheduleConsole.schedule', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ScheduleConsole.saveSchedule', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ScheduleConsole.stopSchedule', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

jest.mock('@salesforce/apex/InventoryConsole.schedule', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/InventoryConsole.saveSchedule', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const NONE: Schedule = {
  isScheduled: false,
  at: { frequency: 'daily', hour: 4, minute: 7 },
  timeZone: 'Europe/London',
  jobsUsed: 2,
  jobsAllowed: 100
};
const WEEKLY: Schedule = {
  ...NONE,
  isScheduled: true,
  id: '08e000000000001AAA',
  at: { frequency: 'weekly', hour: 2, minute: 17, day: 3 },
  words: 'Every Tuesday at 02:17',
  nextRunAt: '2026-01-06T02:17:00.000Z',
  previousRunAt: '2025-12-30T02:17:00.000Z',
  scheduledBy: 'Ann'
};
const open = (): Promise<HTMLElement> => mount('c-schedule-panel', SchedulePanel);

describe('c-schedule-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(readSchedule).mockReset().mockResolvedValue(NONE);
    jest.mocked(saveSchedule).mockReset().mockResolvedValue(WEEKLY);
    jest.mocked(stopSchedule).mockReset().mockResolvedValue(NONE);
  });
  afterEach(() => document.body.replaceChildren());

  it('begins with the suggestion and saves what the admin chooses', async () => {
    const element = await open();
    expect(textOf(element, '.words')).toBe('c.Schedule_None');
    expect(query(element, '.stop')).toBeNull();
    await fire(element, '.edit', 'click');
    expect(query(element, '.time')).toMatchObject({ value: '04:07' });
    await fire(element, '.frequency', 'change', { value: 'weekly' });
    await fire(element, '.day', 'change', { value: '3' });
    await fire(element, '.time', 'change', { value: '02:17' });
    await expect(element).toBeAccessible();
    await fire(element, '.save', 'click');
    expect(saveSchedule).toHaveBeenCalledWith({
      at: { frequency: 'weekly', hour: 2, minute: 17, day: 3 },
      seen: null
    });
    expect(textOf(element, '.words')).toBe('Every Tuesday at 02:17');
    expect(query(element, '.save')).toBeNull();
  });

  it('shows who runs it and when, and changes it', async () => {
    jest.mocked(readSchedule).mockResolvedValue(WEEKLY);
    const element = await open();
    expect(textOf(element, '.facts')).toContain('Ann');
    await expect(element).toBeAccessible();
    await fire(element, '.edit', 'click');
    expect(query(element, '.day')).toMatchObject({ value: '3' });
    await fire(element, '.frequency', 'change', { value: 'monthly' });
    await fire(element, '.day', 'change', { value: '31' });
    await fire(element, '.save', 'click');
    expect(saveSchedule).toHaveBeenCalledWith({
      at: { frequency: 'monthly', hour: 2, minute: 17, day: 31 },
      seen: '08e000000000001AAA'
    });
  });

  it('stops after a confirmation only', async () => {
    jest.mocked(readSchedule).mockResolvedValue(WEEKLY);
    const element = await open();
    await fire(element, '.stop', 'click');
    expect(stopSchedule).not.toHaveBeenCalled();
    await fire(element, 'c-confirm-panel', 'cancel');
    await fire(element, '.stop', 'click');
    await fire(element, 'c-confirm-panel', 'confirm');
    expect(stopSchedule).toHaveBeenCalledTimes(1);
    expect(textOf(element, '.words')).toBe('c.Schedule_None');
  });

  it('schedules the job that it is given', async () => {
    jest.mocked(readInventory).mockReset().mockResolvedValue(WEEKLY);
    jest.mocked(saveInventory).mockReset().mockResolvedValueOnce(WEEKLY).mockResolvedValueOnce(NONE);
    const element = await mount('c-schedule-panel', SchedulePanel, { job: 'inventory' });
    expect(textOf(element, '.words')).toBe('Every Tuesday at 02:17');
    await fire(element, '.edit', 'click');
    await fire(element, '.save', 'click');
    await fire(element, '.stop', 'click');
    await fire(element, 'c-confirm-panel', 'confirm');
    expect(jest.mocked(saveInventory).mock.calls).toEqual([
      [{ at: { frequency: 'weekly', hour: 2, minute: 17, day: 3 }, seen: '08e000000000001AAA' }],
      [{ at: null, seen: null }]
    ]);
    expect(textOf(element, '.words')).toBe('c.Schedule_None');
    expect(readSchedule).not.toHaveBeenCalled();
    expect(saveSchedule).not.toHaveBeenCalled();
    expect(stopSchedule).not.toHaveBeenCalled();
  });

  it('keeps the form when a time is refused', async () => {
    jest.mocked(saveSchedule).mockRejectedValue(failure('Choose a time.'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.edit', 'click');
    await fire(element, '.save', 'click');
    expect(toasts).toMatchObject([{ message: 'Choose a time.' }]);
    expect(query(element, '.save')).not.toBeNull();
    await fire(element, '.leave', 'click');
    expect(query(element, '.save')).toBeNull();
  });

  it('shows the present schedule beside the form when somebody else has changed it', async () => {
    jest.mocked(saveSchedule).mockRejectedValueOnce(failure('Changed meanwhile.'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.edit', 'click');
    await fire(element, '.time', 'change', { value: '05:55' });
    jest.mocked(readSchedule).mockResolvedValue(WEEKLY);
    await fire(element, '.save', 'click');
    expect(toasts).toMatchObject([{ message: 'Changed meanwhile.' }]);
    expect(textOf(element, '.words')).toBe('Every Tuesday at 02:17');
    expect(query(element, '.time')).toMatchObject({ value: '05:55' });
    await fire(element, '.save', 'click');
    expect(saveSchedule).toHaveBeenLastCalledWith(expect.objectContaining({ seen: '08e000000000001AAA' }));
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readSchedule).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    expect(failureOf(element)).toBeDefined();
    await fire(element, 'c-panel', 'retry');
    expect(textOf(element, '.words')).toBe('c.Schedule_None');
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    expect(query(await open(), '.edit')).toMatchObject({ disabled: true });
  });
});
