import { LightningElement } from 'lwc';
import readLatestRun from '@salesforce/apex/PopulationConsole.latestRun';
import readCsv from '@salesforce/apex/ResultsConsole.csv';
import readFields from '@salesforce/apex/ResultsConsole.fields';
import readObjects from '@salesforce/apex/ResultsConsole.objects';
import { saveFile } from 'c/download';
import { FIRST_FIELDS } from 'c/fieldTable';
import { TIME_ZONE, formatCount, formatLabel, isKnown } from 'c/format';
import type HistoryPanel from 'c/historyPanel';
import { FIRST_QUERY } from 'c/objectList';
import type { ObjectQuery } from 'c/objectList';
import { Poller } from 'c/poller';
import type { Look } from 'c/poller';
import { toastDone, toastFailed } from 'c/toasts';
import type { FieldQuery, FieldsPage, ObjectPopulation, PopulationRun } from 'types/population';
import type { PastRun } from 'types/runs';
import labels from './labels';

/** The page "Field population": follows the run in progress, and shows what the latest run counted. */
export default class PopulationPage extends LightningElement {
  declare refs: Readonly<Record<string, HTMLElement>>;
  readonly labels = labels;
  readonly timeZone = TIME_ZONE;

  run: PopulationRun | null = null;
  /** An earlier run whose results are shown instead of those of the latest. */
  past: PastRun | undefined;
  objects: readonly ObjectPopulation[] = [];
  objectsFound = 0;
  objectsOfRun = 0;
  query: ObjectQuery = FIRST_QUERY;
  /** Stays chosen while the list shows another page. */
  chosen: ObjectPopulation | undefined;
  recordTypeId: string | null = null;
  population: FieldsPage | undefined;
  fieldQuery: FieldQuery = FIRST_FIELDS;

  loading = true;
  loadingFields = false;
  exporting = false;
  failure: unknown;
  fieldsFailure: unknown;

  private readonly poller = new Poller(() => this.poll());
  /** Counts requests for fields: an answer that a newer request has overtaken is dropped. */
  private fieldsRequest = 0;
  /** The same for pages of objects: letters are typed faster than the server answers. */
  private objectsRequest = 0;

  override connectedCallback(): void {
    document.addEventListener('visibilitychange', this.handleVisibility);
    void this.load();
  }

