import { LightningElement, api } from 'lwc';
import readPlan from '@salesforce/apex/ConnectionConsole.permissionSetPlan';
import save from '@salesforce/apex/ConnectionConsole.savePermissionSet';
import { formatCount, formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { PermissionSetOutcome, PermissionSetPlan } from 'types/connection';
import labels from './labels';

/** Creates or repairs the org's own permission set, after a confirmation. @fires changed when it has been saved. */
export default class PermissionSetPanel extends LightningElement {
  readonly labels = labels;
  plan: PermissionSetPlan | undefined;
  outcome: PermissionSetOutcome | undefined;
  asking = false;
  saving = false;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  /** Reads again what saving would change. */
  @api
  async load(): Promise<void> {
    try {
      this.plan = await readPlan();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }

  get loading(): boolean {
    return !this.plan && !this.failure;
  }

  get isComplete(): boolean {
    return this.plan !== undefined && this.plan.isAssigned && this.plan.missing.length === 0;
  }

  get stateText(): string {
    const { plan } = this;
    if (!plan) return '';
    const { userName } = plan;
    if (!userName) return labels.noUser;
    if (!plan.isCreated) return labels.notCreated;
    if (plan.missing.length > 0) return formatLabel(labels.missing, formatCount(plan.missing.length));
    return formatLabel(plan.isAssigned ? labels.complete : labels.notAssigned, userName);
  }

  get notOfferedText(): string {
    const names = this.plan?.notOffered ?? [];
    return names.length > 0 ? formatLabel(labels.notOffered, names.join(', ')) : '';
  }

  get addedText(): string {
    const names = this.outcome?.added ?? [];
    return names.length > 0 ? formatLabel(labels.added, names.join(', ')) : '';
  }

  get actionLabel(): string {
    if (!this.plan?.isCreated) return labels.create;
    return this.plan.missing.length > 0 ? labels.repair : labels.assign;
  }

  get showsAction(): boolean {
    return !this.isComplete && !this.asking;
  }

  get cannotSave(): boolean {
    return !canManage() || this.saving || !this.plan?.userName;
  }

  /** What will change, one line each. */
  get changes(): readonly string[] {
    const { plan } = this;
    if (!plan) return [];
    return [
      ...(plan.isCreated ? [] : [labels.confirmCreate]),
      ...plan.missing.map((name) => formatLabel(labels.confirmGrant, name)),
      ...(plan.missing.length > 0 ? [labels.confirmDepend] : []),
      ...(plan.isAssigned ? [] : [formatLabel(labels.confirmAssign, plan.userName ?? '')])
    ];
  }

  get refusal(): string | undefined {
    return this.outcome?.error ?? undefined;
  }

  handleAsk(): void {
    this.asking = true;
  }

  handleCancel(): void {
    this.asking = false;
  }

  handleRetry(): void {
    void this.load();
  }

  async handleConfirm(): Promise<void> {
    this.saving = true;
    try {
      this.outcome = await save();
      if (!this.outcome.error) toastDone(this, labels.saved);
      this.asking = false;
      await this.load();
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.saving = false;
    }
  }
}
