/**
 * One Visualforce request: makes the controller (or takes it from the view state), runs an action, writes the page.
 * Standard controllers, extensions, custom components, input fields and rerendering are refused.
 */
import type { ClassDefinition } from '../../runtime/machine/class-definition.ts';
import { apexException, notSupported } from '../../runtime/machine/errors.ts';
import { failureOf } from '../../runtime/machine/failure.ts';
import type { ApexInstance } from '../../runtime/machine/apex-object.ts';
import { execute } from '../../runtime/platform/execution.ts';
import { deserialiseGraph, serialiseGraph } from '../../runtime/platform/serialise.ts';
import type { OrgRuntime } from '../org-runtime.ts';
import { parsePage } from './markup.ts';
import type { MarkupElement } from './markup.ts';

export interface PageSource {
  /** As addresses have it: `ns__Page` in a project with a namespace. */
  readonly name: string;
  /** Of its controller; '' when none. */
  readonly namespace: string;
  readonly text: string;
}

export interface PageRequest {
  readonly name: string;
  readonly userId: string;
  /** The state that the page sent back; null for its first request. */
  readonly viewState: string | null;
  /** Method of the controller that a button names; null: none was pressed. */
  readonly action: string | null;
}

export type PageAnswer =
  | { readonly ok: true; readonly title: string; readonly body: string; readonly viewState: string }
  | { readonly ok: false; readonly status: 404 | 500; readonly message: string };

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'apex:page': ['controller', 'lightningStylesheets', 'showHeader', 'title'],
  'apex:form': [],
  'apex:commandButton': ['value', 'action'],
  'apex:outputText': ['value']
};
const PLAIN = /^(?:p|div|span|h[1-6]|ul|ol|li|strong|em|section)$/;
const EXPRESSION = /\{!([^}]*)\}/g;
/** The name of the form's field with the state, as on the platform. */
export const VIEW_STATE = 'com.salesforce.visualforce.ViewState';

export function answerPage(runtime: OrgRuntime, pages: readonly PageSource[], request: PageRequest): PageAnswer {
  const page = pages.find(({ name }) => name.toLowerCase() === request.name.toLowerCase());
  if (page === undefined) return { ok: false, status: 404, message: `Page ${request.name} does not exist` };
  const { context } = runtime;
  const outcome = execute({ org: context, kind: 'visualforce', user: context.user(request.userId) }, () => {
    const root = parsePage(page.name, page.text);
    const definition = controllerOf(runtime, root, page.namespace);
    const controller =
      request.viewState === null
        ? definition.construct()
        : (deserialiseGraph(request.viewState, context.schema) as ApexInstance);
    if (request.action !== null) run(definition, controller, root, request.action);
    const writer = new PageWriter(runtime, definition, controller);
    const title = writer.text(root.attributes['title'] ?? page.name);
    return { title, body: writer.children(root), viewState: serialiseGraph(controller) };
  });
  return outcome.ok
    ? { ok: true, ...outcome.value }
    : { ok: false, status: 500, message: failureOf(outcome.error).text };
}

function controllerOf(runtime: OrgRuntime, root: MarkupElement, namespace: string): ClassDefinition {
  const name = root.attributes['controller'];
  if (name === undefined) return notSupported('Visualforce pages without a controller of their own');
  return (
    runtime.machine.findClass(namespace === '' ? name : `${namespace}.${name}`) ??
    notSupported(`the controller ${name} of a page, which is not in the project`)
  );
}

/** Only methods that a button of the page names can be called. */
function run(definition: ClassDefinition, controller: ApexInstance, root: MarkupElement, action: string): void {
  if (!actionsOf(root).includes(action)) throw apexException('VisualforceException', `Invalid action: ${action}`);
  const method = definition.findMethod(action, 0);
  if (method === null || method.visibility !== 'public')
    throw apexException('VisualforceException', `Unknown method '${definition.name}.${action}()'`);
  if (method.invoke(controller, []) != null) notSupported('pages that a Visualforce action leads to');
}

function actionsOf({ name, attributes, children }: MarkupElement): string[] {
  const own = name === 'apex:commandButton' ? [actionName(attributes['action'])] : [];
  return [...own, ...children.flatMap((child) => (typeof child === 'string' ? [] : actionsOf(child)))];
}

function actionName(expression: string | undefined): string {
  return /^\{!(\w+)\}$/.exec(expression ?? '')?.[1] ?? notSupported(`the action ${expression ?? 'none'} of a button`);
}

class PageWriter {
  readonly #runtime: OrgRuntime;
  readonly #definition: ClassDefinition;
  readonly #controller: ApexInstance;

  constructor(runtime: OrgRuntime, definition: ClassDefinition, controller: ApexInstance) {
    this.#runtime = runtime;
    this.#definition = definition;
    this.#controller = controller;
  }

  children({ children }: MarkupElement): string {
    return children
      .map((child) => (typeof child === 'string' ? escaped(this.text(child)) : this.#element(child)))
      .join('');
  }

  /** Text with the values of its expressions, not escaped. */
  text(text: string): string {
    return text.replace(EXPRESSION, (_whole, expression: string) => this.#value(expression.trim()));
  }

  #element(element: MarkupElement): string {
    const { name, attributes } = element;
    this.#checkKnown(element);
    switch (name) {
      case 'apex:form':
        return `<form method="post">${this.children(element)}</form>`;
      case 'apex:commandButton':
        return `<button type="submit" name="action" value="${escaped(actionName(attributes['action']))}">${escaped(this.text(attributes['value'] ?? ''))}</button>`;
      case 'apex:outputText':
        return `<span>${escaped(this.text(attributes['value'] ?? ''))}</span>`;
      default:
        return `<${name}${this.#attributes(attributes)}>${this.children(element)}</${name}>`;
    }
  }

  #checkKnown({ name, attributes }: MarkupElement): void {
    const known = KNOWN[name];
    if (known === undefined) {
      if (!PLAIN.test(name)) notSupported(`<${name}> in a Visualforce page`);
      return;
    }
    const unknown = Object.keys(attributes).find((attribute) => !known.includes(attribute));
    if (unknown !== undefined) notSupported(`the attribute ${unknown} of <${name}>`);
  }

  #attributes(attributes: Readonly<Record<string, string>>): string {
    return Object.entries(attributes)
      .map(([name, value]) =>
        /^(?:class|id|role|aria-[a-z]+)$/.test(name)
          ? ` ${name}="${escaped(this.text(value))}"`
          : notSupported(`the attribute ${name} in a Visualforce page`)
      )
      .join('');
  }

  #value(expression: string): string {
    const label = /^\$Label\.(\w+)$/i.exec(expression)?.[1];
    if (label !== undefined) return this.#runtime.context.label(label);
    if (!/^\w+$/.test(expression)) return notSupported(`the expression {!${expression}} in a Visualforce page`);
    const property = this.#definition.allFields.find(
      ({ name, isStatic }) => !isStatic && name.toLowerCase() === expression.toLowerCase()
    );
    if (property === undefined || property.visibility !== 'public' || !property.hasGetter)
      throw apexException('VisualforceException', `Unknown property '${this.#definition.name}.${expression}'`);
    const value = property.get(this.#controller);
    if (value === null) return '';
    return typeof value === 'string'
      ? value
      : notSupported(`{!${expression}}, which is no text, in a Visualforce page`);
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
