import MessageBody from 'c/messageBody';
import readBody from '@salesforce/apex/OutboxConsole.body';
import { failure, fire, mount, query, textOf } from '../../../../../../types/jest-lwc';

jest.mock('@salesforce/apex/OutboxConsole.body', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });

const BODY = '{"type":"population.object","data":{"label":"<b>Größe</b>  "}}';
const open = (): Promise<HTMLElement> => mount('c-message-body', MessageBody, { recordId: 'a00' });

describe('c-message-body', () => {
  beforeEach(() =>
    jest.mocked(readBody).mockReset().mockResolvedValue({ messageId: 'msg_1', body: BODY, sha256: 'abc' })
  );
  afterEach(() => document.body.replaceChildren());

  it('shows and copies exactly what was sent', async () => {
    const element = await open();
    expect(readBody).toHaveBeenCalledWith({ recordId: 'a00' });
    expect(textOf(element, '.body')).toBe(BODY);
    expect(query(element, '.body b')).toBeNull();
    expect(query(element, 'c-copy-button')).toMatchObject({ text: BODY });
    expect(textOf(element, '.digest')).toContain('abc');
    await expect(element).toBeAccessible();
  });

  it('shows a failure, and tries again', async () => {
    jest.mocked(readBody).mockRejectedValueOnce(failure('This message has been deleted.'));
    const element = await open();
    expect(query(element, '.body')).toBeNull();
    await fire(element, 'c-error-panel', 'retry');
    expect(textOf(element, '.body')).toBe(BODY);
  });

  it('waits while it loads', async () => {
    jest.mocked(readBody).mockReturnValue(new Promise(() => undefined));
    expect(query(await open(), 'lightning-spinner')).not.toBeNull();
  });
});
