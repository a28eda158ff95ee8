/** System.String. Apex strings are UTF-16, as JavaScript's. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { ApexList, ApexSet } from '../values/collections.ts';
import type { ApexDate } from '../values/date.ts';
import type { ApexDatetime } from '../values/datetime.ts';
import type { Decimal } from '../values/decimal.ts';
import type { ApexDouble } from '../values/double.ts';
import { typeRegistry } from '../machine/runtime-type.ts';
import { callerFrame } from '../machine/stack.ts';
import { textOf } from '../values/text.ts';
import { userContext } from '../values/user-context.ts';
import { apexIterable } from './iteration.ts';
import { given, stringException, typeException } from './members.ts';
import { stringEditMembers } from './string-edit.ts';
import { stringEscapeMembers } from './string-escape.ts';
import { BLANK, stringSearchMembers } from './string-search.ts';

/** Null stays null for values that have no text of their own. */
const orNull = (value: unknown): string | null => (value === null ? null : textOf(value));
const isBlank = (text: string | null): boolean => text === null || BLANK.test(text);

export const stringType: LibraryType = libraryType(
  'String',
  { isInstance: (value) => typeof value === 'string' },
  {
    ...stringSearchMembers,
    ...stringEditMembers,
    ...stringEscapeMembers,

    'static Boolean isBlank(String text)': isBlank,
    'static Boolean isNotBlank(String text)': (text: string | null) => !isBlank(text),
    'static Boolean isEmpty(String text)': (text: string | null) => text === null || text === '',
    'static Boolean isNotEmpty(String text)': (text: string | null) => text !== null && text !== '',

    'static String join(Iterable<Object> iterable, String separator)': (iterable: unknown, separator: string | null) =>
      join(given(iterable), given(separator)),
    'static String format(String pattern, List<Object> values)': (pattern: string | null, values: ApexList | null) =>
      format(given(pattern), given(values).toArray(), callerApiVersion() >= SINGLE_QUOTES_VERSION),
    'static String fromCharArray(List<Integer> characters)': (characters: ApexList | null) =>
      given(characters)
        .toArray()
        .map((code) => String.fromCharCode(given(code as number | null)))
        .join(''),
    'static String getCommonPrefix(List<String> texts)': (texts: ApexList | null) =>
      commonPrefix(given(texts).toArray() as Array<string | null>),

    'static String valueOf(Boolean value)': orNull,
    'static String valueOf(Integer value)': orNull,
    'static String valueOf(Long value)': orNull,
    'static String valueOf(Double value)': (value: ApexDouble | null) => orNull(value),
    'static String valueOf(Decimal value)': (value: Decimal | null) => orNull(value),
    // Null stays null, as a public suite (SalesforceFoundation/EDA, COFF_Affiliation_TDTM) shows.
    'static String valueOf(Date value)': (value: ApexDate | null) => value?.toString() ?? null,
    'static String valueOf(Datetime value)': (value: ApexDatetime | null) =>
      // Null stays null, as a public suite (trailheadapps/automation-components) shows.
      value === null ? null : value.textIn(userContext().timeZone),
    'static String valueOf(Object value)': orNull,
    'static String valueOfGmt(Datetime value)': (value: ApexDatetime | null) => given(value).textIn('GMT')
  }
);

function join(iterable: unknown, separator: string): string {
  if (!(iterable instanceof ApexList) && !(iterable instanceof ApexSet)) {
    const other = apexIterable(iterable);
    if (other === null) throw typeException('String.join requires an Iterable');
    return [...other].map(joined).join(separator);
  }
  return iterable.toArray().map(joined).join(separator);
}

/** Null elements join as nothing, as StringUtils.join does. */
function joined(value: unknown): string {
  return value === null ? '' : textOf(value);
}

/** From then on `String.format` "supports single quotes in the stringToFormat" (Apex Reference Guide, "String Class"). */
const SINGLE_QUOTES_VERSION = 51;

/** Of the class that called the library; the newest where that is not known. */
function callerApiVersion(): number {
  const [, outer] = (callerFrame()?.name ?? '').split('.');
  return (outer === undefined ? null : typeRegistry().find(outer)?.definition?.apiVersion) ?? Infinity;
}

/**
 * java.text.MessageFormat with texts as arguments: `''` is a quote (for NPSP's tests in new versions too), `{0}` is
 * replaced. Other quotes are kept in new versions; in older ones they keep what they enclose as it is.
 * A format type (`{0,number}`) fails, because arguments are formatted as texts (salesforce.stackexchange.com/q/38643).
 */
/** Each value becomes text once, in the order of the list, however often the pattern names it (soql-lib). */
function format(pattern: string, given: readonly unknown[], keepsQuotes: boolean): string {
  const values = given.map((value) => textOf(value));
  let out = '';
  let quoted = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at]!;
    if (char === "'") {
      if (pattern[at + 1] === "'") {
        out += "'";
        at += 1;
      } else if (keepsQuotes) out += char;
      else quoted = !quoted;
    } else if (char === '{' && !quoted) {
      const end = pattern.indexOf('}', at);
      if (end < 0) throw stringException('Unmatched braces in the pattern.');
      out += argument(pattern.slice(at + 1, end), values);
      at = end;
    } else out += char;
  }
  return out;
}

function argument(text: string, values: readonly string[]): string {
  const [index, type] = text.split(',');
  if (!/^\s*\d+\s*$/.test(index!)) throw stringException(`can't parse argument number: ${text}`);
  if (type !== undefined)
    throw stringException(`Cannot format given Object as a ${type.trim() === 'number' ? 'Number' : 'Date'}`);
  return Number(index) < values.length ? values[Number(index)]! : `{${index!.trim()}}`;
}

/** With a null among them there is none (StringUtils.getCommonPrefix of Apache Commons Lang). */
function commonPrefix(texts: ReadonlyArray<string | null>): string {
  let prefix = texts[0] ?? '';
  for (const text of texts) while (!(text ?? '').startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