  override disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.handleVisibility);
    this.poller.stop();
  }

  get showsRun(): boolean {
    return this.run !== null || (!this.loading && !this.failure);
  }

  get showsLoading(): boolean {
    return this.loading && this.run === null;
  }

  get isActive(): boolean {
    return this.run?.status === 'Queued' || this.run?.status === 'Running';
  }

  /** The run goes on, or messages about it are still to be sent. */
  get isUnsettled(): boolean {
    return this.isActive || (this.run?.messagesPending ?? 0) > 0;
  }

  get oldRunText(): string {
    return this.past ? formatLabel(labels.oldRun, this.past.name) : '';
  }

  get shownRunId(): string | undefined {
    return this.past?.runId ?? this.run?.runId;
  }

  get fieldsHeading(): string {
    return this.chosen ? formatLabel(labels.fieldsOf, this.chosen.label) : '';
  }

  get recordCount(): string {
    const records = this.population?.records;
    return isKnown(records) ? formatLabel(labels.recordCount, formatCount(records)) : '';
  }

  get selectedObject(): string | undefined {
    return this.chosen?.objectName;
  }

  get fieldsBusy(): 'true' | 'false' {
    return this.loadingFields ? 'true' : 'false';
  }

  get cannotExport(): boolean {
    return this.exporting || !this.showsFields;
  }

  get showsFields(): boolean {
    return this.population !== undefined && !this.fieldsFailure;
  }

  /** Why the chosen object has no fields to show. */
  get fieldsHint(): string | undefined {
    const { chosen } = this;
    if (!chosen || hasResult(chosen)) return undefined;
    return chosen.reason ?? labels.objectWaiting;
  }

  handleRefresh(): void {
    void this.load();
  }

  handleChoose(event: CustomEvent<{ objectName: string }>): void {
    this.select(this.objects.find(({ objectName }) => objectName === event.detail.objectName));
    void this.loadFields();
  }

  handleQuery(event: CustomEvent<ObjectQuery>): void {
    this.query = event.detail;
    void this.loadObjects();
  }

  async handleOpenRun(event: CustomEvent<{ run: PastRun }>): Promise<void> {
    const { run } = event.detail;
    await this.show(run.runId === this.run?.runId ? undefined : run);
  }

  async handleLatest(): Promise<void> {
    await this.show(undefined);
  }

  /** The run was started, paused, resumed or cancelled. */
  async handleChanged(): Promise<void> {
    await this.load();
    await this.readHistory();
  }

  handleRecordType(event: CustomEvent<{ recordTypeId: string | null }>): void {
    this.recordTypeId = event.detail.recordTypeId;
    void this.loadFields();
  }

  handleFieldQuery(event: CustomEvent<FieldQuery>): void {
    this.fieldQuery = event.detail;
    void this.loadFields();
  }

  handleRetryFields(): void {
    void this.loadFields();
  }

  async handleExport(): Promise<void> {
    const { shownRunId: runId, chosen, recordTypeId } = this;
    if (!runId || !chosen) return;
    this.exporting = true;
    try {
      const csv = await readCsv({ runId, objectName: chosen.objectName, recordTypeId });
      saveFile(formatLabel(labels.exportFile, chosen.objectName), csv);
      toastDone(this, labels.exported);
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.exporting = false;
    }
  }

  /** Another window may have started or stopped something while this one was hidden. */
  private readonly handleVisibility = (): void => {
    if (!document.hidden && !this.isActive && !this.loading) void this.load();
  };

  /** Everything anew; polls on while there is more to come. */
  private async load(): Promise<void> {
    this.loading = true;
    try {
      await this.readResults(await readLatestRun());
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.loading = false;
    }
    if (this.isUnsettled && this.isConnected) this.poller.start();
  }

  /** A look at the run; its results are read again only when an object more has been counted. */
  private async poll(): Promise<Look> {
    const before = this.run;
    try {
      const run = await readLatestRun();
      if (isSameState(before, run)) this.run = run;
      else await this.readResults(run);
      this.failure = undefined;
    } catch (error) {
      // One look that failed ends the polling; the panel offers to try again.
      this.failure = error;
      return 'done';
    }
    if (before?.finishedAt !== this.run?.finishedAt) await this.readHistory();
    if (!this.isUnsettled) return 'done';
    return JSON.stringify(before) === JSON.stringify(this.run) ? 'same' : 'changed';
  }

  private async readResults(run: PopulationRun | null): Promise<void> {
    const isNew = !this.past && this.run?.runId !== run?.runId;
    if (isNew) this.query = FIRST_QUERY;
    // Results before the run: the page never shows a new run over the results of the one before.
    await this.readPage(this.past?.runId ?? run?.runId);
    this.run = run;
    const known = isNew ? undefined : this.chosen?.objectName;
    const again = this.objects.find(({ objectName }) => objectName === known);
    if (again) this.chosen = again;
    else if (!known) this.select(this.objects.find(hasResult));
    await this.loadFields();
  }

  /** Changes to the results of another run. */
  private async show(past: PastRun | undefined): Promise<void> {
    this.past = past;
    this.query = FIRST_QUERY;
    await this.loadObjects();
    this.select(this.objects.find(hasResult));
    await this.loadFields();
  }

  private async readPage(runId: string | undefined): Promise<void> {
    const request = ++this.objectsRequest;
    const page = runId ? await readObjects({ request: { runId, ...this.query } }) : { objects: [], total: 0, all: 0 };
    if (request !== this.objectsRequest) return;
    this.objects = page.objects;
    this.objectsFound = page.total;
    this.objectsOfRun = page.all;
  }

  private async loadObjects(): Promise<void> {
    try {
      await this.readPage(this.shownRunId);
    } catch (error) {
      toastFailed(this, error);
    }
  }

  private async readHistory(): Promise<void> {
    await (this.refs.history as unknown as HistoryPanel | undefined)?.load();
  }

  private select(object: ObjectPopulation | undefined): void {
    this.chosen = object;
    this.recordTypeId = null;
    this.population = undefined;
    this.fieldQuery = FIRST_FIELDS;
    this.fieldsFailure = undefined;
  }

  private async loadFields(): Promise<void> {
    const request = ++this.fieldsRequest;
    const { shownRunId: runId, chosen, recordTypeId } = this;
    if (!runId || !chosen || !hasResult(chosen)) return;
    this.loadingFields = this.population === undefined;
    try {
      const { objectName } = chosen;
      const population = await readFields({ request: { runId, objectName, recordTypeId, ...this.fieldQuery } });
      if (request !== this.fieldsRequest) return;
      this.population = population;
      this.fieldsFailure = undefined;
    } catch (error) {
      if (request !== this.fieldsRequest) return;
      this.fieldsFailure = error;
    } finally {
      if (request === this.fieldsRequest) this.loadingFields = false;
    }
  }
}

/** Whether no object has been counted between two looks. */
const isSameState = (before: PopulationRun | null, now: PopulationRun | null): boolean =>
  before?.runId === now?.runId && before?.status === now?.status && before?.objectsDone === now?.objectsDone;

/** Whether an object has been counted: until then it has no fields to ask for. */
const hasResult = ({ status }: ObjectPopulation): boolean =>
  status === 'measured' || status === 'skipped' || status === 'unknown';
