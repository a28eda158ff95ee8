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

/** Objects under one another: what the search has found, and what is decided. */
interface ObjectsShown {
  readonly name: string;
  readonly heading: string;
  /** Name of the list for screen readers. */
  readonly label: string;
  readonly listClass: string;
  readonly rows: readonly Row[];
  /** Said instead of a list without rows. */
  readonly none: string;
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

  get lists(): readonly ObjectsShown[] {
    const { found, choices = [] } = this;
    const chosen = shown(
      'chosen',
      labels.chosen,
      labels.nothingChosen,
      choices.map((choice) => rowOf(choice, ['undo']))
    );
    if (!found) return [{ ...chosen, heading: labels.chosen }];
    return [
      shown('found', labels.found, labels.nothingFound, found.map(foundRow)),
      { ...chosen, heading: labels.chosen }
    ];
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

const shown = (name: string, label: string, none: string, rows: readonly Row[]): ObjectsShown => ({
  name,
  heading: '',
  label,
  listClass: `objects ${name}`,
  rows,
  none: rows.length === 0 ? none : ''
});

function foundRow(choice: ObjectChoice): Row {
  if (choice.decision !== null && choice.decision !== undefined) return rowOf(choice, ['undo']);
  if (!choice.canBeCounted) return rowOf(choice, []);
  return rowOf(choice, [choice.excludedBecause ? 'count' : 'leaveOut']);
}

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
