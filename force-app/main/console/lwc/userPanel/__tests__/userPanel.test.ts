import UserPanel from 'c/userPanel';
import findUsers from '@salesforce/apex/ChoicesConsole.users';
import readChoices from '@salesforce/apex/ConnectionConsole.choices';
import chooseUser from '@salesforce/apex/ConnectionConsole.chooseUser';
import { canManage } from 'c/permissions';
import { failure, failureOf, fire, mount, query, queryAll, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ChoicesConsole.users', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ConnectionConsole.choices', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.chooseUser', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const CHOICES = { isMarkedConnected: false, readerUrl: '/apex/x' };
const open = (): Promise<HTMLElement> => mount('c-user-panel', UserPanel);

describe('c-user-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(readChoices).mockReset().mockResolvedValue(CHOICES);
    jest
      .mocked(findUsers)
      .mockReset()
      .mockResolvedValue([{ userId: 'u1', name: 'Ann', profileName: 'P', licence: 'Salesforce' }]);
    jest.mocked(chooseUser).mockReset().mockResolvedValue();
  });
  afterEach(() => document.body.replaceChildren());

  it('says that nobody is chosen', async () => {
    const element = await open();
    expect(textOf(element, '.chosen')).toBe('c.Connection_UserNone');
    await expect(element).toBeAccessible();
  });

  it('finds users by Enter and by the button, and chooses one', async () => {
    const element = await open();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    await fire(element, 'lightning-input', 'change', { value: 'an' });
    query(element, 'lightning-input')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await fire(element, '.find', 'click');
    expect(jest.mocked(findUsers).mock.calls).toEqual([[{ search: 'an' }], [{ search: 'an' }]]);
    expect(queryAll(element, 'tbody tr')).toHaveLength(1);
    await expect(element).toBeAccessible();
    jest.mocked(readChoices).mockResolvedValue({ ...CHOICES, integrationUserName: 'Ann' });
    await fire(element, '.choose', 'click');
    expect(chooseUser).toHaveBeenCalledWith({ userId: 'u1' });
    expect(textOf(element, '.chosen')).toContain('Ann');
    expect(query(element, 'table')).toBeNull();
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('says when nobody matches, and when the search fails', async () => {
    jest.mocked(findUsers).mockResolvedValueOnce([]);
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.find', 'click');
    expect(textOf(element, '[role="status"]')).toBe('c.Connection_UserNoneFound');
    jest.mocked(findUsers).mockRejectedValueOnce(failure('Not allowed'));
    await fire(element, '.find', 'click');
    expect(toasts).toMatchObject([{ message: 'Not allowed' }]);
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readChoices).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    expect(failureOf(element)).toBeDefined();
    expect(query(element, 'c-panel')).toMatchObject({ loading: false });
    await fire(element, 'c-panel', 'retry');
    expect(failureOf(element)).toBeUndefined();
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const element = await open();
    expect(query(element, '.find')).toMatchObject({ disabled: true });
    query(element, 'lightning-input')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    expect(findUsers).not.toHaveBeenCalled();
  });
});
