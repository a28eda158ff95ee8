/** Regular expressions of Apex: compiled once each, with the lengths of texts that they take. */
import { limitException, notSupported } from '../machine/errors.ts';
import { stringException } from './members.ts';
import { translate } from './regexp/translator.ts';
import type { Translated } from './regexp/translator.ts';

/** Longest texts in characters, as octoberswimmer/aer found them (CHANGELOG, v1.2.2). */
const LONGEST_FOR_PARTS = 500_000;
const LONGEST = 1_000_000;
/** How many expressions are kept. */
const KEPT = 1000;

export type Match = RegExpExecArray & { readonly indices?: RegExpIndicesArray };

/** A compiled pattern. */
export class JavaRegExp {
  readonly pattern: string;
  readonly #translated: Translated;
  readonly #expressions = new Map<string, RegExp>();

  /** @throws System.StringException when the pattern is not a regular expression */
  constructor(pattern: string) {
    this.pattern = pattern;
    this.#translated = translate(pattern);
    this.#expression('g', '');
  }

  get groupCount(): number {
    return this.#translated.groupCount;
  }

  /** The first match at or after a position. */
  find(text: string, from: number): Match | null {
    return this.#run(this.#expression('dg', ''), text, from);
  }

  /** The match that begins at a position. */
  lookingAt(text: string, from: number): Match | null {
    return this.#run(this.#expression('dy', ''), text, from);
  }

  /** The match of the whole text. */
  matches(text: string): Match | null {
    return this.#run(this.#expression('dy', '(?![\\s\\S])'), text, 0);
  }

  all(text: string): IterableIterator<RegExpExecArray> {
    return text.matchAll(this.#expression('g', ''));
  }

  /**
   * The text of a group, null where it took no part; null as its number is the whole match.
   * @throws System.StringException for a group that does not exist
   */
  group(match: Match, group: number): string | null {
    if (group === 0) return match[0];
    return match.groups![this.#checked(group)] ?? this.#missing(group);
  }

  /** Where a group begins and ends; -1 where it took no part. */
  span(match: Match, group: number): readonly [number, number] {
    if (group === 0) return match.indices![0]!;
    return match.indices!.groups![this.#checked(group)] ?? this.#missing(group) ?? [-1, -1];
  }

  /** The number of a named group. @throws System.StringException where there is none */
  groupNamed(name: string): number {
    const group = this.#translated.names.get(name);
    if (group === undefined) throw stringException(`No group with name {${name}}`);
    return group;
  }

  #checked(group: number): string {
    if (group < 0 || group > this.groupCount) throw stringException(`No group ${group}`);
    if (this.#translated.ofEmptyTurns.has(group)) this.#refuse(group);
    return `g${group}`;
  }

  #missing(group: number): null {
    return this.#translated.keptByJava.has(group) ? this.#refuse(group) : null;
  }

  #refuse(group: number): never {
    return notSupported(
      `group ${group} of ${this.pattern}, which is in a loop: which of its turns Java keeps is not known`
    );
  }

  #run(expression: RegExp, text: string, from: number): Match | null {
    expression.lastIndex = from;
    return expression.exec(text);
  }

  #expression(flags: string, end: string): RegExp {
    const key = flags + end;
    let found = this.#expressions.get(key);
    if (found === undefined) {
      const { source, flags: own } = this.#translated;
      found = new RegExp(end === '' ? source : `(?:${source})${end}`, `v${flags}${own}`);
      this.#expressions.set(key, found);
    }
    return found;
  }
}

const compiled = new Map<string, JavaRegExp>();

/** @throws System.StringException when the pattern is not a regular expression */
export function javaRegExp(pattern: string): JavaRegExp {
  let found = compiled.get(pattern);
  if (found === undefined) {
    found = new JavaRegExp(pattern);
    if (compiled.size >= KEPT) compiled.clear();
    compiled.set(pattern, found);
  }
  return found;
}

/** @throws UncatchableError for a text that is too long to be split or to have its first match replaced */
export function requirePartsInput(text: string): string {
  return requireInput(text, LONGEST_FOR_PARTS);
}

/** @throws UncatchableError for a text that is too long for every other use of a regular expression */
export function requireMatchInput(text: string): string {
  return requireInput(text, LONGEST);
}

function requireInput(text: string, longest: number): string {
  if (text.length > longest) throw limitException('Regex too complicated');
  return text;
}

/** A pattern that matches the text itself: Pattern.quote. */
export function quotePattern(text: string): string {
  return `\\Q${text.split('\\E').join('\\E\\\\E\\Q')}\\E`;
}

export function replaceAll(text: string, expression: JavaRegExp, replacement: string): string {
  return replaced(text, [...expression.all(requireMatchInput(text))], expression, replacement);
}

export function replaceFirst(text: string, expression: JavaRegExp, replacement: string): string {
  const first = expression.find(requirePartsInput(text), 0);
  return first === null ? text : replaced(text, [first], expression, replacement);
}

function replaced(text: string, matches: readonly Match[], expression: JavaRegExp, replacement: string): string {
  let out = '';
  let end = 0;
  for (const match of matches) {
    out += text.slice(end, match.index) + expanded(replacement, match, expression);
    end = match.index + match[0].length;
  }
  return out + text.slice(end);
}

/** java.util.regex.Matcher.appendReplacement: `$1`, `${name}` and `\$`; a number has as many digits as groups allow. */
function expanded(replacement: string, match: Match, expression: JavaRegExp): string {
  if (!/[\\$]/.test(replacement)) return replacement;
  let out = '';
  for (let at = 0; at < replacement.length; at += 1) {
    const char = replacement[at]!;
    if (char === '\\') {
      at += 1;
      if (at === replacement.length) throw stringException('character to be escaped is missing');
      out += replacement[at]!;
    } else if (char === '$') {
      const { group, length } = reference(replacement.slice(at + 1), expression);
      out += expression.group(match, group) ?? '';
      at += length;
    } else out += char;
  }
  return out;
}

function reference(text: string, expression: JavaRegExp): { readonly group: number; readonly length: number } {
  const name = /^\{([A-Za-z][A-Za-z0-9]*)\}/.exec(text);
  if (name !== null) return { group: expression.groupNamed(name[1]!), length: name[0].length };
  const [digits] = /^\d+/.exec(text) ?? [];
  if (digits === undefined) throw stringException('Illegal group reference');
  let length = 1;
  while (length < digits.length && Number(digits.slice(0, length + 1)) <= expression.groupCount) length += 1;
  return { group: Number(digits.slice(0, length)), length };
}

/**
 * java.lang.String.split: trailing empty strings are dropped for limit 0, a match of no width at the start gives no
 * leading empty string, a positive limit bounds the number of parts.
 */
export function splitByRegExp(text: string, expression: JavaRegExp, limit: number): string[] {
  requirePartsInput(text);
  const parts: string[] = [];
  let start = 0;
  for (const match of expression.all(text)) {
    if (limit > 0 && parts.length === limit - 1) break;
    const end = match.index + match[0].length;
    if (end === 0) continue;
    parts.push(text.slice(start, match.index));
    start = end;
  }
  if (parts.length === 0 && start === 0) return [text];
  parts.push(text.slice(start));
  if (limit === 0) while (parts.length > 0 && parts[parts.length - 1] === '') parts.pop();
  return parts;
}
