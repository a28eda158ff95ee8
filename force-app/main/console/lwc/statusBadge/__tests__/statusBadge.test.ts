import StatusBadge, { statusText } from 'c/statusBadge';
import { mount, query } from '../../../../../../types/jest-lwc';

describe('c-status-badge', () => {
  afterEach(() => document.body.replaceChildren());

  it.each([
    ['pass', 'c.Readiness_Pass', 'good'],
    ['warning', 'c.Readiness_Warning', 'warning'],
    ['fail', 'c.Readiness_Fail', 'bad'],
    ['unknown', 'c.Readiness_Unknown', 'neutral'],
    ['not applicable', 'c.Readiness_NotApplicable', 'neutral'],
    [null, 'c.Readiness_Never', 'neutral']
  ] as const)('shows %s as a word, not by colour alone', async (status, label, theme) => {
    const element = await mount('c-status-badge', StatusBadge, { status });
    expect(query(element, 'c-badge')).toMatchObject({ label, theme });
    expect(statusText(status)).toBe(label);
    await expect(element).toBeAccessible();
  });
});
