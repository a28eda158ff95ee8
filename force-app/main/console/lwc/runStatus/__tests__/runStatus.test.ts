import { createElement } from 'lwc';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import RunStatusStrip from 'c/runStatus';
import type { PopulationRun } from 'types/population';

const RUN: PopulationRun = {
  runId: 'r1',
  name: 'RUN-0007',
  status: 'Completed',
  startedAt: '2026-03-02T21:14:00.000Z',
  finishedAt: '2026-03-02T21:16:30.000Z',
  objectsTotal: 8,
  objectsDone: 8,
  recordsCounted: 34_512,
  fieldsMeasured: 210,
  fieldsUnmeasured: 0,
  queriesUsed: 19,
  queryRowsUsed: null,
  messagesPending: 0,
  messagesDelivered: 9,
  messagesDead: 0
};

function mount(run: Partial<PopulationRun>): ShadowRoot {
  const element = createElement('c-run-status', { is: RunStatusStrip });
  Object.assign(element, { run: { ...RUN, ...run } });
  document.body.append(element);
  return element.shadowRoot!;
}
const figure = (root: ShadowRoot, name: string): string | undefined =>
  root.querySelector(`[data-figure="${name}"] dd`)?.textContent ?? undefined;

describe('c-run-status', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows the figures that are known, zero included, and no others', () => {
    const root = mount({});
    expect(figure(root, 'records')).toBe('34,512');
    expect(figure(root, 'unmeasured')).toBe('0');
    expect(figure(root, 'rows')).toBeUndefined();
    expect(figure(root, 'jobs')).toBeUndefined();
  });

  it('shows moments in the time zone of the user, whatever that of the browser is', () => {
    const moments = [...mount({}).querySelectorAll('lightning-formatted-date-time')];
    expect(moments.map((moment) => (moment as unknown as { timeZone: string }).timeZone)).toEqual([
      TIME_ZONE,
      TIME_ZONE
    ]);
  });

  it('shows progress while the run is active', () => {
    const bar = mount({ status: 'Running', objectsDone: 7 }).querySelector('[role="progressbar"]')!;
    expect(bar.getAttribute('aria-valuenow')).toBe('87');
    expect(bar.getAttribute('aria-valuetext')).toBe('c.Population_ProgressText');
  });

  it('begins at zero while the number of objects is not known', () => {
    const root = mount({ status: 'Queued', objectsDone: null, objectsTotal: null });
    expect(root.querySelector('[role="progressbar"]')!.getAttribute('aria-valuenow')).toBe('0');
    expect(root.querySelector('.progress-text')!.textContent).toBe('c.Population_ProgressFinding');
  });

  it('has no progress bar when the run has ended', () => {
    expect(mount({}).querySelector('[role="progressbar"]')).toBeNull();
  });

  it('says what of the delivery is waiting or refused', () => {
    const note = mount({ messagesPending: 2, messagesDead: 1 }).querySelector('.note');
    expect(note!.textContent).toBe('c.Population_MessagesPending, c.Population_MessagesDead');
  });

  it.each([
    ['CompletedWithErrors', 'c.Population_StatusCompletedWithErrors', 'warning'],
    ['Failed', 'c.Population_StatusFailed', 'bad'],
    ['Cancelled', 'c.Population_StatusCancelled', 'neutral']
  ] as const)('names the status %s', (status, label, theme) => {
    expect(mount({ status }).querySelector('[role="status"] c-badge')).toMatchObject({ label, theme });
  });

  it('shows why a run failed', () => {
    const root = mount({ status: 'Failed', error: 'Too many queries' });
    expect(root.querySelector('c-error-panel')).toMatchObject({ failure: 'Too many queries', withoutRetry: true });
  });

  it('is accessible while running and after a failure', async () => {
    mount({ status: 'Running', objectsDone: 3 });
    await expect(document.body).toBeAccessible();
    document.body.replaceChildren();
    mount({ status: 'Failed', error: 'x' });
    await expect(document.body).toBeAccessible();
  });
});
