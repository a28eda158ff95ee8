/** Id texts: 15 characters, or 18 whose last three are the checksum of the case of the others. */
import { apexException, notSupported } from './errors.ts';

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

function checksum(id15: string): string {
  let suffix = '';
  for (let start = 0; start < 15; start += 5) {
    let bits = 0;
    for (let at = 0; at < 5; at++) {
      const code = id15.charCodeAt(start + at);
      if (code >= 65 && code <= 90) bits |= 1 << at;
    }
    suffix += SUFFIX[bits];
  }
  return suffix;
}

export function isIdText(text: string): boolean {
  if (!/^(?:[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/.test(text)) return false;
  return text.length === 15 || checksum(text.slice(0, 15)) === text.slice(15).toUpperCase();
}

/** The 18-character form. @throws NotSupportedError when the checksum is wrong, which orgs are said to accept; System.StringException when the text is not an id */
export function toId(text: string): string {
  // Kept as they are: tests of SalesforceFoundation/EDA tell `000000000000000001` from `000000000000000002`.
  if (/^\d{18}$/.test(text)) return text;
  if (/^[a-zA-Z0-9]{18}$/.test(text) && !isIdText(text))
    notSupported(`the Id ${text}, whose last three characters do not say the case of the others`);
  if (!isIdText(text)) throw apexException('StringException', `Invalid id: ${text}`);
  return text.length === 15 ? text + checksum(text) : text.slice(0, 15) + text.slice(15).toUpperCase();
}
