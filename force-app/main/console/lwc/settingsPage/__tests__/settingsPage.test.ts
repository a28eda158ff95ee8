import SettingsPage from 'c/settingsPage';
import readChecks from '@salesforce/apex/ReadinessConsole.checks';
import runChecks from '@salesforce/apex/ReadinessConsole.run';
import { fire, mount, query, settle } from '../../../../../../types/jest-lwc';

jest.mock('@salesforce/apex/ChoicesConsole.regions', () => ({ __esModule: true, default: () => Promise.resolve([]) }), {
  virtual: true
});
jest.mock(
  '@salesforce/apex/PopulationSettingsConsole.settings',
  () => ({ __esModule: true, default: () => Promise.resolve([]) }),
  { virtual: true }
);
jest.mock(
  '@salesforce/apex/ObjectChoicesConsole.choices',
  () => ({ __esModule: true, default: () => Promise.resolve([]) }),
  { virtual: true }
);

jest.mock('c/permissions', () => ({ canManage: () => true }));
jest.mock('@salesforce/apex/ReadinessConsole.checks', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ReadinessConsole.run', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ConnectionConsole.stopAllJobs', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const UNINSTALL = { id: 'uninstall', title: 'Ready', evidence: [], rows: [], toCopy: [], changes: [], link: '' };

describe('c-settings-page', () => {
  beforeEach(() => {
    jest.mocked(readChecks).mockResolvedValue([UNINSTALL]);
    jest.mocked(runChecks).mockReset().mockResolvedValue([UNINSTALL]);
  });

  afterEach(() => document.body.replaceChildren());

  it('shows what can be set', async () => {
    const element = await mount('c-settings-page', SettingsPage);
    expect(query(element, 'c-counting-panel')).not.toBeNull();
    expect(query(element, 'c-object-choices')).not.toBeNull();
    expect(query(element, 'c-hosts-panel')).not.toBeNull();
    expect(query(element, 'c-stop-jobs-panel')).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('checks again whether the package can be uninstalled when the jobs have been stopped', async () => {
    const element = await mount('c-settings-page', SettingsPage);
    await fire(element, 'c-stop-jobs-panel', 'changed');
    await settle();
    expect(runChecks).toHaveBeenCalledWith({ ids: ['uninstall'] });
  });
});
