import SubscriptionsPage from 'c/subscriptionsPage';
import readInventory from '@salesforce/apex/InventoryConsole.overview';
import type { Inventory } from 'types/inventory';
import { failure, fire, mount, query, settle } from '../../../../../../types/jest-lwc';

jest.mock('@salesforce/apex/InventoryConsole.overview', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/InventoryConsole.schedule', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const INVENTORY: Inventory = {
  licences: [{ kind: 'userLicenses', name: 'Salesforce', status: 'Active', total: 5, used: 1 }],
  unread: ['PackageLicense: not supported'],
  seen: [{ seen: 'never', users: 1 }],
  companies: [],
  own: [],
  fieldsOffered: ['Username'],
  fieldsChosen: ['Username'],
  isConfigured: true
};
const open = (): Promise<HTMLElement> => mount('c-subscriptions-page', SubscriptionsPage);

describe('c-subscriptions-page', () => {
  beforeEach(() => jest.mocked(readInventory).mockReset().mockResolvedValue(INVENTORY));
  afterEach(() => document.body.replaceChildren());

  it('gives each part what Apex has answered', async () => {
    const element = await open();
    expect(query(element, 'c-inventory-run')).toMatchObject({ run: null, isConfigured: true });
    expect(query(element, 'c-licence-panel')).toMatchObject({
      licences: INVENTORY.licences,
      unread: INVENTORY.unread
    });
    expect(query(element, 'c-last-seen-panel')).toMatchObject({ counts: INVENTORY.seen });
    expect(query(element, 'c-schedule-panel')).toMatchObject({ job: 'inventory' });
    await expect(element).toBeAccessible();
  });

  it('shows the new choices everywhere', async () => {
    const element = await open();
    const load = jest.fn().mockResolvedValue(undefined);
    const refresh = jest.fn().mockResolvedValue(undefined);
    Object.assign(query(element, 'c-last-seen-panel')!, { load });
    Object.assign(query(element, 'c-inventory-preview')!, { refresh });
    const inventory = { ...INVENTORY, companies: ['Acme'], licences: [] };
    await fire(element, 'c-inventory-choices', 'saved', { inventory });
    expect(query(element, 'c-inventory-choices')).toMatchObject({ inventory: { companies: ['Acme'] } });
    expect(query(element, 'c-licence-panel')).toMatchObject({ licences: INVENTORY.licences });
    expect(load).toHaveBeenCalledTimes(1);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('leads to the check of the external client app', async () => {
    const element = await open();
    const opened = jest.fn();
    element.addEventListener('openpage', opened);
    await fire(element, '.open-app', 'click');
    expect((opened.mock.calls[0] as [CustomEvent])[0].detail).toEqual({ page: 'app' });
  });

  it('shows that it is loading, then a failure, and tries again', async () => {
    let refuse: (reason: unknown) => void = () => undefined;
    jest.mocked(readInventory).mockReturnValueOnce(new Promise((_resolve, reject) => (refuse = reject)));
    const element = await open();
    expect(query(element, 'c-panel')).toMatchObject({ loading: true });
    refuse(failure('Down'));
    await settle();
    expect(query(element, 'c-panel[aria-busy]')).toBeNull();
    await fire(element, 'c-error-panel', 'retry');
    expect(query(element, 'c-error-panel')).toBeNull();
    expect(query(element, 'c-licence-panel')).not.toBeNull();
  });
});
