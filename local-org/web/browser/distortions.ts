/**
 * What Lightning Web Security changes in browser functions for components. Blocked ones throw as there. Those that it
 * replaces by something safe, such as storage that each namespace has for itself, are refused here.
 * Source: the LWS Distortion Viewer and "Specify a MIME Type for Blob Objects" of the LWC guide.
 */
type AnyFunction = (this: unknown, ...args: never[]) => unknown;
type Wrap = (original: (...args: unknown[]) => unknown) => AnyFunction;
/** Object that owns the property, name, and the part of the property that is replaced. */
type Distortion = readonly [owner: object, name: string, part: 'value' | 'get' | 'set', wrap: Wrap];

const MIME_TYPES =
  /^(application\/(octet-stream|json|pdf|zip|x-bzip|x-rar-compressed|x-tar)|text\/(plain|markdown)|(video|audio|image|font)\/[a-z0-9.+-]+)$/;
const SANITIZED_TYPES = /^(text\/html|text\/xml|image\/svg\+xml)$/;
/** Addresses of the Lightning framework itself. */
const FRAMEWORK = /\/(aura|webruntime)/;

class LightningWebSecurityError extends Error {
  constructor(message: string) {
    super(`Lightning Web Security: ${message}`);
    this.name = 'LightningWebSecurityError';
  }
}

const blocked =
  (what: string): Wrap =>
  () =>
    function () {
      throw new LightningWebSecurityError(`Cannot access ${what}.`);
    };

const unsupported =
  (what: string): Wrap =>
  () =>
    function () {
      throw new Error(`not supported by the local org: ${what} inside Lightning Web Security`);
    };

/** Lets a call through unless `refuse` throws. */
const guarded =
  (refuse: (self: unknown, args: readonly unknown[]) => void): Wrap =>
  (original) =>
    function (this: unknown, ...args: unknown[]) {
      refuse(this, args);
      return Reflect.apply(original, this, args);
    };

const noFramework = (at: number): Wrap =>
  guarded((_self, args) => {
    const given = args[at];
    if (given === undefined || given === null) return;
    const { pathname } = new URL(given instanceof Request ? given.url : String(given), document.baseURI);
    if (FRAMEWORK.test(pathname))
      throw new LightningWebSecurityError(`Cannot request disallowed endpoint ${pathname}.`);
  });

const notOfPage = (what: string): Wrap =>
  guarded((self) => {
    if (self === document || self === document.documentElement || self === document.head || self === document.body)
      throw new LightningWebSecurityError(`Cannot ${what} what all namespaces share.`);
  });

const blobOfKnownType = guarded((_self, [blob]) => {
  if (!(blob instanceof Blob)) return;
  const type = blob.type.toLowerCase();
  if (SANITIZED_TYPES.test(type))
    throw new Error(`not supported by the local org: blobs of ${type}, which are sanitized`);
  if (type !== '' && !MIME_TYPES.test(type)) throw new LightningWebSecurityError(`Unsupported MIME type ${type}.`);
});

const webAddress = guarded((_self, [url]) => {
  const { protocol } = new URL(String(url ?? ''), document.baseURI);
  if (!['http:', 'https:', 'about:'].includes(protocol))
    throw new LightningWebSecurityError(`Cannot open a window at ${protocol}`);
});

function all(): readonly Distortion[] {
  const block = (owner: object, part: Distortion[2], ...names: readonly string[]): readonly Distortion[] =>
    names.map((name) => [owner, name, part, blocked(name)]);
  const refuse = (owner: object, part: Distortion[2], ...names: readonly string[]): readonly Distortion[] =>
    names.map((name) => [owner, name, part, unsupported(name)]);
  const element = Element.prototype;
  return [
    ...block(Document.prototype, 'value', 'write', 'writeln', 'exitFullscreen', 'requestStorageAccess'),
    ...block(Document.prototype, 'get', 'fullscreen', 'fullscreenElement', 'fullscreenEnabled'),
    ...block(Document.prototype, 'set', 'domain'),
    ...block(element, 'value', 'requestFullscreen'),
    ...block(window, 'value', 'find'),
    [Document.prototype, 'open', 'value', notOfPage('open')],
    [Document.prototype, 'replaceChildren', 'value', notOfPage('replace the children of')],
    [element, 'replaceChildren', 'value', notOfPage('replace the children of')],
    [element, 'replaceWith', 'value', notOfPage('replace')],
    [element, 'remove', 'value', notOfPage('remove')],
    [window, 'fetch', 'value', noFramework(0)],
    [XMLHttpRequest.prototype, 'open', 'value', noFramework(1)],
    [Navigator.prototype, 'sendBeacon', 'value', noFramework(0)],
    [window, 'open', 'value', webAddress],
    [URL, 'createObjectURL', 'value', blobOfKnownType],
    ...refuse(Document.prototype, 'get', 'cookie'),
    ...refuse(Document.prototype, 'set', 'cookie'),
    ...refuse(window, 'get', 'localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore', 'name'),
    ...refuse(Navigator.prototype, 'get', 'serviceWorker'),
    ...refuse(element, 'set', 'innerHTML', 'outerHTML'),
    ...refuse(element, 'value', 'insertAdjacentHTML', 'setHTMLUnsafe'),
    ...refuse(ShadowRoot.prototype, 'set', 'innerHTML'),
    ...refuse(DOMParser.prototype, 'value', 'parseFromString'),
    ...refuse(Range.prototype, 'value', 'createContextualFragment'),
    ...refuse(CustomElementRegistry.prototype, 'value', 'define'),
    ...refuse(HTMLScriptElement.prototype, 'set', 'src', 'text'),
    ...refuse(HTMLIFrameElement.prototype, 'set', 'src', 'srcdoc'),
    ...refuse(window, 'value', 'Worker', 'SharedWorker', 'BroadcastChannel', 'Notification')
  ];
}

/** What stands in for each distorted function. Built after synthetic shadow has patched the page's prototypes. */
export function distortions(): ReadonlyMap<object, object> {
  const map = new Map<object, object>();
  for (const [owner, name, part, wrap] of all()) {
    // What this browser does not have, or only in secure contexts, needs no distortion.
    const original = Object.getOwnPropertyDescriptor(owner, name)?.[part] as
      ((...args: unknown[]) => unknown) | undefined;
    if (original) map.set(original, wrap(original));
  }
  return map;
}
