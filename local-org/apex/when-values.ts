/**
 * Values of `when` that the grammar of apex-parser does not know and that of the platform does, which judges them later
 * (`when true`, `when 1.5`, `when f()`): texts stand for them, as long as they are, so that everything keeps its place.
 */

/** Comments and texts, which hide what is in them, or the values of a `when`. */
const WHEN = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|\bwhen\b(?<values>[^{};]*)(?=\{)/gi;

const NAME = String.raw`[a-z]\w*(?:\s*\.\s*[a-z]\w*)*`;
const KNOWN = new RegExp(
  String.raw`^(?:(?:[-+]\s*)*\d+L?|'(?:\\.|[^'\\])*'|(?!(?:true|false|this|super)\b)${NAME}|(?!new\b)${NAME}\s+[a-z]\w*)?$`,
  'i'
);

/** The text with a literal for each value that the grammar does not know. */
export function withKnownValues(text: string): string {
  return text.replace(WHEN, (match, ...groups) => {
    const { values } = groups[groups.length - 1] as { values?: string };
    if (values === undefined || /\bwhen\b/i.test(values)) return match;
    return match.slice(0, match.length - values.length) + replaced(values);
  });
}

function replaced(values: string): string {
  const parts = /[<(\[]/.test(values) ? [values] : values.split(',');
  return parts
    .map((part) => {
      const value = part.trim();
      if (KNOWN.test(value) || value.length < 2 || value.includes('\n')) return part;
      return part.replace(value, () => `'${'-'.repeat(value.length - 2)}'`);
    })
    .join(',');
}
