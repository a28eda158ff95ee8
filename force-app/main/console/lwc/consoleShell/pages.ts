import type { PageReference } from 'lightning/navigation';
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

/** Keys of the state in an address begin with the namespace of the package, or with `c` where it has none. */
function stateKey(reference: PageReference | null): string {
  const [namespace, rest] = (reference?.attributes.apiName ?? '').split('__');
  return `${rest ? namespace : 'c'}__page`;
}

/** The page that an address names; the first one when it names none, or one that does not exist. */
export function pageOf(reference: PageReference | null): ConsolePage {
  const name = reference?.state[stateKey(reference)] ?? reference?.state.c__page;
  return PAGES.find((page) => page.name === name) ?? PAGES[0]!;
}

/** The address of a page beside the present one. */
export function referenceTo(reference: PageReference, name: string): PageReference {
  return { type: reference.type, attributes: reference.attributes, state: { [stateKey(reference)]: name } };
}
