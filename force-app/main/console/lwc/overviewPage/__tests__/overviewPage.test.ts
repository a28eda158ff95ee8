import OverviewPage from 'c/overviewPage';
import { mount, query } from '../../../../../../types/jest-lwc';

jest.mock(
  '@salesforce/apex/ReadinessConsole.checks',
  () => ({ __esModule: true, default: () => Promise.resolve([]) }),
  {
    virtual: true
  }
);

describe('c-overview-page', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows every check with a summary', async () => {
    const element = await mount('c-overview-page', OverviewPage);
    expect(query(element, 'c-check-list')).toMatchObject({ withSummary: true, ids: undefined });
    await expect(element).toBeAccessible();
  });
});
