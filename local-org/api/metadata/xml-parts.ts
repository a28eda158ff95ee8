/**
 * Metadata XML cut into the elements under its root, each as it was written. Object and label files are taken apart and
 * put together again this way, so that what goes in comes out.
 */
export interface XmlPart {
  readonly name: string;
  /** With its tags. */
  readonly text: string;
  /** Of its first line, one-based. */
  readonly line: number;
}

export class XmlFormError extends Error {
  override readonly name = 'XmlFormError';
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?<close>\/)?(?<tag>[\w:.-]+)[^>]*?(?<empty>\/)?>/g;

/** @throws XmlFormError when tags do not match or the root element is another */
export function xmlParts(source: string, root: string): XmlPart[] {
  const parts: XmlPart[] = [];
  const open: string[] = [];
  let start = 0;
  for (const match of source.matchAll(TOKEN)) {
    const { close, tag, empty } = match.groups as Record<string, string | undefined>;
    if (tag === undefined) continue;
    if (open.length === 0 && close === undefined && tag !== root)
      throw new XmlFormError(`Element ${tag} is not the root of a ${root}`, lineAt(source, match.index));
    if (open.length === 1 && close === undefined) start = match.index;
    if (close === undefined && empty === undefined) open.push(tag);
    else if (close !== undefined && open.pop() !== tag)
      throw new XmlFormError(
        `The element type must be terminated by the matching end-tag "</${tag}>".`,
        lineAt(source, match.index)
      );
    if (open.length === 1 && (close !== undefined || empty !== undefined)) {
      parts.push({ name: tag, text: source.slice(start, match.index + match[0].length), line: lineAt(source, start) });
    }
  }
  if (open.length > 0)
    throw new XmlFormError(
      `The element type "${open[0]!}" must be terminated by its end-tag.`,
      lineAt(source, source.length)
    );
  return parts;
}

function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** A metadata file with these parts. */
export function xmlFile(root: string, parts: readonly string[]): string {
  const body = parts.map((part) => `    ${part}\n`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">\n${body}</${root}>\n`;
}

/** The part's content as the content of a file of its own: `<fields>…</fields>` becomes `<CustomField>…</CustomField>`. */
export function partAsFile(part: string, root: string): string {
  const inner = part.replace(/^<[^>]*>/, '').replace(/<\/[^>]*>$/, '');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${inner}</${root}>\n`;
}

/** The reverse of `partAsFile`. */
export function fileAsPart(source: string, root: string, element: string): string {
  const inner =
    new RegExp(`<${root}\\b[^>]*?(?:/>|>(?<inner>[\\s\\S]*)</${root}>)`).exec(source)?.groups?.['inner'] ?? '';
  return `<${element}>${inner}</${element}>`;
}

/** Text of the first element of that name in a part; null when there is none. */
export function textIn(part: string, element: string): string | null {
  const found = new RegExp(`<${element}>(?<text>[^<]*)</${element}>`).exec(part)?.groups?.['text'];
  return found === undefined ? null : decodeXml(found.trim());
}

export function decodeXml(text: string): string {
  return text
    .replace(/&#x(?<hex>[0-9a-f]+);/gi, (_all, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#(?<code>\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

export function encodeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
