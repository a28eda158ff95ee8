import CheckList from 'c/checkList';
import readChecks from '@salesforce/apex/ReadinessConsole.checks';
import runChecks from '@salesforce/apex/ReadinessConsole.run';
import { canManage } from 'c/permissions';
import type { Check, CheckStatus } from 'types/readiness';
import { failure, fire, mount, query, queryAll, settle, textOf } from '../../../../../../types/jest-lwc';

jest.mock('c/permissions', () => ({ canManage: jest.fn() }));
jest.mock('@salesforce/apex/ReadinessConsole.checks', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ReadinessConsole.run', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });

const check = (id: string, status?: CheckStatus, more: Partial<Check> = {}): Check => ({
  id,
  title: id,
  status: status ?? null,
  evidence: status ? [`${id} seen`] : [],
  rows: [],
  toCopy: [],
  changes: [],
  ...(status ? { checkedAt: '2026-01-02T10:00:00.000Z' } : {}),
  ...more
});
const CHECKS = [
  check('a', 'pass'),
  check('b', 'warning'),
  check('c', 'fail'),
  check('d', 'not applicable'),
  check('e', 'unknown')
];
const apex = { checks: jest.mocked(readChecks), run: jest.mocked(runChecks) };
const open = (more = {}): Promise<HTMLElement> => mount('c-check-list', CheckList, { withSummary: true, ...more });
const shown = (element: HTMLElement, group: string): readonly string[] =>
  queryAll(element, `[data-group="${group}"] c-check-card`).map(
    (card) => (card as unknown as { check: Check }).check.id
  );

describe('c-check-list', () => {
  beforeEach(() => {
    jest.mocked(canManage).mockReturnValue(true);
    apex.checks.mockReset().mockResolvedValue(CHECKS);
    apex.run.mockReset().mockImplementation(({ ids }) => Promise.resolve(ids.map((id) => check(id, 'pass'))));
  });
  afterEach(() => document.body.replaceChildren());

  it('shows what is to do, worst first, then what is done and what does not apply', async () => {
    const element = await open();
    expect(shown(element, 'todo')).toEqual(['c', 'b', 'e']);
    expect(shown(element, 'done')).toEqual(['a']);
    expect(shown(element, 'none')).toEqual(['d']);
    expect(query(element, 'c-panel')).toMatchObject({ heading: 'c.Readiness_NotReady' });
    expect(queryAll(element, '.legend li')).toHaveLength(4);
    await expect(element).toBeAccessible();
  });

  it.each([
    ['c.Readiness_Ready', ['pass', 'not applicable']],
    ['c.Readiness_ReadyWith', ['pass', 'warning']],
    ['c.Readiness_Undecided', ['pass', 'warning', 'unknown']]
  ] as const)('says %s', async (verdict, states) => {
    apex.checks.mockResolvedValue(states.map((status, index) => check(`c${index}`, status)));
    expect(query(await open(), 'c-panel')).toMatchObject({ heading: verdict });
  });

  it('says of a page, not of the org, that everything is in order', async () => {
    apex.checks.mockResolvedValue([check('a', 'pass')]);
    const element = await open({ withSummary: false });
    expect(query(element, 'c-panel')).toMatchObject({ heading: 'c.Readiness_ReadyHere' });
  });

  it('says that nothing is left to do', async () => {
    apex.checks.mockResolvedValue([check('a', 'pass')]);
    expect(query(await open(), 'c-empty-state')).toMatchObject({ message: 'c.Readiness_AllDone' });
  });

  it('counts what has changed since the last run', async () => {
    apex.checks.mockResolvedValue([check('a', 'fail', { changedAt: '2026-01-02T10:00:00.000Z' }), check('b', 'pass')]);
    expect(textOf(await open(), '.changed')).toBe('c.Readiness_Drift');
  });

  it('explains a first visit, and runs every check one after the other', async () => {
    apex.checks.mockResolvedValue([check('a'), check('b')]);
    const element = await open();
    expect(query(element, 'c-empty-state')).toMatchObject({ heading: 'c.Readiness_NeverTitle' });
    await expect(element).toBeAccessible();
    let answer: (checks: readonly Check[]) => void = () => undefined;
    apex.run.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    await fire(element, '.run', 'click');
    expect(apex.run).toHaveBeenCalledTimes(1);
    expect(query(element, '[role="progressbar"]')!.getAttribute('aria-valuenow')).toBe('0');
    expect(query(element, '.run')).toMatchObject({ disabled: true });
    answer([check('a', 'pass')]);
    await settle();
    expect(apex.run.mock.calls.map(([{ ids }]) => ids)).toEqual([['a'], ['b']]);
    expect(shown(element, 'done')).toEqual(['a', 'b']);
    expect(query(element, '[role="progressbar"]')).toBeNull();
    expect(textOf(element, '[role="status"]')).toBe('c.Readiness_Finished');
  });

  it('shows checks that wait for the same thing as one, and runs them together', async () => {
    const waits = { method: 'none', evidence: ['No user'], solution: 'Choose one.', link: 'console:connection' };
    apex.checks.mockResolvedValue([
      check('a', 'unknown', waits),
      check('b', 'fail'),
      check('c', 'unknown', waits),
      check('d', 'unknown', { ...waits, evidence: ['Another reason'] })
    ]);
    const element = await open();
    expect(shown(element, 'todo')).toEqual(['b', 'd']);
    const waiting = query(element, '[data-group="todo"] c-waiting-checks') as unknown as { checks: readonly Check[] };
    expect(waiting.checks.map(({ id }) => id)).toEqual(['a', 'c']);
    await fire(element, 'c-waiting-checks', 'checkall', { ids: ['a', 'c'] });
    expect(apex.run.mock.calls.map(([{ ids }]) => ids)).toEqual([['a'], ['c']]);
    expect(query(element, 'c-waiting-checks')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it.each([
    ['c.Readiness_RunFirst', undefined],
    ['c.Readiness_RunThese', 'pass']
  ] as const)('offers on other pages: %s', async (label, status) => {
    apex.checks.mockResolvedValue([check('a', status)]);
    expect(query(await open({ withSummary: false }), '.run')).toMatchObject({ label });
  });

  it('runs a single check again and moves it to where it belongs', async () => {
    const element = await open();
    await fire(element, '[data-group="todo"] c-check-card', 'check', { id: 'c' });
    expect(apex.run).toHaveBeenCalledWith({ ids: ['c'] });
    expect(shown(element, 'done')).toEqual(['a', 'c']);
  });

  it('ends the run when the page is closed', async () => {
    const element = await open();
    let answer: (checks: readonly Check[]) => void = () => undefined;
    apex.run.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    await fire(element, '.run', 'click');
    document.body.replaceChildren();
    answer([]);
    await settle();
    expect(apex.run).toHaveBeenCalledTimes(1);
  });

  it('keeps what it has when a run fails', async () => {
    apex.run.mockRejectedValue(failure('Too many queries'));
    const element = await open();
    await fire(element, '.run', 'click');
    expect(query(element, 'c-error-panel')).toMatchObject({ failure: { body: { message: 'Too many queries' } } });
    expect(shown(element, 'todo')).toHaveLength(3);
    await expect(element).toBeAccessible();
    await fire(element, 'c-error-panel', 'retry');
    expect(query(element, 'c-error-panel')).toBeNull();
  });

  it('shows that it loads, and why it cannot', async () => {
    let refuse: (reason: unknown) => void = () => undefined;
    apex.checks.mockImplementation(() => new Promise((_resolve, reject) => (refuse = reject)));
    const element = await open();
    expect(query(element, 'c-panel')).toMatchObject({ loading: true });
    refuse(failure('No access'));
    await settle();
    expect(query(element, 'c-panel[aria-busy]')).toBeNull();
    expect(query(element, 'c-error-panel')).not.toBeNull();
  });

  it('shows only the checks it was asked for, in that order', async () => {
    const element = await open({ withSummary: false, ids: ['e', 'a', 'gone'] });
    expect(shown(element, 'todo')).toEqual(['e']);
    expect(shown(element, 'done')).toEqual(['a']);
    await fire(element, '.run', 'click');
    expect(apex.run.mock.calls.map(([{ ids }]) => ids)).toEqual([['e'], ['a']]);
  });

  it('lets viewers look only', async () => {
    jest.mocked(canManage).mockReturnValue(false);
    const element = await open();
    expect(query(element, '.run')).toMatchObject({ disabled: true });
    expect(query(element, 'c-check-card')).toMatchObject({ cannotRun: true });
  });
});
