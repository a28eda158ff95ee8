import { LightningElement } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import readFields from '@salesforce/apex/PopulationConsole.fields';
import readLatestRun from '@salesforce/apex/PopulationConsole.latestRun';
import readObjects from '@salesforce/apex/PopulationConsole.objects';
import requestRun from '@salesforce/apex/PopulationConsole.startRun';
import { reduceErrors } from 'c/errors';
import { formatCount, formatLabel, isKnown } from 'c/format';
import { canManage, canView } from 'c/permissions';
import type { ObjectFields, ObjectPopulation, PopulationRun } from 'types/population';
import labels from './labels';
import { Poller } from './poller';
import type { Look } from './poller';

/**
 * The page "Field Population": starts runs, follows the one in progress, and shows what the latest run counted. The only
 * component here that calls Apex; its children get what they show.
 */
export default class PopulationPage extends LightningElement {
  readonly labels = labels;

  run: PopulationRun | null = null;
  objects: readonly ObjectPopulation[] = [];
  selectedObject: string | undefined;
  recordTypeId: string | null = null;
  population: ObjectFields | undefined;

  loading = true;
  loadingFields = false;
  starting = false;
  failure: unknown;
  fieldsFailure: unknown;

  private readonly poller = new Poller(() => this.poll());
  /** Counts requests for fields: an answer that a newer request has overtaken is dropped. */
  private fieldsRequest = 0;

  override connectedCallback(): void {
    if (this.hasAccess) void this.load();
    else this.loading = false;
  }

  override disconnectedCallback(): void {
    this.poller.stop();
  }

  get hasAccess(): boolean {
    return canView();
  }

  get denied(): boolean {
    return !this.hasAccess;
  }

  get showsNoRun(): boolean {
    return !this.loading && !this.failure && this.hasAccess && this.run === null;
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

  get cannotStart(): boolean {
    return !canManage() || this.isActive || this.starting || this.loading;
  }

  /** Why the button is disabled, where the reason lasts. */
  get startHint(): string | undefined {
    if (!canManage()) return labels.startRunDenied;
    return this.isActive ? labels.startRunActive : undefined;
  }

  get fieldsHeading(): string {
    return this.chosen ? formatLabel(labels.fieldsOf, this.chosen.label) : '';
  }

  get recordCount(): string {
    const records = this.population?.records;
    return isKnown(records) ? formatLabel(labels.recordCount, formatCount(records)) : '';
  }

  get chosen(): ObjectPopulation | undefined {
    return this.objects.find(({ objectName }) => objectName === this.selectedObject);
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
    this.select(event.detail.objectName);
    void this.loadFields();
  }

  handleRecordType(event: CustomEvent<{ recordTypeId: string | null }>): void {
    this.recordTypeId = event.detail.recordTypeId;
    void this.loadFields();
  }

  handleRetryFields(): void {
    void this.loadFields();
  }

  async handleStart(): Promise<void> {
    this.starting = true;
    try {
      await requestRun();
      this.toast(labels.started, labels.startedText, 'success');
      await this.load();
    } catch (error) {
      this.toast(labels.startFailed, reduceErrors(error).join(' '), 'error');
    } finally {
      this.starting = false;
    }
  }

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
    if (!this.isUnsettled) return 'done';
    return JSON.stringify(before) === JSON.stringify(this.run) ? 'same' : 'changed';
  }

  private async readResults(run: PopulationRun | null): Promise<void> {
    // Results before the run: the page never shows a new run over the results of the one before.
    const objects = run === null ? [] : await readObjects({ runId: run.runId });
    this.run = run;
    this.objects = objects;
    if (!this.chosen) this.select(mostRecords(objects)?.objectName);
    await this.loadFields();
  }

  private select(objectName: string | undefined): void {
    this.selectedObject = objectName;
    this.recordTypeId = null;
    this.population = undefined;
    this.fieldsFailure = undefined;
  }

  private async loadFields(): Promise<void> {
    const request = ++this.fieldsRequest;
    const { run, chosen, recordTypeId } = this;
    if (!run || !chosen || !hasResult(chosen)) return;
    this.loadingFields = this.population === undefined;
    try {
      const population = await readFields({ runId: run.runId, objectName: chosen.objectName, recordTypeId });
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

  private toast(title: string, message: string, variant: 'success' | 'error'): void {
    this.dispatchEvent(new ShowToastEvent({ title, message, variant }));
  }
}

/** Whether no object has been counted between two looks. */
const isSameState = (before: PopulationRun | null, now: PopulationRun | null): boolean =>
  before?.runId === now?.runId && before?.status === now?.status && before?.objectsDone === now?.objectsDone;

/** Whether an object has been counted: until then it has no fields to ask for. */
const hasResult = ({ status }: ObjectPopulation): boolean =>
  status === 'measured' || status === 'skipped' || status === 'unknown';

/** The object to show first: the one with most records. */
function mostRecords(objects: readonly ObjectPopulation[]): ObjectPopulation | undefined {
  return objects.filter(hasResult).sort((a, b) => (b.records ?? -1) - (a.records ?? -1))[0];
}
