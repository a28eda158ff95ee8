import CheckCard from 'c/checkCard';
import type { Check } from 'types/readiness';
import { fire, mount, query, queryAll, textOf } from '../../../../../../types/jest-lwc';

const CHECK: Check = {
  id: 'login-ip-ranges',
  title: 'Login IP ranges',
  status: 'fail',
  evidence: ['Two addresses are missing', 'The profile has ranges'],
  solution: 'Add them.',
  link: '/lightning/setup/EnhancedProfiles/home',
  method: 'loopback',
  rows: [],
  toCopy: ['1.1.1.1', '2.2.2.2'],
  checkedAt: '2026-01-02T10:00:00.000Z',
  changes: []
};
const open = (check: Check, more = {}): Promise<HTMLElement> =>
  mount('c-check-card', CheckCard, { check, opened: true, ...more });

describe('c-check-card', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows what was seen and how, what to do, what to copy, and where', async () => {
    const element = await open(CHECK);
    expect(queryAll(element, '.evidence li').map((item) => item.textContent)).toEqual(CHECK.evidence);
    expect(textOf(element, '.meta')).toContain('c.Readiness_How');
    expect(textOf(element, '.text')).toBe('Add them.');
    expect(query(element, 'c-copy-button')).toMatchObject({ text: '1.1.1.1\n2.2.2.2' });
    expect(query(element, '.link a')).toMatchObject({ target: '_blank' });
    expect(query(element, '.link a')!.getAttribute('href')).toBe(CHECK.link);
    await expect(element).toBeAccessible();
  });

  it('leads to a page of the console where that solves it', async () => {
    const element = await open({ ...CHECK, link: 'console:connection' });
    expect(query(element, '.link a')).toBeNull();
    const asked: unknown[] = [];
    document.body.addEventListener('openpage', (event) => asked.push((event as CustomEvent).detail), { once: true });
    query(element, '.open-page')!.click();
    expect(asked).toEqual([{ page: 'connection' }]);
    await expect(element).toBeAccessible();
  });

  it('opens and closes, and shows the first sentence while closed', async () => {
    const element = await mount('c-check-card', CheckCard, { check: CHECK });
    expect(textOf(element, '.first')).toBe('Two addresses are missing');
    expect(query(element, '.body')).toBeNull();
    await expect(element).toBeAccessible();
    query(element, '.toggle')!.click();
    await Promise.resolve();
    expect(query(element, '.toggle')!.getAttribute('aria-expanded')).toBe('true');
    expect(query(element, '.first')).toBeNull();
    expect(query(element, '.body')).not.toBeNull();
  });

  it('shows parts with their states, and purposes where there are any', async () => {
    const rows = [
      { name: 'API Enabled', status: 'pass', detail: 'Granted by profile X', purpose: 'The sync' },
      { name: 'View Setup', status: 'fail', detail: 'Not granted' }
    ] as const;
    const element = await open({ ...CHECK, rows });
    expect(queryAll(element, 'tbody th').map((cell) => cell.textContent)).toEqual(['API Enabled', 'View Setup']);
    expect(queryAll(element, 'thead th')).toHaveLength(4);
    await expect(element).toBeAccessible();
    document.body.replaceChildren();
    expect(queryAll(await open({ ...CHECK, rows: [rows[1]] }), 'thead th')).toHaveLength(3);
  });

  it('tells a change of the last run from one that is older', async () => {
    const drifted = await open({ ...CHECK, changedAt: CHECK.checkedAt, previousStatus: 'pass' });
    expect(textOf(drifted, '.drift')).toBe('c.Readiness_ChangedFrom');
    expect(query(drifted, '.earlier')).toBeNull();
    const older = await open({ ...CHECK, changedAt: '2026-01-01T10:00:00.000Z', previousStatus: 'pass' });
    expect(query(older, '.drift')).toBeNull();
    expect(textOf(older, '.earlier')).toContain('c.Readiness_ChangedEarlier');
  });

  it('shows a check that has never run without evidence', async () => {
    const element = await open({ id: 'x', title: 'X', evidence: [], rows: [], toCopy: [], changes: [] });
    expect(query(element, '.evidence')).toBeNull();
    expect(query(element, '.link')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('asks to be run again, and shows that it runs', async () => {
    const element = await open(CHECK);
    const asked = jest.fn();
    element.addEventListener('check', (event) => asked((event as CustomEvent<unknown>).detail));
    await fire(element, 'lightning-button-icon', 'click');
    expect(asked).toHaveBeenCalledWith({ id: 'login-ip-ranges' });
    Object.assign(element, { busy: true, cannotRun: true });
    await Promise.resolve();
    expect(query(element, 'lightning-spinner')).not.toBeNull();
    expect(query(element, 'lightning-button-icon')).toMatchObject({ disabled: true });
    await expect(element).toBeAccessible();
  });
});
