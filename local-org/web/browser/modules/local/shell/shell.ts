import { LightningElement } from 'lwc';
import application from 'local-org:application';
import type { Tab } from 'local-org:application';
import { goTo, pageReferenceAt, tabUrl, watchPage } from '../../../navigation.ts';
import { pageContext } from '../../../page-context.ts';

const SETUP = '/lightning/setup/';

/** Stands in for Lightning Experience: header, the application's tabs, toasts, and the app page of the open tab. */
export default class Shell extends LightningElement {
  declare refs: Readonly<Record<string, HTMLElement>>;
  label = application.label;
  userName = pageContext().user?.name ?? '';
  openTab: Tab | undefined;
  /** An address of Setup: the local org shows one page for all of it. */
  inSetup = false;

  private stopWatching: (() => void) | undefined;

  override connectedCallback(): void {
    const [first] = application.tabs;
    if (location.pathname === '/' && first) goTo(addressOf(first), true);
    this.stopWatching = watchPage(() => this.follow());
    this.follow();
  }

  override disconnectedCallback(): void {
    this.stopWatching?.();
  }

  get tabs(): readonly object[] {
    return application.tabs.map((tab) => ({
      ...tab,
      url: addressOf(tab),
      current: tab === this.openTab ? 'page' : null,
      itemClass: `slds-context-bar__item${tab === this.openTab ? ' slds-is-active' : ''}`
    }));
  }

  get headerStyle(): string {
    return `border-top: 3px solid ${application.headerColor}`;
  }

  handleSkip(event: Event): void {
    event.preventDefault();
    this.refs['content']?.focus();
  }

  handleTab(event: MouseEvent): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    goTo(currentTarget.getAttribute('href') ?? '/');
  }

  private follow(): void {
    const { apiName } = pageReferenceAt(location).attributes;
    this.inSetup = location.pathname.startsWith(SETUP);
    this.openTab = application.tabs.find((tab) => tab.name === apiName);
  }
}

const addressOf = (tab: Tab): string => tabUrl(tab.name);
