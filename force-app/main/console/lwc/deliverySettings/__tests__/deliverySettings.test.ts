import DeliverySettings from 'c/deliverySettings';
import configure from '@salesforce/apex/DeliveryConsole.configure';
import finishRotation from '@salesforce/apex/DeliveryConsole.finishRotation';
import keepFor from '@salesforce/apex/DeliveryConsole.keepFor';
import ping from '@salesforce/apex/DeliveryConsole.ping';
import rotateSecret from '@salesforce/apex/DeliveryConsole.rotateSecret';
import useCredential from '@salesforce/apex/DeliveryConsole.useCredential';
import { canManage } from 'c/permissions';
import type { DeliveryStatus, PingResult } from 'types/delivery';
import { failure, fire, mount, query, queryAll, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/DeliveryConsole.configure', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/DeliveryConsole.finishRotation', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/DeliveryConsole.keepFor', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/DeliveryConsole.ping', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/DeliveryConsole.rotateSecret', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/DeliveryConsole.useCredential', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const STATUS: DeliveryStatus = {
  region: 'EU',
  apiHost: 'api.q9elements.com',
  secretSet: true,
  pending: 0,
  delivered: 0,
  dead: 0,
  retentionDays: 90
};
const open = (more: Partial<DeliveryStatus> = {}): Promise<HTMLElement> =>
  mount('c-delivery-settings', DeliverySettings, { status: { ...STATUS, ...more } });

describe('c-delivery-settings', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    for (const action of [configure, finishRotation, keepFor, rotateSecret, useCredential])
      jest.mocked(action).mockReset().mockResolvedValue();
    jest.mocked(ping).mockReset();
  });
  afterEach(() => document.body.replaceChildren());

  it('shows where messages go and that there is a secret, not the secret', async () => {
    const element = await open();
    expect(textOf(element, '.target')).toBe('api.q9elements.com');
    expect(textOf(element, '.secret-state')).toBe('c.Delivery_SecretSet');
    expect(query(element, '.secret')).toMatchObject({ type: 'password', value: '' });
    await expect(element).toBeAccessible();
  });

  it('stores the first secret with the region, and forgets it', async () => {
    const element = await open({ secretSet: false });
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    expect(query(element, '.save-secret')).toMatchObject({ disabled: true });
    await fire(element, '.secret', 'change', { value: 'whsec_1' });
    await fire(element, '.save-secret', 'click');
    expect(configure).toHaveBeenCalledWith({ region: 'EU', secret: 'whsec_1' });
    expect(query(element, '.secret')).toMatchObject({ value: '' });
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('rotates a secret that is there', async () => {
    const element = await open();
    await fire(element, '.secret', 'change', { value: 'whsec_2' });
    await fire(element, '.save-secret', 'click');
    expect(rotateSecret).toHaveBeenCalledWith({ secret: 'whsec_2' });
    expect(configure).not.toHaveBeenCalled();
  });

  it('finishes a rotation after asking', async () => {
    const element = await open({ rotatingSince: '2026-01-31T21:00:00.000Z' });
    expect(textOf(element, '.secret-state')).toBe('c.Delivery_Rotating');
    expect(query(element, '.secret')).toBeNull();
    await fire(element, '.finish', 'click');
    await fire(element, 'c-confirm-panel', 'cancel');
    expect(finishRotation).not.toHaveBeenCalled();
    await fire(element, '.finish', 'click');
    await fire(element, 'c-confirm-panel', 'confirm');
    expect(finishRotation).toHaveBeenCalledTimes(1);
  });

  it.each<[Partial<PingResult>, string]>([
    [{ result: 'ACCEPTED', skewSeconds: 2 }, 'c.Delivery_PingAccepted'],
    [{ result: 'ACCEPTED' }, 'c.Delivery_PingAccepted'],
    [{ result: 'CLOCK_SKEW', skewSeconds: 400 }, 'c.Delivery_PingSkew'],
    [{ result: 'SIGNATURE_REFUSED' }, 'c.Delivery_PingRefused'],
    [{ result: 'NOT_ALLOWED' }, 'c.Delivery_PingNotAllowed'],
    [{ result: 'NO_ANSWER', error: 'Read timed out' }, 'c.Delivery_PingNoAnswer'],
    [{ result: 'REDIRECTED', status: 308 }, 'c.Delivery_PingRedirected'],
    [{ result: 'UNEXPECTED', status: 503 }, 'c.Delivery_PingUnexpected']
  ])('says what came of a ping: %j', async (answer, text) => {
    jest.mocked(ping).mockResolvedValue({ result: 'ACCEPTED', url: 'https://a', milliseconds: 5, ...answer });
    const element = await open();
    await fire(element, '.ping', 'click');
    expect(textOf(element, '.ping-words')).toBe(text);
  });

  it('keeps messages for as long as the admin says', async () => {
    const element = await open();
    await fire(element, '.days', 'change', { value: '30' });
    await fire(element, '.keep', 'click');
    expect(keepFor).toHaveBeenCalledWith({ days: 30 });
  });

  it('sends through a Named Credential', async () => {
    const element = await open({ credential: 'Elements_API' });
    expect(textOf(element, '.target')).toBe('callout:Elements_API');
    await fire(element, '.credential', 'change', { value: '' });
    await fire(element, '.use', 'click');
    expect(useCredential).toHaveBeenCalledWith({ name: '' });
  });

  it('says why something is refused', async () => {
    jest.mocked(keepFor).mockRejectedValue(failure('Keep messages for 7 to 3650 days.'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.keep', 'click');
    expect(toasts).toMatchObject([{ message: 'Keep messages for 7 to 3650 days.' }]);
  });

  it('changes nothing for whoever may only look', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const buttons = queryAll(await open(), 'lightning-button');
    expect(buttons).toHaveLength(4);
    for (const button of buttons) expect(button).toMatchObject({ disabled: true });
  });
});
