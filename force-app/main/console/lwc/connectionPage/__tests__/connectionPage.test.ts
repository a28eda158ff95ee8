import '../../../../../../types/jest-connection';
import ConnectionPage from 'c/connectionPage';
import readChecks from '@salesforce/apex/ReadinessConsole.checks';
import runChecks from '@salesforce/apex/ReadinessConsole.run';
import readPlan from '@salesforce/apex/ConnectionConsole.permissionSetPlan';
import readChoices from '@salesforce/apex/ConnectionConsole.choices';
import readRegions from '@salesforce/apex/ChoicesConsole.regions';
import { fire, mount, query, settle } from '../../../../../../types/jest-lwc';

const CHECK = { id: 'permissions', title: 'X', evidence: [], rows: [], toCopy: [], changes: [] };

describe('c-connection-page', () => {
  beforeEach(() => {
    jest.mocked(readChecks).mockReset().mockResolvedValue([CHECK]);
    jest.mocked(runChecks).mockReset().mockResolvedValue([CHECK]);
    jest.mocked(readRegions).mockResolvedValue([]);
    jest.mocked(readChoices).mockResolvedValue({ isMarkedConnected: false, readerUrl: '/apex/x' });
    jest
      .mocked(readPlan)
      .mockResolvedValue({ isCreated: false, isAssigned: false, missing: [], present: [], notOffered: [] });
  });
  afterEach(() => document.body.replaceChildren());

  it('shows its checks and runs them again when something has been changed', async () => {
    const element = await mount('c-connection-page', ConnectionPage);
    expect(query(element, 'c-check-list')).not.toBeNull();
    await expect(element).toBeAccessible();
    await fire(element, 'c-user-panel', 'changed');
    await settle();
    expect(runChecks).toHaveBeenCalledWith({ ids: ['permissions'] });
  });
});
