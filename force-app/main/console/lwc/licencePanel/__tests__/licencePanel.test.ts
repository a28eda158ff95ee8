import LicencePanel from 'c/licencePanel';
import readCsv from '@salesforce/apex/InventoryConsole.licencesCsv';
import { saveFile } from 'c/download';
import type { Licence } from 'types/inventory';
import { failure, fire, mount, query, queryAll, textOf, toastsOf } from '../../../../../../types/jest-lwc';

jest.mock('c/download', () => ({ saveFile: jest.fn() }));
jest.mock('@salesforce/apex/InventoryConsole.licencesCsv', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const LICENCES: readonly Licence[] = [
  { kind: 'userLicenses', name: 'Salesforce', status: 'Active', total: 150, used: 110 },
  { kind: 'userLicenses', name: 'Chatter Free', status: 'Active', total: 0, used: 0 },
  { kind: 'permissionSetLicenses', name: 'Knowledge', status: 'Disabled', total: 5, used: 7 },
  { kind: 'permissionSetLicenses', name: 'Mystery', status: 'Active', total: 5 },
  { kind: 'packageLicenses', name: 'free', status: 'Free', used: 3 },
  { kind: 'packageLicenses', name: 'old', status: 'Expired', total: 25, used: 4, expires: '2020-01-31' },
  { kind: 'packageLicenses', name: 'new', status: 'Active', total: 25, used: 4, expires: '2999-01-31' }
];
const open = (licences = LICENCES, unread: readonly string[] = []): Promise<HTMLElement> =>
  mount('c-licence-panel', LicencePanel, { licences, unread });
const cells = (element: Element, name: string): readonly (string | null)[] =>
  queryAll(element, `tr[data-licence="${name}"] td.number`).map(({ textContent }) => textContent);
const shareOf = (element: Element, name: string): unknown =>
  (query(element, `tr[data-licence="${name}"] c-fill-bar`) as unknown as { share: unknown }).share;

describe('c-licence-panel', () => {
  beforeEach(() => {
    jest.mocked(readCsv).mockReset().mockResolvedValue('Kind\r\n');
    jest.mocked(saveFile).mockReset();
  });
  afterEach(() => document.body.replaceChildren());

  it('shows used, bought and unused of each kind', async () => {
    const element = await open();
    expect(queryAll(element, 'section').map(({ dataset }) => dataset.kind)).toEqual([
      'userLicenses',
      'permissionSetLicenses',
      'packageLicenses'
    ]);
    expect(cells(element, 'Salesforce')).toEqual(['110', '150', '40']);
    expect(shareOf(element, 'Salesforce')).toBeCloseTo(110 / 150);
    await expect(element).toBeAccessible();
  });

  it('never takes the unknown for zero, nor no limit for none', async () => {
    const element = await open();
    expect(cells(element, 'Mystery')).toEqual(['c.Subscriptions_Unknown', '5', 'c.Subscriptions_Unknown']);
    expect(shareOf(element, 'Mystery')).toBeNull();
    expect(cells(element, 'free')).toEqual(['3', 'c.Subscriptions_NoLimit', 'c.Subscriptions_NoLimit']);
    expect(textOf(element, 'tr[data-licence="free"] .muted')).toBe('Free');
  });

  it('marks what has expired and what is overdrawn', async () => {
    const element = await open();
    expect(textOf(element, 'tr[data-licence="old"] .mark')).toBe('c.Subscriptions_Expired');
    expect(query(element, 'tr[data-licence="old"] .muted')).toBeNull();
    expect(textOf(element, 'tr[data-licence="new"] .muted')).toBe('c.Subscriptions_Until');
    expect(query(element, 'tr[data-licence="new"] .mark')).toBeNull();
    expect(textOf(element, 'tr[data-licence="Knowledge"] .mark')).toBe('c.Subscriptions_Over');
    expect(cells(element, 'Knowledge')).toEqual(['7', '5', '0']);
    expect(textOf(element, 'tr[data-licence="Knowledge"] .muted')).toBe('Disabled');
  });

  it('shows kinds without seats only when asked', async () => {
    const element = await open();
    expect(query(element, 'tr[data-licence="Chatter Free"]')).toBeNull();
    await fire(element, '.show-empty', 'change', { checked: true });
    expect(cells(element, 'Chatter Free')).toEqual(['0', '0', '0']);
  });

  it('says what could not be read in the words of the platform', async () => {
    const element = await open([], ["PackageLicense: sObject type 'PackageLicense' is not supported."]);
    expect(textOf(element, '.unread')).toContain('is not supported');
    expect(query(element, 'c-empty-state')).not.toBeNull();
    expect(query(element, '.export')).toMatchObject({ disabled: true });
    await expect(element).toBeAccessible();
  });

  it('exports what Apex has written', async () => {
    const element = await open();
    const toasts = toastsOf(element);
    await fire(element, '.export', 'click');
    expect(saveFile).toHaveBeenCalledWith('c.Subscriptions_LicencesFile', 'Kind\r\n');
    jest.mocked(readCsv).mockRejectedValue(failure('Down'));
    await fire(element, '.export', 'click');
    expect(toasts).toMatchObject([{ title: 'c.Subscriptions_Exported' }, { message: 'Down' }]);
    expect(saveFile).toHaveBeenCalledTimes(1);
    expect(query(element, '.export')).toMatchObject({ disabled: false });
  });
});
