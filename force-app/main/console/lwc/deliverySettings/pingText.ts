import { formatLabel } from 'c/format';
import type { PingResult } from 'types/delivery';
import labels from './labels';

/** What came of a ping, and what to do about it. */
export function pingText({ result, url, status, error, skewSeconds, milliseconds }: PingResult): string {
  switch (result) {
    case 'ACCEPTED':
      return formatLabel(labels.pingAccepted, url, String(milliseconds), clockText(skewSeconds));
    case 'CLOCK_SKEW':
      return formatLabel(labels.pingSkew, String(skewSeconds ?? labels.unknown));
    case 'SIGNATURE_REFUSED':
      return labels.pingRefused;
    case 'NOT_ALLOWED':
      return formatLabel(labels.pingNotAllowed, url);
    case 'NO_ANSWER':
      return formatLabel(labels.pingNoAnswer, url, error ?? labels.unknown);
    case 'REDIRECTED':
      return formatLabel(labels.pingRedirected, url, String(status ?? labels.unknown));
    default:
      return formatLabel(labels.pingUnexpected, url, String(status ?? labels.unknown));
  }
}

const clockText = (seconds: number | null | undefined): string =>
  seconds === null || seconds === undefined ? labels.unknown : String(seconds);
