import { ConnectError } from './errors.ts';

export const PRODUCTION = 'https://login.salesforce.com';
export const SANDBOX = 'https://test.salesforce.com';

const HOSTS = /(^|\.)(salesforce\.com|salesforce\.mil|force\.com|sfcrmproducts\.cn)$/;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The server that authorises: production, sandbox, or the org's own My Domain.
 * @throws ConnectError when it is no address of Salesforce: a secret would be sent there
 */
export function loginUrl(address: string): string {
  const text = /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new ConnectError('login_url', `"${address}" is no address.`, EXAMPLES);
  }
  const isLoopback = LOOPBACK.has(url.hostname);
  if (!isLoopback && !HOSTS.test(url.hostname))
    throw new ConnectError(
      'login_url',
      `${url.hostname} is no address of Salesforce; the secret is not sent there.`,
      EXAMPLES
    );
  if (url.protocol !== 'https:' && !(isLoopback && url.protocol === 'http:'))
    throw new ConnectError('login_url', `${text} is not encrypted.`, 'Use https.');
  if (/\.lightning\.force\.com$/.test(url.hostname))
    return `https://${url.hostname.replace('.lightning.force.com', '.my.salesforce.com')}`;
  return url.origin;
}

const EXAMPLES =
  'Use https://login.salesforce.com, https://test.salesforce.com, or the My Domain of the org, like https://acme.my.salesforce.com.';
