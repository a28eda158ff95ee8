import InventoryRun from 'c/inventoryRun';
import readLatestRun from '@salesforce/apex/InventoryConsole.latestRun';
import start from '@salesforce/apex/InventoryConsole.start';
import { canManage } from 'c/permissions';
import { LONGEST_INTERVAL, SHORTEST_INTERVAL } from 'c/poller';
import type { InventoryRun as Run } from 'types/inventory';
import { failure, fire, mount, query, queryAll, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/InventoryConsole.latestRun', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/InventoryConsole.start', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const QUEUED: Run = {
  name: 'INV-1',
  status: 'Queued',
  isActive: true,
  subscriptions: 0,
  profiles: 0,
  users: 0,
  usersLeftOut: 0,
  messagesDelivered: 0,
  messagesPending: 0,
  messagesDead: 0
};
const SENDING: Run = { ...QUEUED, status: 'Completed', isActive: false, users: 115, messagesPending: 6 };
const DONE: Run = { ...SENDING, finishedAt: '2026-01-02T03:04:05.000Z', messagesPending: 0, messagesDelivered: 6 };
const open = (run: Run | null = null, isConfigured = true): Promise<HTMLElement> =>
  mount('c-inventory-run', InventoryRun, { run, isConfigured });
const number = (element: Element, name: string): string => textOf(element, `[data-figure="${name}"] .number`);

describe('c-inventory-run', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(start).mockReset().mockResolvedValue(QUEUED);
    jest.mocked(readLatestRun).mockReset().mockResolvedValue(DONE);
  });
  afterEach(() => {
    document.body.replaceChildren();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('starts a run and follows it until its messages are delivered', async () => {
    jest.mocked(readLatestRun).mockResolvedValueOnce(SENDING);
    const element = await open();
    expect(query(element, 'c-empty-state')).not.toBeNull();
    await fire(element, '.start', 'click');
    expect(query(element, '[role="progressbar"]')).not.toBeNull();
    expect(query(element, '.start')).toMatchObject({ disabled: true });
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(number(element, 'pending')).toBe('6');
    expect(query(element, '[role="progressbar"]')).toBeNull();
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(number(element, 'delivered')).toBe('6');
    expect(number(element, 'users')).toBe('115');
    expect(query(element, 'c-badge')).toMatchObject({ label: 'c.Population_StatusCompleted', theme: 'good' });
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    expect(readLatestRun).toHaveBeenCalledTimes(2);
  });

  it('follows a run that is in progress and ends with the page', async () => {
    jest.mocked(readLatestRun).mockResolvedValue(QUEUED);
    const element = await open(QUEUED);
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(readLatestRun).toHaveBeenCalledTimes(1);
    element.remove();
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    expect(readLatestRun).toHaveBeenCalledTimes(1);
  });

  it('shows why a run failed and what could not be read', async () => {
    const unread = 'PackageLicense: not supported\nPermissionSetLicense: no access';
    const element = await open({ ...DONE, status: 'Failed', error: 'Ended three times', unread });
    expect(query(element, '.error')).toMatchObject({ failure: 'Ended three times' });
    expect(queryAll(element, '.unread li').map(({ textContent }) => textContent)).toEqual(unread.split('\n'));
  });

  it('says that nothing is sent while the delivery is not set up, and leads there', async () => {
    const element = await open(SENDING, false);
    const opened = jest.fn();
    element.addEventListener('openpage', opened);
    await fire(element, '.open', 'click');
    expect((opened.mock.calls[0] as [CustomEvent])[0].detail).toEqual({ page: 'delivery' });
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    expect(readLatestRun).not.toHaveBeenCalled();
  });

  it('shows the run that another window has started', async () => {
    jest.mocked(start).mockRejectedValue(failure('Inventory INV-1 is still in progress.'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.start', 'click');
    expect(toasts).toMatchObject([{ message: 'Inventory INV-1 is still in progress.' }]);
    expect(textOf(element, '.name')).toBe('INV-1');
  });

  it('stops looking after a failure, and looks again when asked', async () => {
    jest.mocked(readLatestRun).mockRejectedValueOnce(failure('Down'));
    const element = await open(QUEUED);
    await jest.advanceTimersByTimeAsync(SHORTEST_INTERVAL);
    expect(query(element, 'c-error-panel')).not.toBeNull();
    await jest.advanceTimersByTimeAsync(LONGEST_INTERVAL);
    expect(readLatestRun).toHaveBeenCalledTimes(1);
    await fire(element, 'c-error-panel', 'retry');
    expect(query(element, 'c-error-panel')).toBeNull();
    expect(number(element, 'delivered')).toBe('6');
  });

  it('is accessible while it runs and after a failure', async () => {
    // The accessibility check waits by itself.
    jest.useRealTimers();
    await expect(await open(QUEUED)).toBeAccessible();
    await expect(await open({ ...DONE, status: 'Failed', error: 'Down', unread: 'x' }, false)).toBeAccessible();
    document.body.replaceChildren();
    jest.useFakeTimers();
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    expect(query(await open(DONE), '.start')).toMatchObject({ disabled: true });
  });
});
