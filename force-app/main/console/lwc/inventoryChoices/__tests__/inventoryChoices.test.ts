import InventoryChoices from 'c/inventoryChoices';
import saveChoices from '@salesforce/apex/InventoryConsole.saveChoices';
import { canManage } from 'c/permissions';
import type { Inventory } from 'types/inventory';
import { failure, fire, mount, query, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/InventoryConsole.saveChoices', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const INVENTORY: Inventory = {
  licences: [],
  unread: [],
  seen: [],
  companies: [],
  own: ['acme.example'],
  fieldsOffered: ['Username', 'Email', 'City'],
  fieldsChosen: ['Username'],
  isConfigured: true
};
const open = (inventory = INVENTORY): Promise<HTMLElement> =>
  mount('c-inventory-choices', InventoryChoices, { inventory });

describe('c-inventory-choices', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(saveChoices).mockReset().mockResolvedValue(INVENTORY);
  });
  afterEach(() => document.body.replaceChildren());

  it('shows the asterisk for all users, and what will leave the org', async () => {
    const element = await open();
    expect(query(element, '.companies')).toMatchObject({ value: '*' });
    expect(query(element, '.own')).toMatchObject({ value: 'acme.example' });
    expect(query(element, '.fields')).toMatchObject({ value: ['Username'] });
    expect(textOf(element, '.leaves')).toBe('c.Subscriptions_Leaves');
    expect(textOf(element, '.scope')).toBe('c.Subscriptions_ScopeAll');
    expect(query(element, '.save')).toMatchObject({ disabled: true });
    await expect(element).toBeAccessible();
  });

  it('saves one name per row and says until then that it is not saved', async () => {
    const element = await open();
    const saved = jest.fn();
    element.addEventListener('saved', saved);
    await fire(element, '.companies', 'change', { value: ' Acme \n\nwide.example' });
    expect(textOf(element, '.scope')).toBe('c.Subscriptions_ScopeSome');
    expect(textOf(element, '.unsaved')).toBe('c.Subscriptions_Unsaved');
    await fire(element, '.own', 'change', { value: '' });
    await fire(element, '.fields', 'change', { value: [] });
    expect(textOf(element, '.leaves')).toBe('c.Subscriptions_LeavesNone');
    await fire(element, '.save', 'click');
    expect(saveChoices).toHaveBeenCalledWith({
      choices: { companies: ['Acme', 'wide.example'], own: [], fields: [] }
    });
    expect((saved.mock.calls[0] as [CustomEvent])[0].detail).toEqual({ inventory: INVENTORY });
  });

  it('takes what is stored in place of what was typed', async () => {
    const element = await open();
    await fire(element, '.companies', 'change', { value: 'x' });
    Object.assign(element, { inventory: { ...INVENTORY, companies: ['Acme', 'Wide'] } });
    await Promise.resolve();
    expect(query(element, '.companies')).toMatchObject({ value: 'Acme\nWide' });
    expect(textOf(element, '.unsaved')).toBe('');
  });

  it('keeps what was typed when it is refused', async () => {
    jest.mocked(saveChoices).mockRejectedValue(failure('The asterisk stands for all companies.'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.companies', 'change', { value: '*\nAcme' });
    await fire(element, '.save', 'click');
    expect(toasts).toMatchObject([{ message: 'The asterisk stands for all companies.' }]);
    expect(query(element, '.companies')).toMatchObject({ value: '*\nAcme' });
    expect(query(element, '.save')).toMatchObject({ disabled: false });
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const element = await open();
    for (const control of ['.companies', '.own', '.fields', '.save'])
      expect(query(element, control)).toMatchObject({ disabled: true });
  });
});
