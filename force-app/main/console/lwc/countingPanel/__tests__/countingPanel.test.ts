import CountingPanel from 'c/countingPanel';
import readSettings from '@salesforce/apex/PopulationSettingsConsole.settings';
import saveSettings from '@salesforce/apex/PopulationSettingsConsole.saveSettings';
import { canManage } from 'c/permissions';
import { failure, failureOf, fire, mount, query, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/PopulationSettingsConsole.settings', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/PopulationSettingsConsole.saveSettings', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const STORED = {
  skipFormulas: false,
  alwaysRecount: false,
  sendValueNames: true,
  keepResults: 10,
  keepMonths: 24,
  maxResults: 100,
  maxMonths: 120
};
const open = (): Promise<HTMLElement> => mount('c-counting-panel', CountingPanel);

describe('c-counting-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(readSettings).mockReset().mockResolvedValue(STORED);
    jest
      .mocked(saveSettings)
      .mockReset()
      .mockImplementation(({ settings }) => Promise.resolve(settings));
  });
  afterEach(() => document.body.replaceChildren());

  it('saves what is changed', async () => {
    const element = await open();
    await expect(element).toBeAccessible();
    await fire(element, '.formulas', 'change', { checked: true });
    await fire(element, '.recount', 'change', { checked: true });
    await fire(element, '.value-names', 'change', { checked: false });
    await fire(element, '.results', 'change', { value: '5' });
    await fire(element, '.months', 'change', { value: '12' });
    const toasts = toastsOf(element);
    await fire(element, '.save', 'click');
    expect(saveSettings).toHaveBeenCalledWith({
      settings: {
        ...STORED,
        skipFormulas: true,
        alwaysRecount: true,
        sendValueNames: false,
        keepResults: 5,
        keepMonths: 12
      }
    });
    expect(toasts).toMatchObject([{ title: 'c.Settings_Saved' }]);
  });

  it('says why a number is refused and keeps it for correction', async () => {
    jest.mocked(saveSettings).mockRejectedValue(failure('Between 1 and 100.'));
    const element = await open();
    await fire(element, '.results', 'change', { value: '0' });
    const toasts = toastsOf(element);
    await fire(element, '.save', 'click');
    expect(toasts).toMatchObject([{ message: 'Between 1 and 100.' }]);
    expect(query(element, '.results')).toMatchObject({ value: 0 });
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readSettings).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    expect(failureOf(element)).toBeDefined();
    await fire(element, 'c-panel', 'retry');
    expect(query(element, '.save')).not.toBeNull();
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const element = await open();
    for (const control of ['.formulas', '.results', '.save'])
      expect(query(element, control)).toMatchObject({ disabled: true });
  });
});
