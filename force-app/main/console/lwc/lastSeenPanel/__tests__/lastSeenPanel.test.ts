import LastSeenPanel from 'c/lastSeenPanel';
import readUsers from '@salesforce/apex/InventoryConsole.users';
import readCsv from '@salesforce/apex/InventoryConsole.usersCsv';
import { saveFile } from 'c/download';
import { canManage } from 'c/permissions';
import type { SeenCount, SeenUser } from 'types/inventory';
import { failure, fire, mount, query, queryAll, settle, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/download', () => ({ saveFile: jest.fn() }));
jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/InventoryConsole.users', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/InventoryConsole.usersCsv', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const COUNTS: readonly SeenCount[] = [
  { seen: 'never', users: 2 },
  { seen: 'longAgo', users: 3000 },
  { seen: 'recently', users: 0 },
  { seen: 'inactive', users: 1 }
];
const NEVER: readonly SeenUser[] = [
  { id: '1', name: 'Ann', username: 'ann@a.example', licence: 'Salesforce', isThirdParty: true, isCollected: true },
  { id: '2', name: 'Bob', username: 'bob@b.example', email: 'b@b.example', company: 'B', isCollected: false }
];
const open = (): Promise<HTMLElement> => mount('c-last-seen-panel', LastSeenPanel, { counts: COUNTS });
const cells = (element: Element, id: string): readonly (string | null)[] =>
  queryAll(element, `tr[data-user="${id}"] td`).map(({ textContent }) => textContent);

describe('c-last-seen-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(readUsers).mockReset().mockResolvedValue(NEVER);
    jest.mocked(readCsv).mockReset();
    jest.mocked(saveFile).mockReset();
  });
  afterEach(() => document.body.replaceChildren());

  it('counts four groups and lists the one that is chosen', async () => {
    const element = await open();
    expect(queryAll(element, '.group .number').map(({ textContent }) => textContent)).toEqual(['2', '3,000', '0', '1']);
    expect(readUsers).not.toHaveBeenCalled();
    await fire(element, '[data-seen="never"]', 'click');
    expect(readUsers).toHaveBeenCalledWith({ seen: 'never', offset: 0 });
    expect(query(element, '[data-seen="never"]')!.getAttribute('aria-pressed')).toBe('true');
    expect(cells(element, '1')).toEqual([
      'Salesforce',
      'c.Subscriptions_Never',
      'c.Subscriptions_Yes',
      'c.Subscriptions_Yes'
    ]);
    expect(cells(element, '2')).toEqual([
      'c.Subscriptions_Unknown',
      'c.Subscriptions_Never',
      'c.Subscriptions_Unknown',
      'c.Subscriptions_No'
    ]);
    expect(textOf(element, 'tr[data-user="2"] .note')).toBe('b@b.example · B');
    await expect(element).toBeAccessible();
  });

  it('pages through what Apex can show and says where it ends', async () => {
    const seenAt = '2025-01-02T03:04:00.000Z';
    jest.mocked(readUsers).mockResolvedValue([{ ...NEVER[0]!, lastSeenAt: seenAt }]);
    const element = await open();
    await fire(element, '[data-seen="longAgo"]', 'click');
    expect(query(element, 'c-pager')).toMatchObject({ offset: 0, total: 2050 });
    expect(textOf(element, '.scroll + c-pager + .muted')).toBe('c.Subscriptions_Capped');
    expect(cells(element, '1')[1]).toContain('2025');
    await fire(element, 'c-pager', 'page', { offset: 50 });
    expect(readUsers).toHaveBeenLastCalledWith({ seen: 'longAgo', offset: 50 });
    await fire(element, '[data-seen="inactive"]', 'click');
    expect(readUsers).toHaveBeenLastCalledWith({ seen: 'inactive', offset: 0 });
  });

  it('drops an answer that a newer choice has overtaken', async () => {
    let answer: (users: readonly SeenUser[]) => void = () => undefined;
    jest.mocked(readUsers).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const element = await open();
    await fire(element, '[data-seen="never"]', 'click');
    jest.mocked(readUsers).mockResolvedValueOnce([{ ...NEVER[0]!, id: '9' }]);
    await fire(element, '[data-seen="inactive"]', 'click');
    answer(NEVER);
    await settle();
    expect(queryAll(element, 'tr[data-user]').map(({ dataset }) => dataset.user)).toEqual(['9']);
  });

  it('says that a group is empty, shows a failure and tries again', async () => {
    jest.mocked(readUsers).mockResolvedValueOnce([]).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    await fire(element, '[data-seen="recently"]', 'click');
    expect(query(element, 'c-empty-state')).not.toBeNull();
    await fire(element, '[data-seen="never"]', 'click');
    expect(query(element, 'c-error-panel')).not.toBeNull();
    expect(query(element, 'c-empty-state')).toBeNull();
    await fire(element, 'c-error-panel', 'retry');
    expect(query(element, 'c-error-panel')).toBeNull();
    expect(queryAll(element, 'tr[data-user]')).toHaveLength(2);
  });

  it('reads the list again when told, and nothing while none is chosen', async () => {
    const element = (await open()) as unknown as LastSeenPanel & HTMLElement;
    await element.load();
    expect(readUsers).not.toHaveBeenCalled();
    await fire(element, '[data-seen="never"]', 'click');
    await element.load();
    expect(readUsers).toHaveBeenCalledTimes(2);
  });

  it('exports all pages as one file', async () => {
    jest
      .mocked(readCsv)
      .mockResolvedValueOnce({ text: 'Id\r\n1\r\n', lastId: '1' })
      .mockResolvedValueOnce({ text: '2\r\n' });
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.export', 'click');
    expect(jest.mocked(readCsv).mock.calls).toEqual([[{ afterId: null }], [{ afterId: '1' }]]);
    expect(saveFile).toHaveBeenCalledWith('c.Subscriptions_UsersFile', 'Id\r\n1\r\n2\r\n');
    jest.mocked(readCsv).mockRejectedValue(failure('Down'));
    await fire(element, '.export', 'click');
    expect(toasts).toMatchObject([{ title: 'c.Subscriptions_Exported' }, { message: 'Down' }]);
  });

  it('shows viewers numbers, not people', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const element = await open();
    expect(query(element, '[data-seen="never"]')).toMatchObject({ disabled: true });
    expect(query(element, '.export')).toMatchObject({ disabled: true });
    expect(textOf(element, '.managers')).toBe('c.Subscriptions_ManagersOnly');
    await expect(element).toBeAccessible();
  });
});
