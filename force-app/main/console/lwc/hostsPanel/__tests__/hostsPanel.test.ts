import HostsPanel from 'c/hostsPanel';
import readRegions from '@salesforce/apex/ChoicesConsole.regions';
import saveHosts from '@salesforce/apex/ChoicesConsole.saveHosts';
import { canManage } from 'c/permissions';
import { failure, failureOf, fire, mount, query, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ChoicesConsole.regions', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ChoicesConsole.saveHosts', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const CUSTOM = {
  name: 'Custom',
  label: 'Custom',
  apiHost: 'api.elements.cloud',
  loginIps: [],
  isCustom: true,
  isChosen: false
};
const open = (): Promise<HTMLElement> => mount('c-hosts-panel', HostsPanel);

describe('c-hosts-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest.mocked(readRegions).mockReset().mockResolvedValue([CUSTOM]);
    jest.mocked(saveHosts).mockReset().mockResolvedValue();
  });
  afterEach(() => document.body.replaceChildren());

  it('shows the hosts and saves others', async () => {
    const element = await open();
    expect(query(element, '.api')).toMatchObject({ value: 'api.elements.cloud' });
    await expect(element).toBeAccessible();
    await fire(element, '.api', 'change', { value: 'a.elements.cloud' });
    await fire(element, '.app', 'change', { value: 'b.elements.cloud' });
    await fire(element, '.save', 'click');
    expect(saveHosts).toHaveBeenCalledWith({ apiHost: 'a.elements.cloud', appHost: 'b.elements.cloud' });
  });

  it('says why a host is refused', async () => {
    jest.mocked(saveHosts).mockRejectedValue(failure('Enter a host of Elements.'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.save', 'click');
    expect(toasts).toMatchObject([{ message: 'Enter a host of Elements.' }]);
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readRegions).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    expect(failureOf(element)).toBeDefined();
    await fire(element, 'c-panel', 'retry');
    expect(query(element, '.save')).not.toBeNull();
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    expect(query(await open(), '.save')).toMatchObject({ disabled: true });
  });
});
