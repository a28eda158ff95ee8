import { LightningElement, api } from 'lwc';
import configure from '@salesforce/apex/DeliveryConsole.configure';
import finishRotation from '@salesforce/apex/DeliveryConsole.finishRotation';
import keepFor from '@salesforce/apex/DeliveryConsole.keepFor';
import ping from '@salesforce/apex/DeliveryConsole.ping';
import rotateSecret from '@salesforce/apex/DeliveryConsole.rotateSecret';
import useCredential from '@salesforce/apex/DeliveryConsole.useCredential';
import { formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { DeliveryStatus, PingResult } from 'types/delivery';
import labels from './labels';
import { pingText } from './pingText';

/**
 * How messages are sent: where to, signed with which secret, kept for how long. The secret is written, never shown.
 * @fires changed
 */
export default class DeliverySettings extends LightningElement {
  @api
  get status(): DeliveryStatus | null {
    return this.present;
  }
  set status(value: DeliveryStatus | null) {
    this.present = value;
    this.days = String(value?.retentionDays ?? '');
    this.credential = value?.credential ?? '';
  }

  readonly labels = labels;
  present: DeliveryStatus | null = null;
  secret = '';
  days = '';
  credential = '';
  answer: PingResult | null = null;
  asking = false;
  busy = false;

  get target(): string {
    const { credential, apiHost } = this.present ?? {};
    return credential ? `callout:${credential}` : (apiHost ?? labels.noRegion);
  }

  get secretState(): string {
    if (!this.present?.secretSet) return labels.noSecret;
    return this.present.rotatingSince ? labels.rotating : labels.secretSet;
  }

  get isRotating(): boolean {
    return Boolean(this.present?.rotatingSince);
  }

  get secretLabel(): string {
    return this.present?.secretSet ? labels.newSecret : labels.secret;
  }

  get saveSecretLabel(): string {
    return this.present?.secretSet ? labels.rotate : labels.saveSecret;
  }

  get isFixed(): boolean {
    return !canManage() || this.busy;
  }

  get cannotSaveSecret(): boolean {
    return this.isFixed || this.secret.trim() === '' || !this.present?.region;
  }

  get cannotPing(): boolean {
    return this.isFixed || !this.present?.region || !this.present.secretSet;
  }

  get pingWords(): string {
    return this.answer ? pingText(this.answer) : '';
  }

  get finishLines(): readonly string[] {
    return [labels.finishLine];
  }

  handleSecret(event: CustomEvent<{ value: string }>): void {
    this.secret = event.detail.value;
  }

  handleDays(event: CustomEvent<{ value: string }>): void {
    this.days = event.detail.value;
  }

  handleCredential(event: CustomEvent<{ value: string }>): void {
    this.credential = event.detail.value;
  }

  handleSaveSecret(): void {
    void this.act(labels.secretSaved, async () => {
      const { secret } = this;
      if (this.present?.secretSet) await rotateSecret({ secret });
      else await configure({ region: this.present?.region ?? '', secret });
      this.secret = '';
    });
  }

  handleAsk(): void {
    this.asking = true;
  }

  handleCancel(): void {
    this.asking = false;
  }

  handleFinish(): void {
    void this.act(labels.rotationFinished, async () => {
      await finishRotation();
      this.asking = false;
    });
  }

  handlePing(): void {
    this.answer = null;
    void this.act('', async () => {
      this.answer = await ping();
    });
  }

  handleKeep(): void {
    void this.act(formatLabel(labels.kept, this.days), () => keepFor({ days: Number(this.days) }));
  }

  handleUse(): void {
    void this.act(labels.credentialSaved, () => useCredential({ name: this.credential }));
  }

  private async act(done: string, action: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await action();
      if (done !== '') {
        toastDone(this, done);
        this.dispatchEvent(new CustomEvent('changed'));
      }
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.busy = false;
    }
  }
}
