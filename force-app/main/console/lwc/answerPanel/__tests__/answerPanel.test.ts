import AnswerPanel from 'c/answerPanel';
import readRegions from '@salesforce/apex/ChoicesConsole.regions';
import confirmSession from '@salesforce/apex/ConnectionConsole.confirmSession';
import { canManage } from 'c/permissions';
import { failure, failureOf, fire, mount, query, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ChoicesConsole.regions', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.confirmSession', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const EU = { name: 'EU', label: 'Europe', loginIps: ['1.1.1.1', '2.2.2.2'], isCustom: false, isChosen: true };
const open = (): Promise<HTMLElement> => mount('c-answer-panel', AnswerPanel);
const answer = (element: HTMLElement, name: string, value: string): Promise<void> =>
  fire(element, `lightning-radio-group[data-name="${name}"]`, 'change', { value });

describe('c-answer-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(readRegions).mockReset().mockResolvedValue([EU]);
    jest.mocked(confirmSession).mockReset().mockResolvedValue();
  });
  afterEach(() => document.body.replaceChildren());

  it('keeps what was not looked up unknown', async () => {
    const element = await open();
    expect(query(element, '.save')).toMatchObject({ disabled: true });
    await answer(element, 'lock', 'off');
    await fire(element, '.save', 'click');
    expect(confirmSession).toHaveBeenCalledWith({
      answer: { lockToIp: false, enforceAlways: null, ranges: null, missing: [], includesSalesforce: false }
    });
    await expect(element).toBeAccessible();
  });

  it('asks for the addresses only where there are ranges', async () => {
    const element = await open();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    await fire(element, '.ranges', 'change', { value: '0' });
    expect(query(element, 'lightning-checkbox-group')).toBeNull();
    await fire(element, '.ranges', 'change', { value: '3' });
    await answer(element, 'enforce', 'on');
    await fire(element, 'lightning-checkbox-group', 'change', { value: ['2.2.2.2'] });
    await fire(element, '.salesforce', 'change', { checked: true });
    await expect(element).toBeAccessible();
    await fire(element, '.save', 'click');
    expect(confirmSession).toHaveBeenCalledWith({
      answer: { lockToIp: null, enforceAlways: true, ranges: 3, missing: ['2.2.2.2'], includesSalesforce: true }
    });
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('says why it could not be saved', async () => {
    jest.mocked(confirmSession).mockRejectedValue(failure('Choose the user first.'));
    const element = await open();
    const toasts = toastsOf(element);
    await answer(element, 'lock', 'on');
    await fire(element, '.save', 'click');
    expect(toasts).toMatchObject([{ message: 'Choose the user first.' }]);
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readRegions).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    expect(failureOf(element)).toBeDefined();
    await fire(element, 'c-panel', 'retry');
    expect(failureOf(element)).toBeUndefined();
  });
});
