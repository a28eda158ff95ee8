import labels from './labels';

/** A page of the console. */
export interface ConsolePage {
  /** Value of the `page` in the address. */
  readonly name: string;
  readonly label: string;
  /** What the page is about. */
  readonly text: string;
  readonly icon: string;
}

export const PAGES: readonly ConsolePage[] = [
  { name: 'overview', label: labels.overview, text: labels.overviewText, icon: 'utility:home' },
  { name: 'connection', label: labels.connection, text: labels.connectionText, icon: 'utility:connected_apps' },
  { name: 'session', label: labels.session, text: labels.sessionText, icon: 'utility:shield' },
  { name: 'app', label: labels.app, text: labels.appText, icon: 'utility:apps' },
  { name: 'population', label: labels.population, text: labels.populationText, icon: 'utility:chart' },
  { name: 'delivery', label: labels.delivery, text: labels.deliveryText, icon: 'utility:send' },
  { name: 'subscriptions', label: labels.subscriptions, text: labels.subscriptionsText, icon: 'utility:people' },
  { name: 'settings', label: labels.settings, text: labels.settingsText, icon: 'utility:settings' }
];

/** What a page is called; its own name when there is no such page. */
export const pageTitle = (name: string): string => PAGES.find((page) => page.name === name)?.label ?? name;
