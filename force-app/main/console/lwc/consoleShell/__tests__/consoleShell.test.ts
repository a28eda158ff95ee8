import { CurrentPageReference } from 'lightning/navigation';
import type { PageReference } from 'lightning/navigation';
import ConsoleShell from 'c/consoleShell';
import { canManage, canView } from 'c/permissions';
import { fire, mount, query, queryAll, settle, textOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn(), canView: jest.fn() }));
const mockNavigate = jest.fn<void, [PageReference]>();
jest.mock('lightning/navigation', () => {
  const actual = jest.requireActual<{ CurrentPageReference: unknown }>('lightning/navigation');
  const [Navigate, GenerateUrl] = [Symbol('Navigate'), Symbol('GenerateUrl')];
  const NavigationMixin = (Base: new () => object): unknown =>
    class extends Base {
      [Navigate](page: PageReference): void {
        mockNavigate(page);
      }
      [GenerateUrl]({ state }: PageReference): Promise<string> {
        return Promise.resolve(`/page?${JSON.stringify(state)}`);
      }
    };
  return {
    CurrentPageReference: actual.CurrentPageReference,
    NavigationMixin: Object.assign(NavigationMixin, { Navigate, GenerateUrl })
  };
});
jest.mock(
  '@salesforce/apex/ReadinessConsole.checks',
  () => ({ __esModule: true, default: () => Promise.resolve([]) }),
  {
    virtual: true
  }
);

const emit = async (apiName: string, state: Readonly<Record<string, string>>): Promise<void> => {
  const reference: PageReference = { type: 'standard__navItemPage', attributes: { apiName }, state };
  (CurrentPageReference as unknown as { emit(reference: PageReference): void }).emit(reference);
  await settle();
};
const open = (): Promise<HTMLElement> => mount('c-console-shell', ConsoleShell);

describe('c-console-shell', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(canView).mockReturnValue(true);
    mockNavigate.mockReset();
  });
  afterEach(() => document.body.replaceChildren());

  it('opens the page that the address names, and marks it', async () => {
    const element = await open();
    await emit('Elements_Connect', { c__page: 'subscriptions' });
    expect(query(element, 'c-subscriptions-page')).not.toBeNull();
    expect(textOf(element, 'h1')).toBe('c.Console_PageSubscriptions');
    expect(query(element, '[aria-current="page"]')!.dataset.page).toBe('subscriptions');
    expect(queryAll(element, 'nav li')).toHaveLength(8);
    await expect(element).toBeAccessible();
  });

  it('opens the overview for an address without a page or with an unknown one', async () => {
    const element = await open();
    await emit('Elements_Connect', {});
    expect(query(element, 'c-overview-page')).not.toBeNull();
    await emit('Elements_Connect', { c__page: 'nonsense' });
    expect(query(element, 'c-overview-page')).not.toBeNull();
  });

  it('gives the title the focus when the page changes, not at first', async () => {
    const element = await open();
    await emit('Elements_Connect', {});
    expect(element.shadowRoot!.activeElement).toBeNull();
    await emit('Elements_Connect', { c__page: 'subscriptions' });
    expect(element.shadowRoot!.activeElement).toBe(query(element, 'h1'));
  });

  it('navigates from the list, from the picker, and when a page asks for it', async () => {
    const element = await open();
    await emit('Elements_Connect', {});
    query(element, '[data-page="subscriptions"]')!.click();
    await fire(element, 'lightning-combobox', 'change', { value: 'settings' });
    await fire(element, '.page', 'openpage', { page: 'connection' });
    expect(mockNavigate.mock.calls.map(([{ state }]) => state)).toEqual([
      { c__page: 'subscriptions' },
      { c__page: 'settings' },
      { c__page: 'connection' }
    ]);
  });

  it('leaves a click with a key to the browser', async () => {
    const element = await open();
    await emit('Elements_Connect', {});
    let prevented: boolean | undefined;
    element.addEventListener('click', (click) => {
      prevented = click.defaultPrevented;
      click.preventDefault();
    });
    const click = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ctrlKey: true });
    query(element, '[data-page="settings"]')!.dispatchEvent(click);
    expect(prevented).toBe(false);
    expect(mockNavigate).not.toHaveBeenCalled();
  });

  it('uses the namespace of the package in addresses', async () => {
    const element = await open();
    await emit('acme__Elements_Connect', { acme__page: 'subscriptions' });
    expect(query(element, 'c-subscriptions-page')).not.toBeNull();
    query(element, '[data-page="settings"]')!.click();
    expect(mockNavigate.mock.calls[0]![0]).toMatchObject({ state: { acme__page: 'settings' } });
  });

  it('says to viewers that they may only look', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const element = await open();
    expect(textOf(element, '.notice')).toBe('c.Console_ReadOnly');
    await expect(element).toBeAccessible();
  });

  it('shows nothing to others, and says how to get access', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    jest.mocked(canView).mockReturnValue(false);
    const element = await open();
    expect(query(element, 'c-overview-page')).toBeNull();
    expect(query(element, 'c-empty-state')).toMatchObject({ heading: 'c.Console_NoPermissionTitle' });
    await expect(element).toBeAccessible();
  });
});
