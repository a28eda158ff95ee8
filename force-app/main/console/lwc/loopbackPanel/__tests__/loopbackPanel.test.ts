import LoopbackPanel from 'c/loopbackPanel';
import readChoices from '@salesforce/apex/ConnectionConsole.choices';
import saveCredential from '@salesforce/apex/ConnectionConsole.useCredential';
import { canManage } from 'c/permissions';
import { failure, failureOf, fire, mount, query, queryAll, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ConnectionConsole.choices', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.useCredential', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const open = (): Promise<HTMLElement> => mount('c-loopback-panel', LoopbackPanel);

describe('c-loopback-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest
      .mocked(readChoices)
      .mockReset()
      .mockResolvedValue({ isMarkedConnected: false, readerUrl: '/apex/ns__ReadSessionSettings' });
    jest.mocked(saveCredential).mockReset().mockResolvedValue();
  });
  afterEach(() => document.body.replaceChildren());

  it('explains the three methods', async () => {
    const element = await open();
    expect(queryAll(element, '.method')).toHaveLength(3);
    expect(query(element, 'a')!.getAttribute('href')).toBe('/apex/ns__ReadSessionSettings');
    await expect(element).toBeAccessible();
  });

  it('saves the name of the Named Credential', async () => {
    const element = await open();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    expect(query(element, '.save')).toMatchObject({ disabled: true });
    await fire(element, 'lightning-input', 'change', { value: 'Loopback' });
    await fire(element, '.save', 'click');
    expect(saveCredential).toHaveBeenCalledWith({ name: 'Loopback' });
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('says why a name is refused', async () => {
    jest.mocked(saveCredential).mockRejectedValue(failure('That cannot be a name.'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, 'lightning-input', 'change', { value: 'not a name' });
    await fire(element, '.save', 'click');
    expect(toasts).toMatchObject([{ message: 'That cannot be a name.' }]);
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readChoices).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    expect(failureOf(element)).toBeDefined();
    await fire(element, 'c-panel', 'retry');
    expect(failureOf(element)).toBeUndefined();
  });
});
