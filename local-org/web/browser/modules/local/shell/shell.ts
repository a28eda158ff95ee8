import { LightningElement } from 'lwc';
import application from 'local-org:application';
import type { Tab } from 'local-org:application';
import { pageContext } from '../../../page-context.ts';

const TAB_PATH = /^\/lightning\/n\/(\w+)$/;

/** Stands in for Lightning Experience: header, the application's tabs, toasts, and the app page of the open tab. */
export default class Shell extends LightningElement {
  declare refs: Readonly<Record<string, HTMLElement>>;
  label = application.label;
  userName = pageContext().user?.name ?? '';
  openTab: Tab | undefined = tabAt(location.pathname);

  readonly followHistory = (): void => {
    this.openTab = tabAt(location.pathname);
  };

  override connectedCallback(): void {
    window.addEventListener('popstate', this.followHistory);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('popstate', this.followHistory);
  }

  get tabs(): readonly object[] {
    return application.tabs.map((tab) => ({
      ...tab,
      url: `/lightning/n/${tab.name}`,
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
    history.pushState(null, '', currentTarget.href);
    this.followHistory();
  }
}

/** The tab of a page address; the first one at `/`; none at an unknown address. */
function tabAt(pathname: string): Tab | undefined {
  if (pathname === '/') return application.tabs[0];
  const name = TAB_PATH.exec(pathname)?.[1];
  return application.tabs.find((tab) => tab.name === name);
}
