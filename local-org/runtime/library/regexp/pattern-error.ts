/** What is wrong with a pattern, in the words of java.util.regex. */
import { apexException, notSupported } from '../../machine/errors.ts';
import type { ApexException } from '../../machine/errors.ts';

/** The text of java.util.regex.PatternSyntaxException: what is wrong, the pattern, and an arrow below the place. */
export function patternError(pattern: string, reason: string, index: number): ApexException {
  const place = index < 0 ? '' : ` near index ${index}`;
  const arrow = index >= 0 && index < pattern.length ? `\n${' '.repeat(index)}^` : '';
  return apexException('StringException', `Invalid regex: ${reason}${place}\n${pattern}${arrow}`);
}

export function unsupportedPattern(pattern: string, what: string): never {
  return notSupported(`${what} in regular expressions (${pattern})`);
}
