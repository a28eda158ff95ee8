import type { PageContext } from '../page.ts';

/** What the server wrote into the page. */
export function pageContext(): PageContext {
  const element = document.getElementById('page-context');
  if (!element?.textContent) throw new Error('The page carries no context: it was not served by the local org');
  return JSON.parse(element.textContent) as PageContext;
}
