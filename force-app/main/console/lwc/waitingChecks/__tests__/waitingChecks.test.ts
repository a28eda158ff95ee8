import WaitingChecks from 'c/waitingChecks';
import type { Check } from 'types/readiness';
import { fire, mount, query, queryAll, textOf } from '../../../../../../types/jest-lwc';

const check = (id: string, more: Partial<Check> = {}): Check => ({
  id,
  title: `Title of ${id}`,
  status: 'unknown',
  method: 'none',
  evidence: ['No user is chosen'],
  solution: 'Choose one.',
  link: 'console:connection',
  rows: [],
  toCopy: [],
  changes: [],
  ...more
});
const open = (more = {}): Promise<HTMLElement> =>
  mount('c-waiting-checks', WaitingChecks, { checks: [check('a'), check('b')], ...more });

describe('c-waiting-checks', () => {
  afterEach(() => document.body.replaceChildren());

  it('says once what the checks wait for, and names them', async () => {
    const element = await open();
    expect(textOf(element, '.title')).toBe('c.Readiness_Waiting');
    expect(textOf(element, '.text')).toBe('No user is chosen. Choose one.');
    expect(queryAll(element, '.name').map((name) => name.textContent)).toEqual(['Title of a', 'Title of b']);
    await expect(element).toBeAccessible();
  });

  it('leads to the page where it is solved', async () => {
    const element = await open();
    const pages: unknown[] = [];
    element.addEventListener('openpage', (event) => pages.push((event as CustomEvent).detail));
    await fire(element, '.open-page', 'click');
    expect(pages).toEqual([{ page: 'connection' }]);
    const elsewhere = await open({ checks: [check('a', { link: null })] });
    expect(query(elsewhere, '.open-page')).toBeNull();
  });

  it('runs them again, unless the user may not', async () => {
    const element = await open();
    const asked: unknown[] = [];
    element.addEventListener('checkall', (event) => asked.push((event as CustomEvent).detail));
    await fire(element, '.run', 'click');
    expect(asked).toEqual([{ ids: ['a', 'b'] }]);
    expect(query(await open({ cannotRun: true }), '.run')).toMatchObject({ disabled: true });
  });
});
