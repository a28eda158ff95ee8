/** What the tests of the components share. */
import { createElement } from 'lwc';
import type { LightningElement } from 'lwc';

/** Puts a component with properties into the page and waits until it has rendered. */
export async function mount(
  name: string,
  is: new () => LightningElement,
  properties: Readonly<Record<string, unknown>> = {}
): Promise<HTMLElement> {
  const element = Object.assign(createElement(name, { is: is as typeof LightningElement }), properties);
  document.body.append(element);
  await settle();
  return element;
}

/** Lets promises and rendering finish, with fake timers as with real ones. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
}

export const query = (element: Element, selector: string): HTMLElement | null =>
  element.shadowRoot!.querySelector<HTMLElement>(selector);

export const queryAll = (element: Element, selector: string): readonly HTMLElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)
];

export const textOf = (element: Element, selector: string): string => query(element, selector)?.textContent ?? '';

/** As a user would: an event on a child, and what follows from it. */
export async function fire(element: Element, selector: string, type: string, detail?: unknown): Promise<void> {
  const target = query(element, selector);
  if (!target) throw new Error(`nothing matches ${selector}`);
  target.dispatchEvent(new CustomEvent(type, { detail }));
  await settle();
}

/** The failure that a component gets when Apex refuses. */
export const failure = (message: string): unknown => ({ status: 500, body: { message } });

/** What the panel, of which a component consists, says went wrong. */
export const failureOf = (element: Element): unknown =>
  (query(element, 'c-panel') as (HTMLElement & { readonly failure: unknown }) | null)?.failure;

/** Collects the toasts that an element shows. */
export function toastsOf(element: Element): readonly { readonly title: string; readonly message?: string }[] {
  const toasts: { title: string; message?: string }[] = [];
  element.addEventListener('lightning__showtoast', (event) => toasts.push((event as CustomEvent<never>).detail));
  return toasts;
}
