import InventoryPreview from 'c/inventoryPreview';
import readPreview from '@salesforce/apex/InventoryConsole.preview';
import { canManage } from 'c/permissions';
import { failure, fire, mount, query, textOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/InventoryConsole.preview', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const BODY = '{\n  "kind" : "users"\n}';
const open = (): Promise<HTMLElement> => mount('c-inventory-preview', InventoryPreview);

describe('c-inventory-preview', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(readPreview).mockReset().mockResolvedValue({ lookedAt: 200, sent: 7, body: BODY });
  });
  afterEach(() => document.body.replaceChildren());

  it('shows the message to the letter, when asked', async () => {
    const element = await open();
    expect(readPreview).not.toHaveBeenCalled();
    await fire(element, '.show', 'click');
    expect(textOf(element, '.body')).toBe(BODY);
    expect(query(element, 'c-copy-button')).toMatchObject({ text: BODY });
    expect(query(element, '.show')).toMatchObject({ label: 'c.Subscriptions_PreviewAgain' });
    await expect(element).toBeAccessible();
  });

  it('reads it again when the choices have changed, if it is open', async () => {
    const element = (await open()) as unknown as InventoryPreview & HTMLElement;
    await element.refresh();
    expect(readPreview).not.toHaveBeenCalled();
    await fire(element, '.show', 'click');
    jest.mocked(readPreview).mockResolvedValue({ lookedAt: 200, sent: 0, body: '{}' });
    await element.refresh();
    expect(textOf(element, '.body')).toBe('{}');
  });

  it('shows a failure in place of an old message and tries again', async () => {
    const element = await open();
    await fire(element, '.show', 'click');
    jest.mocked(readPreview).mockRejectedValueOnce(failure('Down'));
    await fire(element, '.show', 'click');
    expect(query(element, '.body')).toBeNull();
    await fire(element, 'c-error-panel', 'retry');
    expect(textOf(element, '.body')).toBe(BODY);
  });

  it('is for managers only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    expect(query(await open(), '.show')).toMatchObject({ disabled: true });
  });
});
