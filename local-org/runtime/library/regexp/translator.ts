/**
 * Java regular expressions (java.util.regex, which Apex uses: Apex Reference Guide, "Pattern Class") as JavaScript ones in
 * `v` mode. Every group becomes a named one, `g` and its number, because possessive quantifiers and atomic groups need
 * groups of their own. Letters whose case does not count are written out, since Java folds those of ASCII only. Facts:
 * the documentation and the behaviour of java.util.regex.Pattern; what has no equivalent is refused.
 */
import { ClassTranslator } from './class-translator.ts';
import { EscapeReader } from './escape-reader.ts';
import { patternError, unsupportedPattern } from './pattern-error.ts';
import { LINE_ENDS } from './properties.ts';
import { Reader } from './reader.ts';

export interface Translated {
  readonly source: string;
  /** `i` where all letters fold as Unicode's do. */
  readonly flags: string;
  readonly groupCount: number;
  readonly names: ReadonlyMap<string, number>;
  /** Groups that Java may hold when JavaScript does not: from an earlier turn of a loop, or from an empty one. */
  readonly keptByJava: ReadonlySet<number>;
  /** Groups of loops whose turns may be empty, of which the two languages take different ones. */
  readonly ofEmptyTurns: ReadonlySet<number>;
}

export interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly u: boolean;
}

const NO_FLAGS: Flags = { i: false, m: false, s: false, u: false };
const START = '(?<![\\s\\S])';
const END = '(?![\\s\\S])';
const LAST_LINE_END = `(?=(?:\\r\\n|(?<!\\r)\\n|[\\r\\x85\\u2028\\u2029])?${END})`;
const LINE_START = `(?=[\\s\\S])(?:${START}|(?<=[${LINE_ENDS}])(?<!\\r(?=\\n)))`;
const LINE_END = `(?=\\r\\n|(?<!\\r)\\n|[\\r\\x85\\u2028\\u2029]|${END})`;
const LINE_BREAK = '(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])';
/** What has its meaning at a place and takes no character. */
const ANCHORS: Readonly<Record<string, string>> = {
  A: START,
  z: END,
  Z: LAST_LINE_END,
  b: '\\b',
  B: '\\B'
};

interface Atom {
  readonly text: string;
  /** First group inside of it. */
  readonly firstGroup: number;
  readonly canBeEmpty: boolean;
}

export function translate(pattern: string): Translated {
  return new Translator(pattern).translate();
}

