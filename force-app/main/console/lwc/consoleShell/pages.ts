import type { PageReference } from 'lightning/navigation';
import { PAGES } from 'c/consolePages';
import type { ConsolePage } from 'c/consolePages';

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
