import ConnectedPanel from 'c/connectedPanel';
import readChoices from '@salesforce/apex/ConnectionConsole.choices';
import markConnected from '@salesforce/apex/ConnectionConsole.markConnected';
import { canManage } from 'c/permissions';
import { failure, failureOf, fire, mount, query, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ConnectionConsole.choices', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.markConnected', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const choices = (isMarkedConnected: boolean): void => {
  jest.mocked(readChoices).mockResolvedValue({ isMarkedConnected, readerUrl: '/apex/x' });
};
const open = (): Promise<HTMLElement> => mount('c-connected-panel', ConnectedPanel);

describe('c-connected-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(readChoices).mockReset();
    jest.mocked(markConnected).mockReset().mockResolvedValue();
    choices(false);
  });
  afterEach(() => document.body.replaceChildren());

  it('marks the org as connected', async () => {
    const element = await open();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    expect(textOf(element, '.state')).toBe('c.Connection_MarkedNo');
    await expect(element).toBeAccessible();
    choices(true);
    await fire(element, '.mark', 'click');
    expect(textOf(element, '.state')).toBe('c.Connection_MarkedYes');
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('says why it could not', async () => {
    jest.mocked(markConnected).mockRejectedValue(failure('Not allowed'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.mark', 'click');
    expect(toasts).toMatchObject([{ message: 'Not allowed' }]);
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readChoices).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    expect(failureOf(element)).toBeDefined();
    await fire(element, 'c-panel', 'retry');
    expect(failureOf(element)).toBeUndefined();
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    expect(query(await open(), '.mark')).toMatchObject({ disabled: true });
  });
});
