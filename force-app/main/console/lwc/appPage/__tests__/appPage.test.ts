import AppPage from 'c/appPage';
import readChecks from '@salesforce/apex/ReadinessConsole.checks';
import { mount, query } from '../../../../../../types/jest-lwc';

jest.mock('@salesforce/apex/ReadinessConsole.checks', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ReadinessConsole.run', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });

describe('c-app-page', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows the checks about the application', async () => {
    jest.mocked(readChecks).mockResolvedValue([]);
    const element = await mount('c-app-page', AppPage);
    expect(query(element, 'c-check-list')).toMatchObject({ ids: expect.arrayContaining(['connected-app']) as unknown });
    await expect(element).toBeAccessible();
  });
});
