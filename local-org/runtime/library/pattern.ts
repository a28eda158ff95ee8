/** System.Pattern and System.Matcher. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { ApexList } from '../values/collections.ts';
import { javaRegExp, javaReplacement, quotePattern, splitByRegExp, requireMatchInput } from './java-regexp.ts';
import { given, stringException } from './members.ts';
import { strings } from './string-edit.ts';

export class ApexPattern {
  readonly source: string;

  /** @throws System.StringException for an invalid pattern */
  constructor(source: string) {
    this.source = source;
    javaRegExp(source);
  }

  /** A fresh expression: the position of a sticky or global one is its own. */
  regExp(flags: string): RegExp {
    return javaRegExp(this.source, flags);
  }

  toString(): string {
    return this.source;
  }
}

export class ApexMatcher {
  pattern: ApexPattern;
  #input: string;
  #from = 0;
  #to: number;
  #next = 0;
  #match: (RegExpExecArray & { readonly indices?: RegExpIndicesArray }) | null = null;

  constructor(pattern: ApexPattern, input: string) {
    this.pattern = pattern;
    this.#input = input;
    this.#to = input.length;
  }

  /** Does the whole region match? */
  matches(): boolean {
    // Not `$`, which would stop before a line end when the pattern has the multi-line flag.
    return this.#run(new RegExp(`(?:${this.#source()})(?![\\s\\S])`, this.#flags('y')), this.#from);
  }

  /** Does the beginning of the region match? */
  lookingAt(): boolean {
    return this.#run(new RegExp(this.#source(), this.#flags('y')), this.#from);
  }

  find(): boolean {
    const found = this.#run(new RegExp(this.#source(), this.#flags('g')), this.#next);
    if (found) this.#next = this.end(0) + (this.end(0) === this.start(0) ? 1 : 0);
    return found;
  }

  /** Starts over at a position. */
  findFrom(start: number): boolean {
    if (start < 0 || start > this.#input.length) throw stringException('Illegal start index');
    this.reset(this.#input);
    this.#next = start;
    return this.find();
  }

  reset(input: string): this {
    this.#input = input;
    this.#from = 0;
    this.#to = input.length;
    this.#next = 0;
    this.#match = null;
    return this;
  }

  region(start: number, end: number): this {
    if (start < 0 || end > this.#input.length || start > end) throw stringException('Index out of bounds');
    this.reset(this.#input);
    this.#from = start;
    this.#next = start;
    this.#to = end;
    return this;
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
    return new RegExp(`${this.#source()}|`, this.#flags('')).exec('')!.length - 1;
  }

  /** Null for a group that took no part in the match. */
  group(index: number): string | null {
    return this.#matched(index)[index] ?? null;
  }

  start(index: number): number {
    return this.#matched(index).indices![index]?.[0] ?? -1;
  }

  end(index: number): number {
    return this.#matched(index).indices![index]?.[1] ?? -1;
  }

  #run(expression: RegExp, at: number): boolean {
    this.#match = null;
    if (at > this.#to) return false;
    requireMatchInput(this.#input);
    expression.lastIndex = at;
    this.#match = expression.exec(this.#input.slice(0, this.#to));
    return this.#match !== null;
  }

  /** @throws System.StringException before a match, or for a group that does not exist */
  #matched(index: number): RegExpExecArray & { readonly indices?: RegExpIndicesArray } {
    if (this.#match === null) throw stringException('No match found');
    if (index < 0 || index >= this.#match.length) throw stringException(`No group ${index}`);
    return this.#match;
  }

  #source(): string {
    return this.pattern.regExp('').source;
  }

  /** The pattern's own flags, with match positions. */
  #flags(extra: string): string {
    return `${this.pattern.regExp('').flags}d${extra}`;
  }
}

function matcherOf(self: ApexPattern, input: string | null): ApexMatcher {
  return new ApexMatcher(self, given(input));
}

function split(self: ApexPattern, input: string | null, limit: number): ApexList {
  return strings(splitByRegExp(given(input), self.regExp('g'), limit));
}

export const patternTypes: LibraryType[] = [
  libraryType(
    'Pattern',
    { isInstance: (value) => value instanceof ApexPattern },
    {
      'System.Matcher matcher(String input)': matcherOf,
      'String pattern()': (self: ApexPattern) => self.source,
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
        self.input.replace(self.pattern.regExp('g'), javaReplacement(given(replacement))),
      'String replaceFirst(String replacement)': (self: ApexMatcher, replacement: string | null) =>
        self.input.replace(self.pattern.regExp(''), javaReplacement(given(replacement))),
      'System.Matcher reset()': (self: ApexMatcher) => self.reset(self.input),
      'System.Matcher reset(String input)': (self: ApexMatcher, input: string | null) => self.reset(given(input)),
      'Integer start()': (self: ApexMatcher) => self.start(0),
      'Integer start(Integer group)': (self: ApexMatcher, group: number | null) => self.start(given(group)),
      'System.Matcher usePattern(System.Pattern pattern)': (self: ApexMatcher, pattern: ApexPattern | null) => {
        self.pattern = given(pattern);
        return self;
      },
      'static String quoteReplacement(String text)': (text: string | null) => given(text).replace(/[\\$]/g, '\\$&')
    }
  )
];
