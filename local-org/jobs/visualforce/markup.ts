/** Visualforce markup as a tree. Only the components that `render.ts` knows are let through; the rest is refused. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { notSupported } from '../../runtime/machine/errors.ts';

export interface MarkupElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: ReadonlyArray<MarkupElement | string>;
}

type OrderedNode = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false
});

/** @throws NotSupportedError for markup that is no well-formed page */
export function parsePage(name: string, text: string): MarkupElement {
  const valid = XMLValidator.validate(text);
  if (valid !== true) notSupported(`the markup of page ${name}, line ${valid.err.line}: ${valid.err.msg}`);
  const [root] = (parser.parse(text) as OrderedNode[]).map(element).filter((each) => typeof each !== 'string');
  if (root?.name !== 'apex:page') notSupported(`page ${name}, which does not begin with <apex:page>`);
  return root;
}

function element(node: OrderedNode): MarkupElement | string {
  if ('#text' in node) return String(node['#text']);
  const name = Object.keys(node).find((key) => key !== ':@')!;
  return {
    name,
    attributes: (node[':@'] ?? {}) as Readonly<Record<string, string>>,
    children: (node[name] as OrderedNode[]).map(element)
  };
}
