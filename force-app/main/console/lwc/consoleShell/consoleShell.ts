import { LightningElement, wire } from 'lwc';
import { CurrentPageReference, NavigationMixin } from 'lightning/navigation';
import type { PageReference } from 'lightning/navigation';
import { PAGES } from 'c/consolePages';
import type { ConsolePage } from 'c/consolePages';
import { canManage, canView } from 'c/permissions';
import labels from './labels';
import { pageOf, referenceTo } from './pages';

interface NavigationItem extends ConsolePage {
  readonly url: string | undefined;
  readonly current: 'page' | null;
}

/**
 * The console: the list of its pages and the one that is open. The address says which, so pages can be linked to and
 * the browser's back button works.
 */
export default class ConsoleShell extends NavigationMixin(LightningElement) {
  declare refs: Readonly<Record<string, HTMLElement>>;
  readonly labels = labels;

  page: ConsolePage = PAGES[0]!;
  private reference: PageReference | null = null;
  private urls: ReadonlyMap<string, string> = new Map();
  /** The title takes the focus after the page has changed, so that the keyboard and screen readers are there. */
  private focusDue = false;

  @wire(CurrentPageReference)
  follow(reference: PageReference | null): void {
    const isFirst = this.reference === null;
    this.reference = reference;
    if (!reference) return;
    const next = pageOf(reference);
    this.focusDue = !isFirst && next !== this.page;
    this.page = next;
    if (isFirst) void this.resolveUrls(reference);
  }

  override renderedCallback(): void {
    if (!this.focusDue) return;
    this.focusDue = false;
    this.refs.title?.focus();
  }

  get hasAccess(): boolean {
    return canView();
  }

  get isReadOnly(): boolean {
    return canView() && !canManage();
  }

  get items(): readonly NavigationItem[] {
    return PAGES.map((page) => ({
      ...page,
      url: this.urls.get(page.name),
      current: page === this.page ? 'page' : null
    }));
  }

  get options(): readonly { readonly label: string; readonly value: string }[] {
    return PAGES.map(({ label, name }) => ({ label, value: name }));
  }

  /** Which page is open, for the template. */
  get open(): Readonly<Record<string, boolean>> {
    return { [this.page.name]: true };
  }

  handleLink(event: MouseEvent): void {
    // With a key held, the browser opens a tab or a window of its own.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.goTo((event.currentTarget as HTMLElement).dataset.page ?? '');
  }

  handlePick(event: CustomEvent<{ value: string }>): void {
    this.goTo(event.detail.value);
  }

  /** A page asks to open another one. */
  handleOpenPage(event: CustomEvent<{ page: string }>): void {
    this.goTo(event.detail.page);
  }

  private goTo(name: string): void {
    if (this.reference) this[NavigationMixin.Navigate](referenceTo(this.reference, name));
  }

  private async resolveUrls(reference: PageReference): Promise<void> {
    const entries = PAGES.map(
      async ({ name }) => [name, await this[NavigationMixin.GenerateUrl](referenceTo(reference, name))] as const
    );
    this.urls = new Map(await Promise.all(entries));
  }
}
