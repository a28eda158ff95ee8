import RegionPanel from 'c/regionPanel';
import chooseRegion from '@salesforce/apex/ChoicesConsole.chooseRegion';
import readRegions from '@salesforce/apex/ChoicesConsole.regions';
import { canManage } from 'c/permissions';
import type { Region } from 'types/connection';
import { failure, failureOf, fire, mount, query, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ChoicesConsole.chooseRegion', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ChoicesConsole.regions', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const region = (name: string, more: Partial<Region> = {}): Region => ({
  name,
  label: name,
  apiHost: `api.${name}`,
  loginIps: ['1.1.1.1', '2.2.2.2'],
  isCustom: false,
  isChosen: false,
  ...more
});
const open = (): Promise<HTMLElement> => mount('c-region-panel', RegionPanel);

describe('c-region-panel', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    jest
      .mocked(readRegions)
      .mockReset()
      .mockResolvedValue([region('EU', { isChosen: true }), region('US')]);
    jest.mocked(chooseRegion).mockReset().mockResolvedValue();
  });
  afterEach(() => document.body.replaceChildren());

  it('shows the chosen region with its hosts and addresses', async () => {
    const element = await open();
    expect(query(element, 'lightning-combobox')).toMatchObject({ value: 'EU' });
    expect(textOf(element, '.facts')).toContain('api.EU');
    expect(query(element, 'c-copy-button')).toMatchObject({ text: '1.1.1.1\n2.2.2.2' });
    expect(query(element, '.save')).toMatchObject({ disabled: true });
    await expect(element).toBeAccessible();
  });

  it('saves another choice by the button only', async () => {
    const element = await open();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    const toasts = toastsOf(element);
    await fire(element, 'lightning-combobox', 'change', { value: 'US' });
    expect(chooseRegion).not.toHaveBeenCalled();
    await fire(element, '.save', 'click');
    expect(chooseRegion).toHaveBeenCalledWith({ name: 'US' });
    expect(changed).toHaveBeenCalledTimes(1);
    expect(toasts).toMatchObject([{ title: 'c.Connection_RegionSaved' }]);
  });

  it('says why a region is refused', async () => {
    jest.mocked(chooseRegion).mockRejectedValue(failure('It has no host.'));
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, 'lightning-combobox', 'change', { value: 'US' });
    await fire(element, '.save', 'click');
    expect(toasts).toMatchObject([{ message: 'It has no host.' }]);
  });

  it('says what is not known of a custom region', async () => {
    const custom = region('Custom', { apiHost: null, loginIps: [], isCustom: true, isChosen: true });
    jest.mocked(readRegions).mockResolvedValue([custom]);
    const element = await open();
    expect(textOf(element, '.facts')).toContain('c.Connection_NotKnown');
    expect(textOf(element, '.muted')).toBe('c.Connection_CustomHint');
    expect(query(element, 'c-copy-button')).toBeNull();
  });

  it('shows nothing chosen', async () => {
    jest.mocked(readRegions).mockResolvedValue([region('EU')]);
    const element = await open();
    expect(query(element, '.facts')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('shows a failure and tries again', async () => {
    jest.mocked(readRegions).mockRejectedValueOnce(failure('Down'));
    const element = await open();
    expect(failureOf(element)).toBeDefined();
    await fire(element, 'c-panel', 'retry');
    expect(failureOf(element)).toBeUndefined();
    expect(query(element, 'lightning-combobox')).not.toBeNull();
  });

  it('cannot be saved by viewers', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const element = await open();
    await fire(element, 'lightning-combobox', 'change', { value: 'US' });
    expect(query(element, '.save')).toMatchObject({ disabled: true });
  });
});
