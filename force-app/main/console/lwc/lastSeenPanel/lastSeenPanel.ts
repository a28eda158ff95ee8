import { LightningElement, api } from 'lwc';
import readUsers from '@salesforce/apex/InventoryConsole.users';
import readCsv from '@salesforce/apex/InventoryConsole.usersCsv';
import { saveFile } from 'c/download';
import { formatCount, formatLabel, formatMoment } from 'c/format';
import { canManage } from 'c/permissions';
import { toastDone, toastFailed } from 'c/toasts';
import type { Seen, SeenCount, SeenUser } from 'types/inventory';
import labels from './labels';

const PAGE = 50;
/** Apex skips no more than 2,000 users. */
const MOST = 2_050;

interface Group {
  readonly seen: Seen;
  readonly label: string;
  readonly number: string;
  readonly isChosen: 'true' | 'false';
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly licence: string;
  readonly seen: string;
  readonly thirdParty: string;
  readonly sent: string;
}

/** How many users were last seen when, and for managers: who. */
export default class LastSeenPanel extends LightningElement {
  @api counts: readonly SeenCount[] = [];

  readonly labels = labels;
  readonly pageSize = PAGE;
  chosen: Seen | null = null;
  users: readonly SeenUser[] = [];
  offset = 0;
  loading = false;
  exporting = false;
  failure: unknown;
  /** An answer that a newer request has overtaken is dropped. */
  private requests = 0;

  /** Reads the list again: what is sent may have changed. */
  @api
  async load(): Promise<void> {
    const { chosen, offset } = this;
    if (!chosen) return;
    const request = ++this.requests;
    this.loading = true;
    try {
      const users = await readUsers({ seen: chosen, offset });
      if (request !== this.requests) return;
      this.users = users;
      this.failure = undefined;
    } catch (error) {
      if (request === this.requests) this.failure = error;
    } finally {
      if (request === this.requests) this.loading = false;
    }
  }

  get groups(): readonly Group[] {
    return this.counts.map(({ seen, users }) => ({
      seen,
      label: labels[seen],
      number: formatCount(users),
      isChosen: seen === this.chosen ? 'true' : 'false'
    }));
  }

  get cannotSee(): boolean {
    return !canManage();
  }

  get cannotExport(): boolean {
    return this.cannotSee || this.exporting;
  }

  get listLabel(): string {
    return this.chosen ? labels[this.chosen] : '';
  }

  get hasRows(): boolean {
    return this.users.length > 0 && !this.failure;
  }

  get isEmpty(): boolean {
    return this.chosen !== null && !this.loading && !this.failure && this.users.length === 0;
  }

  get showsSpinner(): boolean {
    return this.loading && this.users.length === 0;
  }

  get total(): number {
    return Math.min(this.inGroup, MOST);
  }

  get cappedText(): string {
    return this.inGroup > MOST ? formatLabel(labels.capped, formatCount(MOST)) : '';
  }

  get rows(): readonly Row[] {
    return this.users.map((user) => ({
      id: user.id,
      name: user.name,
      note: [user.email ?? user.username, user.company].filter(Boolean).join(' · '),
      licence: user.licence ?? labels.unknown,
      seen: user.lastSeenAt ? formatMoment(user.lastSeenAt) : labels.neverSeen,
      thirdParty: answer(user.isThirdParty),
      sent: answer(user.isCollected)
    }));
  }

  handleChoose(event: Event): void {
    this.chosen = (event.currentTarget as HTMLElement).dataset.seen as Seen;
    this.offset = 0;
    this.users = [];
    this.failure = undefined;
    void this.load();
  }

  handlePage(event: CustomEvent<{ offset: number }>): void {
    this.offset = event.detail.offset;
    void this.load();
  }

  handleRetry(): void {
    void this.load();
  }

  async handleExport(): Promise<void> {
    this.exporting = true;
    try {
      saveFile(labels.exportFile, await wholeCsv(null));
      toastDone(this, labels.exported);
    } catch (error) {
      toastFailed(this, error);
    } finally {
      this.exporting = false;
    }
  }

  private get inGroup(): number {
    return this.counts.find(({ seen }) => seen === this.chosen)?.users ?? 0;
  }
}

const answer = (value: boolean | null | undefined): string =>
  typeof value === 'boolean' ? (value ? labels.yes : labels.no) : labels.unknown;

/** One page after the other: each has limits of its own. */
async function wholeCsv(afterId: string | null): Promise<string> {
  const { text, lastId } = await readCsv({ afterId });
  return lastId ? text + (await wholeCsv(lastId)) : text;
}
