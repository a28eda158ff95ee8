import { LightningElement } from 'lwc';
import findUsers from '@salesforce/apex/ChoicesConsole.users';
import readChoices from '@salesforce/apex/ConnectionConsole.choices';
import chooseUser from '@salesforce/apex/ConnectionConsole.chooseUser';
import { formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { Choices, FoundUser } from 'types/connection';
import labels from './labels';

interface UserRow extends FoundUser {
  readonly chooseLabel: string;
}

/** The choice of the integration user. @fires changed when another one has been chosen. */
export default class UserPanel extends LightningElement {
  readonly labels = labels;
  choices: Choices | undefined;
  search = '';
  found: readonly UserRow[] | undefined;
  busy = false;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get loading(): boolean {
    return !this.choices && !this.failure;
  }

  get chosenText(): string {
    const name = this.choices?.integrationUserName;
    return name ? `${labels.chosen} ${name}` : labels.none;
  }

  get cannotChange(): boolean {
    return !canManage() || this.busy;
  }

  get nothingFound(): boolean {
    return this.found?.length === 0;
  }

  get hasFound(): boolean {
    return (this.found?.length ?? 0) > 0;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.search = event.detail.value;
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !this.cannotChange) void this.handleFind();
  }

  async handleFind(): Promise<void> {
    await this.attempt(async () => {
      const users = await findUsers({ search: this.search });
      this.found = users.map((user) => ({ ...user, chooseLabel: formatLabel(labels.chooseNamed, user.name) }));
    });
  }

  async handleChoose(event: Event): Promise<void> {
    const { user: userId = '' } = (event.currentTarget as HTMLElement).dataset;
    await this.attempt(async () => {
      await chooseUser({ userId });
      toastDone(this, labels.saved);
      this.found = undefined;
      this.search = '';
      await this.load();
      this.dispatchEvent(new CustomEvent('changed'));
    });
  }

  handleRetry(): void {
    void this.load();
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await work();
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.busy = false;
    }
  }

  private async load(): Promise<void> {
    try {
      this.choices = await readChoices();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }
}
