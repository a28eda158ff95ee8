import '../../../../../../types/jest-connection';
import SessionPage from 'c/sessionPage';
import readChecks from '@salesforce/apex/ReadinessConsole.checks';
import runChecks from '@salesforce/apex/ReadinessConsole.run';
import readChoices from '@salesforce/apex/ConnectionConsole.choices';
import readRegions from '@salesforce/apex/ChoicesConsole.regions';
import { fire, mount, query, settle } from '../../../../../../types/jest-lwc';

const CHECK = { id: 'session-ip-lock', title: 'X', evidence: [], rows: [], toCopy: [], changes: [] };

describe('c-session-page', () => {
  beforeEach(() => {
    jest.mocked(readChecks).mockReset().mockResolvedValue([CHECK]);
    jest.mocked(runChecks).mockReset().mockResolvedValue([CHECK]);
    jest.mocked(readRegions).mockResolvedValue([]);
    jest.mocked(readChoices).mockResolvedValue({ isMarkedConnected: false, readerUrl: '/apex/x' });
  });
  afterEach(() => document.body.replaceChildren());

  it('shows its checks and runs them again when something has been changed', async () => {
    const element = await mount('c-session-page', SessionPage);
    expect(query(element, 'c-check-list')).not.toBeNull();
    await expect(element).toBeAccessible();
    await fire(element, 'c-answer-panel', 'changed');
    await settle();
    expect(runChecks).toHaveBeenCalledWith({ ids: ['session-ip-lock'] });
  });
});
