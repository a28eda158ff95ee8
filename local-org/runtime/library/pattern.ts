/** System.Pattern and System.Matcher: java.util.regex, whose behaviour the guide refers to. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { ApexList } from '../values/collections.ts';
import { javaRegExp, quotePattern, replaceAll, replaceFirst, requireMatchInput, splitByRegExp } from './java-regexp.ts';
import type { JavaRegExp, Match } from './java-regexp.ts';
import { given, stringException } from './members.ts';
import { strings } from './string-edit.ts';

export class ApexPattern {
  readonly expression: JavaRegExp;

  /** @throws System.StringException for an invalid pattern */
  constructor(source: string) {
    this.expression = javaRegExp(source);
  }

  toString(): string {
    return this.expression.pattern;
  }
}

export class ApexMatcher {
  #pattern: ApexPattern;
  #input: string;
  #from = 0;
  #to: number;
  /** The region; text outside of it is not seen. */
  #region: string;
  #match: Match | null = null;
  /** Where the last match began in the region, -1 after none, and where the last one that was found ended. */
  #first = -1;
  #last = 0;

  constructor(pattern: ApexPattern, input: string) {
    this.#pattern = pattern;
    this.#input = input;
    this.#region = input;
    this.#to = input.length;
  }

  /** Does the whole region match? */
  matches(): boolean {
    return this.#took(this.#expression.matches(requireMatchInput(this.#region)));
  }

  /** Does the beginning of the region match? */
  lookingAt(): boolean {
    return this.#took(this.#expression.lookingAt(requireMatchInput(this.#region), 0));
  }

  /** After the last match, whichever method made it. */
  find(): boolean {
    const next = this.#last === this.#first ? this.#last + 1 : this.#last;
    return this.#took(next > this.#region.length ? null : this.#expression.find(requireMatchInput(this.#region), next));
  }

  /** Starts over at a position. */
  findFrom(start: number): boolean {
    if (start < 0 || start > this.#input.length) throw stringException('Illegal start index');
    this.reset(this.#input);
    this.#last = start;
    return this.find();
  }

  reset(input: string): this {
    this.#input = input;
    return this.#see(0, input.length);
  }

  region(start: number, end: number): this {
    if (start < 0 || end > this.#input.length || start > end) throw stringException('Index out of bounds');
    return this.#see(start, end);
  }

  get input(): string {
    return this.#input;
  }
  get regionStart(): number {
    return this.#from;
  }
  get regionEnd(): number {
    return this.#to;
  }
  get groupCount(): number {
    return this.#expression.groupCount;
  }
  get pattern(): ApexPattern {
    return this.#pattern;
  }

  /** Keeps the place in the text, not the match. */
  usePattern(pattern: ApexPattern): this {
    this.#pattern = pattern;
    this.#match = null;
    return this;
  }

  /** Null for a group that took no part in the match. */
  group(index: number): string | null {
    return this.#expression.group(this.#matched('No match found'), index);
  }

  start(index: number): number {
    return this.#place(index, 0);
  }

  end(index: number): number {
    return this.#place(index, 1);
  }

  get #expression(): JavaRegExp {
    return this.#pattern.expression;
  }

  #place(group: number, side: 0 | 1): number {
    const place = this.#expression.span(this.#matched('No match available'), group)[side];
    return place < 0 ? place : place + this.#from;
  }

  #see(start: number, end: number): this {
    this.#from = start;
    this.#to = end;
    this.#region = this.#input.slice(start, end);
    this.#match = null;
    this.#first = -1;
    this.#last = 0;
    return this;
  }

  #took(match: Match | null): boolean {
    this.#match = match;
    this.#first = match === null ? -1 : match.index;
    if (match !== null) this.#last = match.index + match[0].length;
    return match !== null;
  }

  /** @throws System.StringException before a match */
  #matched(message: string): Match {
    if (this.#match === null) throw stringException(message);
    return this.#match;
  }
}

function matcherOf(self: ApexPattern, input: string | null): ApexMatcher {
  return new ApexMatcher(self, given(input));
}

function split(self: ApexPattern, input: string | null, limit: number): ApexList {
  return strings(splitByRegExp(given(input), self.expression, limit));
}

export const patternTypes: LibraryType[] = [
  libraryType(
    'Pattern',
    { isInstance: (value) => value instanceof ApexPattern },
    {
      'System.Matcher matcher(String input)': matcherOf,
      'String pattern()': (self: ApexPattern) => self.expression.pattern,
      'List<String> split(String input)': (self: ApexPattern, input: string | null) => split(self, input, 0),
      'List<String> split(String input, Integer limit)': (
        self: ApexPattern,
        input: string | null,
        limit: number | null
      ) => split(self, input, given(limit)),
      'static System.Pattern compile(String regExp)': (source: string | null) => new ApexPattern(given(source)),
      'static Boolean matches(String regExp, String input)': (source: string | null, input: string | null) =>
        matcherOf(new ApexPattern(given(source)), input).matches(),
      'static String quote(String text)': (text: string | null) => quotePattern(given(text))
    }
  ),
  libraryType(
    'Matcher',
    { isInstance: (value) => value instanceof ApexMatcher },
    {
      'Integer end()': (self: ApexMatcher) => self.end(0),
      'Integer end(Integer group)': (self: ApexMatcher, group: number | null) => self.end(given(group)),
      'Boolean find()': (self: ApexMatcher) => self.find(),
      'Boolean find(Integer start)': (self: ApexMatcher, start: number | null) => self.findFrom(given(start)),
      'String group()': (self: ApexMatcher) => self.group(0),
      'String group(Integer group)': (self: ApexMatcher, group: number | null) => self.group(given(group)),
      'Integer groupCount()': (self: ApexMatcher) => self.groupCount,
      'Boolean lookingAt()': (self: ApexMatcher) => self.lookingAt(),
      'Boolean matches()': (self: ApexMatcher) => self.matches(),
      'System.Pattern pattern()': (self: ApexMatcher) => self.pattern,
      'System.Matcher region(Integer start, Integer end)': (
        self: ApexMatcher,
        start: number | null,
        end: number | null
      ) => self.region(given(start), given(end)),
      'Integer regionEnd()': (self: ApexMatcher) => self.regionEnd,
      'Integer regionStart()': (self: ApexMatcher) => self.regionStart,
      'String replaceAll(String replacement)': (self: ApexMatcher, replacement: string | null) =>
        replaceAll(self.input, self.pattern.expression, given(replacement)),
      'String replaceFirst(String replacement)': (self: ApexMatcher, replacement: string | null) =>
        replaceFirst(self.input, self.pattern.expression, given(replacement)),
      'System.Matcher reset()': (self: ApexMatcher) => self.reset(self.input),
      'System.Matcher reset(String input)': (self: ApexMatcher, input: string | null) => self.reset(given(input)),
      'Integer start()': (self: ApexMatcher) => self.start(0),
      'Integer start(Integer group)': (self: ApexMatcher, group: number | null) => self.start(given(group)),
      'System.Matcher usePattern(System.Pattern pattern)': (self: ApexMatcher, pattern: ApexPattern | null) =>
        self.usePattern(given(pattern)),
      'static String quoteReplacement(String text)': (text: string | null) => given(text).replace(/[\\$]/g, '\\$&')
    }
  )
];
