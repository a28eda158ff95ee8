import { pageContext } from './page-context.ts';
import { SANDBOX_PARAMETER } from './sandbox-parameter.ts';

/** `lightning/navigation`: where the browser is, as a page reference, and how to get elsewhere. */
export interface PageReference {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
}

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');
const TAB = /^\/lightning\/n\/(\w+)$/;
/** As the platform: keys without a namespace are kept for its own use. */
const STATE_KEY = /^[A-Za-z]\w*?__\w+$/;
const changes = new EventTarget();

/** The page that an address shows. */
export function pageReferenceAt({ pathname, search }: Pick<Location, 'pathname' | 'search'>): PageReference {
  const apiName = TAB.exec(pathname)?.[1];
  const parameters = new URLSearchParams(search);
  // The shell's own business: components do not see whether they are sandboxed.
  parameters.delete(SANDBOX_PARAMETER);
  const state = Object.fromEntries(parameters);
  return apiName === undefined
    ? { type: 'standard__webPage', attributes: { url: pathname }, state }
    : { type: 'standard__navItemPage', attributes: { apiName }, state };
}

/** The address of a page. @throws Error for kinds of pages that the local org does not have. */
export function urlOf({ type, attributes, state = {} }: PageReference): string {
  if (type === 'standard__webPage' && attributes['url']) return attributes['url'];
  if (type !== 'standard__navItemPage' || !attributes['apiName'])
    throw new Error(`not supported by the local org: navigation to a page of type ${type}`);
  const wrong = Object.keys(state).find((key) => !STATE_KEY.test(key));
  if (wrong !== undefined) throw new Error(`The state "${wrong}" of a page reference needs a namespace, such as c__`);
  return tabUrl(
    attributes['apiName'],
    Object.entries(state).filter(([, value]) => value !== undefined)
  );
}

/** The address of a tab; a page that is sandboxed leads to pages that are. */
export function tabUrl(apiName: string, state: readonly (readonly [string, string])[] = []): string {
  const parameters = new URLSearchParams(state.map(([key, value]) => [key, value]));
  if (pageContext().isSandboxed) parameters.set(SANDBOX_PARAMETER, '1');
  const query = parameters.toString();
  return `/lightning/n/${apiName}${query ? `?${query}` : ''}`;
}

/** Goes to an address of this application and tells whoever watches. */
export function goTo(url: string, replace = false): void {
  if (replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  changes.dispatchEvent(new Event('change'));
}

/** Calls back now and whenever the page changes. @returns ends it */
export function watchPage(watcher: () => void): () => void {
  window.addEventListener('popstate', watcher);
  changes.addEventListener('change', watcher);
  return () => {
    window.removeEventListener('popstate', watcher);
    changes.removeEventListener('change', watcher);
  };
}

/** Wire adapter with the page that is shown. */
export class CurrentPageReference {
  private readonly tell: (page: PageReference) => void;
  private stop: (() => void) | undefined;

  constructor(tell: (page: PageReference) => void) {
    this.tell = tell;
  }

  connect(): void {
    this.stop = watchPage(() => this.update());
  }

  update(): void {
    this.tell(pageReferenceAt(location));
  }

  disconnect(): void {
    this.stop?.();
  }
}

type Constructor = new (...args: never[]) => object;

/** Gives a component the two methods with which it navigates. */
export function NavigationMixin(Base: Constructor): Constructor {
  return class extends (Base as new () => object) {
    [Navigate](page: PageReference, replace = false): void {
      if (page.type === 'standard__webPage') window.open(urlOf(page), '_blank', 'noopener');
      else goTo(urlOf(page), replace);
    }

    [GenerateUrl](page: PageReference): Promise<string> {
      return Promise.resolve(urlOf(page));
    }
  };
}
NavigationMixin.Navigate = Navigate;
NavigationMixin.GenerateUrl = GenerateUrl;
