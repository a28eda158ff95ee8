import SettingsPage from 'c/settingsPage';
import { mount, query } from '../../../../../../types/jest-lwc';

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

describe('c-settings-page', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows what can be set', async () => {
    const element = await mount('c-settings-page', SettingsPage);
    expect(query(element, 'c-counting-panel')).not.toBeNull();
    expect(query(element, 'c-object-choices')).not.toBeNull();
    expect(query(element, 'c-hosts-panel')).not.toBeNull();
    await expect(element).toBeAccessible();
  });
});