class Translator {
  readonly #reader: Reader;
  readonly #pattern: string;
  #flags = NO_FLAGS;
  #usesUnicodeCase = false;
  #groups = 0;
  #atomic = 0;
  readonly #names = new Map<string, number>();
  /** Groups that need not have matched when what they stand in has. */
  readonly #optional = new Set<number>();
  readonly #keptByJava = new Set<number>();
  readonly #ofEmptyTurns = new Set<number>();
  /** Can what was translated last match nothing? */
  #canBeEmpty = true;
  /** In how many look-behinds this is. */
  #behind = 0;
  #unbounded = false;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#reader = new Reader(pattern);
  }

  translate(): Translated {
    const source = this.#alternatives();
    if (!this.#reader.atEnd) throw patternError(this.#pattern, "Unmatched closing ')'", this.#reader.index - 1);
    return {
      source,
      flags: this.#usesUnicodeCase ? 'i' : '',
      groupCount: this.#groups,
      names: this.#names,
      keptByJava: this.#keptByJava,
      ofEmptyTurns: this.#ofEmptyTurns
    };
  }

  #alternatives(): string {
    const first = this.#groups + 1;
    const branches = [this.#sequence()];
    let canBeEmpty = this.#canBeEmpty;
    while (this.#reader.accept('|')) {
      this.#mark(first, this.#optional);
      branches.push(this.#sequence());
      canBeEmpty ||= this.#canBeEmpty;
    }
    this.#canBeEmpty = canBeEmpty;
    if (branches.length > 1) this.#mark(first, this.#optional);
    return branches.join('|');
  }

  #mark(first: number, set: Set<number>, among: ReadonlySet<number> | null = null): void {
    for (let group = first; group <= this.#groups; group += 1) if (among?.has(group) ?? true) set.add(group);
  }

  #sequence(): string {
    let out = '';
    let canBeEmpty = true;
    while (!this.#reader.atEnd && !'|)'.includes(this.#reader.peek())) {
      this.#canBeEmpty = true;
      if (this.#reader.accept('\\Q')) out += this.#quoted();
      else {
        const atom = this.#atom();
        if (atom !== null) out += this.#quantified(atom);
      }
      canBeEmpty &&= this.#canBeEmpty;
    }
    this.#canBeEmpty = canBeEmpty;
    return out;
  }

  /** A quantifier behind it is for the last character. */
  #quoted(): string {
    const chars = [...this.#reader.quoted()].map((char) => literal(char, this.#flags));
    const last = chars.pop();
    if (last === undefined) return '';
    const end = this.#quantified({ text: last, firstGroup: this.#groups + 1, canBeEmpty: false });
    this.#canBeEmpty &&= chars.length === 0;
    return chars.join('') + end;
  }

  /** Null for what only changes flags. */
  #atom(): Atom | null {
    const firstGroup = this.#groups + 1;
    const text = this.#atomText();
    return text === null ? null : { text, firstGroup, canBeEmpty: this.#canBeEmpty };
  }

  #atomText(): string | null {
    const index = this.#reader.index;
    const char = this.#reader.next();
    this.#canBeEmpty = '^$'.includes(char);
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return new ClassTranslator(this.#reader, this.#flags).translate();
      case '\\':
        return this.#escape();
      case '.':
        return this.#flags.s ? '[\\s\\S]' : `[^${LINE_ENDS}]`;
      case '^':
        return this.#flags.m ? LINE_START : START;
      case '$':
        return this.#flags.m ? LINE_END : LAST_LINE_END;
      case '*':
      case '+':
      case '?':
        throw patternError(this.#pattern, `Dangling meta character '${char}'`, index);
      case '{':
        if (/^\d/.test(this.#reader.rest())) unsupportedPattern(this.#pattern, 'repetitions of nothing');
        throw patternError(this.#pattern, 'Illegal repetition', index + 1);
      default:
        return literal(char, this.#flags);
    }
  }

  #quantified({ text, firstGroup, canBeEmpty }: Atom): string {
    const quantifier = this.#reader.quantifier();
    this.#canBeEmpty = canBeEmpty || quantifier?.minimum === 0;
    if (quantifier === null) return text;
    const { minimum, isLoop, isUnbounded, mode } = quantifier;
    if (isLoop) this.#mark(firstGroup, this.#keptByJava, this.#optional);
    if (isLoop && canBeEmpty) this.#mark(firstGroup, this.#ofEmptyTurns);
    if (minimum === 0 && canBeEmpty) this.#mark(firstGroup, this.#keptByJava);
    if (minimum === 0) this.#mark(firstGroup, this.#optional);
    this.#unbounded ||= isUnbounded;
    const repeated = `(?:${text})${quantifier.text}`;
    return mode === '+' ? this.#once(repeated) : `${repeated}${mode}`;
  }

  /** What matches in one way only, of which nothing is given back. */
  #once(text: string): string {
    if (this.#behind > 0) unsupportedPattern(this.#pattern, 'possessive quantifiers and atomic groups in look-behinds');
    this.#atomic += 1;
    return `(?:(?=(?<a${this.#atomic}>${text}))\\k<a${this.#atomic}>)`;
  }

  #group(): string | null {
    const outer = this.#flags;
    if (!this.#reader.accept('?')) return this.#capturing(outer);
    const kind = this.#reader.match(/(?:<?[=!]|[:>])/y);
    if (kind === null) {
      const name = this.#reader.match(/<[A-Za-z][A-Za-z0-9]*>/y)?.slice(1, -1);
      return name === undefined ? this.#modifiers(outer) : this.#capturing(outer, name);
    }
    if (kind === ':') return `(?:${this.#closed(outer)})`;
    if (kind === '>') return this.#once(this.#closed(outer));
    const look = kind.startsWith('<') ? this.#lookBehind(kind, outer) : `(?:(?${kind}${this.#closed(outer)}))`;
    this.#canBeEmpty = true;
    return look;
  }

  /** To the closing bracket, after which the flags are those from before. */
  #closed(outer: Flags): string {
    const text = this.#alternatives();
    if (!this.#reader.accept(')')) throw patternError(this.#pattern, 'Unclosed group', this.#pattern.length);
    this.#flags = outer;
    return text;
  }

  #capturing(outer: Flags, name?: string): string {
    this.#groups += 1;
    const group = this.#groups;
    if (name !== undefined && this.#names.has(name))
      throw patternError(this.#pattern, `Named capturing group <${name}> is already defined`, this.#reader.index - 1);
    if (name !== undefined) this.#names.set(name, group);
    return `(?<g${group}>${this.#closed(outer)})`;
  }

  #lookBehind(kind: string, outer: Flags): string {
    const unbounded = this.#unbounded;
    this.#unbounded = false;
    this.#behind += 1;
    const text = this.#closed(outer);
    this.#behind -= 1;
    // Versions of Java differ in which of them they refuse.
    if (this.#unbounded) unsupportedPattern(this.#pattern, 'look-behinds without a greatest length');
    this.#unbounded = unbounded;
    return `(?:(?${kind}${text}))`;
  }

  /** `(?i)`, which holds to the end of the group around it, or `(?i:…)`. */
  #modifiers(outer: Flags): string | null {
    const [whole, on = '', off = '', end = ''] = this.#reader.exec(/([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/y) ?? [];
    if (whole === undefined) throw patternError(this.#pattern, 'Unknown inline modifier', this.#reader.index);
    for (const flag of `${on}${off}`) if (!'imsu'.includes(flag)) unsupportedPattern(this.#pattern, `the flag ${flag}`);
    const set = Object.fromEntries([...on].map((flag) => [flag, true]));
    const unset = Object.fromEntries([...off].map((flag) => [flag, false]));
    this.#flags = { ...this.#flags, ...set, ...unset };
    if (this.#flags.i && this.#flags.u) this.#useUnicodeCase(end);
    return end === ':' ? `(?:${this.#closed(outer)})` : null;
  }

  /** JavaScript has it for whole expressions. */
  #useUnicodeCase(end: string): void {
    const isWhole = end === ')' && /^(?:\(\?[a-z]+\))+$/.test(this.#pattern.slice(0, this.#reader.index));
    if (!isWhole) unsupportedPattern(this.#pattern, 'the flags i and u together in the middle');
    this.#usesUnicodeCase = true;
  }

  #escape(): string {
    const reader = this.#reader;
    const index = reader.index;
    if (/^[1-9]/.test(reader.rest())) return this.#backReference(this.#groupNumber());
    if (reader.accept('k')) return this.#namedReference();
    if (reader.accept('R')) return LINE_BREAK;
    if (reader.rest().startsWith('b{')) unsupportedPattern(this.#pattern, '\\b{…}');
    const anchor = ANCHORS[reader.peek()];
    if (anchor !== undefined) {
      reader.next();
      this.#canBeEmpty = true;
      return anchor;
    }
    const escaped = new EscapeReader(reader, this.#flags).read(index);
    return escaped.kind === 'class' ? `[${escaped.text}]` : literal(escaped.text, this.#flags);
  }

  /** As many digits as there are groups: `\11` is the eleventh, or the first and a 1. */
  #groupNumber(): number {
    let group = Number(this.#reader.next());
    while (/^\d/.test(this.#reader.rest()) && group * 10 + Number(this.#reader.peek()) <= this.#groups)
      group = group * 10 + Number(this.#reader.next());
    return group;
  }

  #namedReference(): string {
    const name = this.#reader.match(/<[A-Za-z][A-Za-z0-9]*>/y)?.slice(1, -1);
    if (name === undefined)
      throw patternError(this.#pattern, "\\k is not followed by '<' for named capturing group", this.#reader.index);
    const group = this.#names.get(name);
    if (group === undefined)
      throw patternError(this.#pattern, `named capturing group <${name}> does not exist`, this.#reader.index - 1);
    return this.#backReference(group);
  }

  /** One to a group that does not exist never matches. */
  #backReference(group: number): string {
    this.#unbounded = true;
    this.#canBeEmpty = true;
    if (group > this.#groups) return '(?!)';
    if (this.#flags.i && !this.#usesUnicodeCase)
      unsupportedPattern(this.#pattern, 'references to groups whose case does not count');
    if (this.#optional.has(group)) unsupportedPattern(this.#pattern, 'references to groups that need not have matched');
    return `\\k<g${group}>`;
  }
}

/** A character outside of brackets. */
export function literal(char: string, flags: Flags): string {
  if (flags.i && /[a-zA-Z]/.test(char)) return `[${char.toLowerCase()}${char.toUpperCase()}]`;
  return /[\^$\\.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}
