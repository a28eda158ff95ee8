import PermissionSetPanel from 'c/permissionSetPanel';
import readPlan from '@salesforce/apex/ConnectionConsole.permissionSetPlan';
import save from '@salesforce/apex/ConnectionConsole.savePermissionSet';
import { canManage } from 'c/permissions';
import type { PermissionSetPlan } from 'types/connection';
import { failure, failureOf, fire, mount, query, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ConnectionConsole.permissionSetPlan', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.savePermissionSet', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const NEW: PermissionSetPlan = {
  isCreated: false,
  isAssigned: false,
  userName: 'Ann',
  missing: ['View Setup'],
  present: [],
  notOffered: ['Manage Flow']
};
const COMPLETE: PermissionSetPlan = { ...NEW, isCreated: true, isAssigned: true, missing: [], present: ['View Setup'] };
const open = (): Promise<HTMLElement> => mount('c-permission-set-panel', PermissionSetPanel);

describe('c-permission-set-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(readPlan).mockReset().mockResolvedValue(NEW);
    jest
      .mocked(save)
      .mockReset()
      .mockResolvedValue({ setId: '0PS', notOffered: [], added: ['ViewRoles'] });
  });
  afterEach(() => document.body.replaceChildren());

  it('says what it will change before it changes anything, and can be left', async () => {
    const element = await open();
    expect(textOf(element, '.state')).toBe('c.Connection_SetNotCreated');
    expect(textOf(element, '.muted')).toBe('c.Connection_SetNotOffered');
    await fire(element, '.ask', 'click');
    expect(query(element, 'c-confirm-panel')).toMatchObject({
      lines: [
        'c.Connection_SetConfirmCreate',
        'c.Connection_SetConfirmGrant',
        'c.Connection_SetConfirmDepend',
        'c.Connection_SetConfirmAssign'
      ]
    });
    await expect(element).toBeAccessible();
    await fire(element, 'c-confirm-panel', 'cancel');
    expect(query(element, 'c-confirm-panel')).toBeNull();
    expect(save).not.toHaveBeenCalled();
  });

  it('changes the org when confirmed', async () => {
    const element = await open();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    const toasts = toastsOf(element);
    await fire(element, '.ask', 'click');
    jest.mocked(readPlan).mockResolvedValue(COMPLETE);
    await fire(element, 'c-confirm-panel', 'confirm');
    expect(save).toHaveBeenCalledTimes(1);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(toasts).toMatchObject([{ title: 'c.Connection_SetSaved' }]);
    expect(textOf(element, '.state')).toBe('c.Connection_SetComplete');
    expect(query(element, '.ask')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it("shows the platform's refusal and stays where it is", async () => {
    jest.mocked(save).mockResolvedValue({ notOffered: [], added: [], error: 'FIELD_INTEGRITY_EXCEPTION' });
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.ask', 'click');
    await fire(element, 'c-confirm-panel', 'confirm');
    expect(query(element, 'c-error-panel')).toMatchObject({ failure: 'FIELD_INTEGRITY_EXCEPTION' });
    expect(toasts).toEqual([]);
    jest.mocked(save).mockRejectedValue(failure('Choose the user'));
    await fire(element, '.ask', 'click');
    await fire(element, 'c-confirm-panel', 'confirm');
    expect(toasts).toMatchObject([{ message: 'Choose the user' }]);
  });

  it.each([
    ['c.Connection_SetNoUser', { userName: null }, 'c.Connection_SetCreate'],
    ['c.Connection_SetMissing', { isCreated: true }, 'c.Connection_SetRepair'],
    ['c.Connection_SetNotAssigned', { isCreated: true, missing: [] }, 'c.Connection_SetAssign']
  ] as const)('says %s', async (state, plan, action) => {
    jest.mocked(readPlan).mockResolvedValue({ ...NEW, ...plan });
    const element = await open();
    expect(textOf(element, '.state')).toBe(state);
    expect(query(element, '.ask')).toMatchObject({ label: action, disabled: plan !== undefined && 'userName' in plan });
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readPlan).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    expect(failureOf(element)).toBeDefined();
    await fire(element, 'c-panel', 'retry');
    expect(textOf(element, '.state')).toBe('c.Connection_SetNotCreated');
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    expect(query(await open(), '.ask')).toMatchObject({ disabled: true });
  });
});
