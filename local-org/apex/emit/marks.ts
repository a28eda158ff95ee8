/**
 * Positions inside generated text. The emitter works with strings, so a position travels in the text itself between
 * two control characters that no generated code contains (string literals are written by JSON.stringify, which escapes
 * them); `render` takes the marks out and turns them into a source map.
 */
import { addMapping, GenMapping, toEncodedMap } from '@jridgewell/gen-mapping';
import type { EncodedSourceMap } from '@jridgewell/gen-mapping';
import type { Position } from '../types.ts';

const OPEN = '\u0001';
const CLOSE = '\u0002';
const MARK = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, 'g');

/** What follows comes from this position of the Apex file. */
export function at(position: Position): string {
  return `${OPEN}${position.line}:${position.column}${CLOSE}`;
}

/** What follows belongs to this frame (`Class.Foo.bar`) until the next frame mark. */
export function frame(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/** What follows is the compiler's own: it leaves no frame in an Apex stack. */
export const NOWHERE = `${OPEN}${CLOSE}`;

export function render(marked: string, path: string): { code: string; map: EncodedSourceMap } {
  const mapping = new GenMapping({ file: path });
  let code = '';
  let line = 1;
  let lineStart = 0;
  let name: string | null = null;
  let end = 0;
  for (const match of marked.matchAll(MARK)) {
    const text = marked.slice(end, match.index);
    end = match.index + match[0].length;
    const lastBreak = text.lastIndexOf('\n');
    if (lastBreak >= 0) {
      line += text.split('\n').length - 1;
      lineStart = code.length + lastBreak + 1;
    }
    code += text;
    const generated = { line, column: code.length - lineStart };
    const content = match[1]!;
    const position = /^(\d+):(\d+)$/.exec(content);
    if (position) {
      const original = { line: Number(position[1]), column: Number(position[2]) };
      if (name === null) addMapping(mapping, { generated, source: path, original });
      else addMapping(mapping, { generated, source: path, original, name });
    } else if (content === '') {
      addMapping(mapping, { generated });
    } else {
      name = content;
    }
  }
  return { code: code + marked.slice(end), map: toEncodedMap(mapping) };
}
