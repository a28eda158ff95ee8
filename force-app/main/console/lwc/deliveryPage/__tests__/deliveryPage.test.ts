import DeliveryPage from 'c/deliveryPage';
import readStatus from '@salesforce/apex/DeliveryConsole.status';
import type { DeliveryStatus } from 'types/delivery';
import { failure, fire, mount, query, queryAll, textOf } from '../../../../../../types/jest-lwc';

jest.mock('@salesforce/apex/DeliveryConsole.status', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/OutboxConsole.messages', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const STATUS: DeliveryStatus = {
  region: 'EU',
  apiHost: 'api.q9elements.com',
  secretSet: true,
  pending: 3,
  delivered: 1200,
  dead: 2,
  retentionDays: 90
};
const open = (): Promise<HTMLElement> => mount('c-delivery-page', DeliveryPage);

describe('c-delivery-page', () => {
  beforeEach(() => jest.mocked(readStatus).mockReset().mockResolvedValue(STATUS));
  afterEach(() => document.body.replaceChildren());

  it('shows how many messages are where', async () => {
    const element = await open();
    expect(queryAll(element, '.number').map((number) => number.textContent)).toEqual(['3', '1,200', '2']);
    expect(query(element, '.notice')).toBeNull();
    expect(query(element, 'c-delivery-settings')).toMatchObject({ status: STATUS });
    await expect(element).toBeAccessible();
  });

  it.each([{ region: null }, { secretSet: false }])('says that nothing is sent yet: %j', async (missing) => {
    jest.mocked(readStatus).mockResolvedValue({ ...STATUS, ...missing });
    expect(textOf(await open(), '.notice')).toBe('c.Delivery_NotConfigured');
  });

  it.each([
    ['Dead', {}],
    ['Pending', { dead: 0 }],
    ['Delivered', { dead: 0, pending: 0 }],
    ['Pending', { dead: 0, pending: 0, delivered: 0 }]
  ])('opens the list %s first: %j', async (firstStatus, counts) => {
    jest.mocked(readStatus).mockResolvedValue({ ...STATUS, ...counts });
    expect(query(await open(), 'c-outbox-panel')).toMatchObject({ firstStatus });
  });

  it('waits while it loads', async () => {
    jest.mocked(readStatus).mockReturnValue(new Promise(() => undefined));
    expect(query(await open(), 'c-panel')).toMatchObject({ loading: true });
  });

  it('shows a failure, and tries again', async () => {
    jest.mocked(readStatus).mockRejectedValueOnce(failure('No permission.'));
    const element = await open();
    expect(query(element, 'c-error-panel')).not.toBeNull();
    await fire(element, 'c-error-panel', 'retry');
    expect(query(element, 'c-error-panel')).toBeNull();
    expect(queryAll(element, '.figure')).toHaveLength(3);
  });

  it('looks again when a child has changed something, or the user asks', async () => {
    const element = await open();
    await fire(element, 'c-outbox-panel', 'changed');
    await fire(element, 'c-delivery-settings', 'changed');
    await fire(element, '.refresh', 'click');
    expect(readStatus).toHaveBeenCalledTimes(4);
  });
});
