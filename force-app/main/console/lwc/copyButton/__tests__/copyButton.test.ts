import CopyButton from 'c/copyButton';
import { fire, mount, textOf } from '../../../../../../types/jest-lwc';

describe('c-copy-button', () => {
  const writeText = jest.fn<Promise<void>, [string]>();

  beforeEach(() => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    writeText.mockReset().mockResolvedValue();
  });
  afterEach(() => document.body.replaceChildren());

  it('copies, says so until the focus goes elsewhere', async () => {
    const element = await mount('c-copy-button', CopyButton, { text: '1.2.3.4', label: 'Copy' });
    await fire(element, 'lightning-button', 'click');
    expect(writeText).toHaveBeenCalledWith('1.2.3.4');
    expect(textOf(element, '[role="status"]')).toBe('c.Console_Copied');
    await fire(element, 'lightning-button', 'blur');
    expect(textOf(element, '[role="status"]')).toBe('');
  });

  it('says so when the browser refuses', async () => {
    writeText.mockRejectedValue(new Error('denied'));
    const element = await mount('c-copy-button', CopyButton, { text: 'x', label: 'Copy' });
    await fire(element, 'lightning-button', 'click');
    expect(textOf(element, '[role="status"]')).toBe('c.Console_CopyFailed');
  });

  it('is accessible', async () => {
    const element = await mount('c-copy-button', CopyButton, { text: 'x', label: 'Copy' });
    await expect(element).toBeAccessible();
  });
});
