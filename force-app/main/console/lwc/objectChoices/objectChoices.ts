import { LightningElement } from 'lwc';
import readChoices from '@salesforce/apex/ObjectChoicesConsole.choices';
import decide from '@salesforce/apex/ObjectChoicesConsole.decide';
import findObjects from '@salesforce/apex/ObjectChoicesConsole.find';
import { formatLabel } from 'c/format';
import { canManage } from 'c/permissions';
import { toastFailed } from 'c/toasts';
import type { ObjectChoice } from 'types/settings';
import labels from './labels';

/** An object with what is said about it and what can be done. */
interface Row extends ObjectChoice {
  readonly state: string;
  readonly actions: readonly Action[];
}

interface Action {
  readonly name: string;
  readonly label: string;
  /** Buttons of several rows have the same words: a screen reader says of which object. */
  readonly description: string;
}

const DECISIONS: Readonly<Record<string, boolean | null>> = { count: true, leaveOut: false, undo: null };

/** Objects that the admin leaves out, or has counted although they would be left out. */
export default class ObjectChoices extends LightningElement {
  readonly labels = labels;
  choices: readonly ObjectChoice[] | undefined;
  found: readonly ObjectChoice[] | undefined;
  search = '';
  busy = false;
  failure: unknown;

  override connectedCallback(): void {
    void this.load();
  }

  get loading(): boolean {
    return !this.choices && !this.failure;
  }

  get cannotChange(): boolean {
    return !canManage() || this.busy;
  }

  get chosenRows(): readonly Row[] {
    return (this.choices ?? []).map((choice) => rowOf(choice, ['undo']));
  }

  get foundRows(): readonly Row[] {
    return (this.found ?? []).map((choice) => {
      if (choice.decision !== null && choice.decision !== undefined) return rowOf(choice, ['undo']);
      if (!choice.canBeCounted) return rowOf(choice, []);
      return rowOf(choice, [choice.excludedBecause ? 'count' : 'leaveOut']);
    });
  }

  get nothingChosen(): boolean {
    return this.choices?.length === 0;
  }

  get nothingFound(): boolean {
    return this.found?.length === 0;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.search = event.detail.value;
    if (this.search === '') this.found = undefined;
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') void this.find();
  }

  handleFind(): void {
    void this.find();
  }

  handleRetry(): void {
    void this.load();
  }

  async handleDecide(event: Event): Promise<void> {
    const { object, action } = (event.currentTarget as HTMLElement).dataset;
    if (!object || !action) return;
    this.busy = true;
    try {
      this.choices = await decide({ objectName: object, isCounted: DECISIONS[action] ?? null });
      if (this.found) await this.find();
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.busy = false;
    }
  }

  private async find(): Promise<void> {
    try {
      this.found = await findObjects({ search: this.search });
    } catch (error) {
      toastFailed(this, error);
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

const actionLabels: Readonly<Record<string, string>> = {
  count: labels.count,
  leaveOut: labels.leaveOut,
  undo: labels.undo
};

function rowOf(choice: ObjectChoice, actions: readonly string[]): Row {
  return {
    ...choice,
    state: choice.excludedBecause ? formatLabel(labels.leftOut, choice.excludedBecause) : labels.counted,
    actions: actions.map((name) => ({
      name,
      label: actionLabels[name] ?? name,
      description: `${actionLabels[name] ?? name}: ${choice.label}`
    }))
  };
}
