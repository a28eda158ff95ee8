import createVirtualEnvironment from '@locker/near-membrane-dom';
import { distortions } from './distortions.ts';

/** What the LWC engine puts on objects that a component may change although they belong to the page. */
const LIVE = Symbol.for('@@lockerLiveValue');

type Modules = Readonly<Record<string, object>>;

/**
 * Evaluates the components of a namespace as Lightning Web Security does: in a realm of their own behind a membrane, with
 * distorted browser functions. What the platform provides (`lwc`, base components, `lightning/navigation` …) stays outside.
 * @param url script with the namespace's modules, as the build writes it: an expression over `system`
 * @param system the platform's modules, by id
 * @returns the namespace's modules, by name
 */
export async function evaluateNamespace(url: string, system: Modules): Promise<Modules> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const script = await response.text();
  const distorted = distortions();
  const environment = createVirtualEnvironment(window, {
    distortionCallback: (target) => distorted.get(target) ?? target,
    liveTargetCallback: isLive,
    keepAlive: true
  });
  // A realm's own `location` and `top` cannot be replaced: the compiler turns uses of them into uses of these parameters.
  const evaluate = environment.evaluate(
    `(location, top, system) => { 'use strict';\n${script}\nreturn namespace; }\n//# sourceURL=${url}`
  ) as (location: Location, top: Window | null, system: Modules) => Modules;
  // Namespace objects of modules cannot be written through: the membrane needs plain ones.
  const plain = Object.fromEntries(Object.entries(system).map(([id, module]) => [id, { ...module }]));
  return evaluate(window.location, window.top, plain);
}

/** Objects whose changes inside are seen outside: components and plain objects. Changes to others stay inside. */
function isLive(target: object): boolean {
  if (Object.hasOwn(target, LIVE)) return true;
  if (typeof target !== 'object' || Array.isArray(target) || target === Object.prototype) return false;
  const prototype: unknown = Object.getPrototypeOf(target);
  return prototype === null || prototype === Object.prototype;
}
