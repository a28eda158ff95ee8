/** `Http.send`: the platform's checks, then the mock (in tests) or the network. */
import { apexException, notSupported } from '../machine/errors.ts';
import { invokeInterface } from '../machine/invoke-interface.ts';
import type { HttpRequestValue } from './http-values.ts';
import { HttpResponseValue } from './http-values.ts';
import { authenticate } from './named-credentials.ts';
import type { AuthenticatedRequest } from './named-credentials.ts';
import type { WireRequest } from './http-exchange.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

const METHODS: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']);
const USER_AGENT = 'SFDC-Callout/65.0';
/** The mock's method in the library catalogue. */
const RESPOND = 'HttpCalloutMock.HttpResponse respond(HttpRequest request)';

/** Of a callout in a test without a mock. */
export const NO_MOCK = 'Methods defined as TestMethod do not support Web service callouts';

/**
 * @throws System.CalloutException for what the platform refuses and for network failures
 */
export function callout(request: HttpRequestValue | null): HttpResponseValue {
  if (request === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const transaction = currentTransaction();
  checkRequest(request);
  beginCallout(transaction);
  if (transaction.test !== null) return mocked(transaction, request);
  const url = checkedUrl(request);
  if (url.protocol === 'callout:') return send(transaction, request, authenticate(transaction, request));
  checkRemoteSite(transaction, request, url);
  return send(transaction, request, { url, added: {}, headers: request.headers.entries(), body: request.body });
}

/** What every callout has to pass. @throws System.LimitException, System.CalloutException */
export function beginCallout(transaction: Transaction): void {
  transaction.limits.count('callouts');
  // Words: beyond-the-cloud-dev/trigger-lib, discovery of trigger contexts.
  if (transaction.triggers.length > 0)
    throw apexException('CalloutException', 'Callout from triggers are currently not supported.');
  if (transaction.kind === 'schedulable') {
    throw apexException('CalloutException', 'Callout from scheduled Apex not supported.');
  }
  checkNothingPending(transaction);
  checkAsynchronousCallouts(transaction);
}

/** Words of both: Apex Developer Guide v65, "Releasing Savepoints and Using Callouts". */
function checkNothingPending({ changes, savepoints }: Transaction): void {
  if (changes > 0) {
    throw apexException(
      'CalloutException',
      'You have uncommitted work pending. Please commit or rollback before calling out'
    );
  }
  if (savepoints.length > 0)
    throw apexException('CalloutException', 'All active Savepoints must be released before making callouts.');
}

function checkRequest(request: HttpRequestValue): asserts request is HttpRequestValue & { endpoint: string } {
  if (request.endpoint === null || request.endpoint.trim() === '')
    throw apexException('NullPointerException', 'Argument cannot be null: endpoint');
  if (request.method === null) throw apexException('CalloutException', 'Method not specified');
  if (!METHODS.has(request.method.toUpperCase()))
    throw apexException('CalloutException', `Invalid HTTP method: ${request.method}`);
}

/** Mocks answer for any endpoint, as a public suite (beyond-the-cloud-dev/http-mock-lib) shows. */
function checkedUrl(request: HttpRequestValue & { readonly endpoint: string }): URL {
  if (/^callout:\w/i.test(request.endpoint)) {
    return new URL(request.endpoint);
  }
  let url: URL;
  try {
    url = new URL(request.endpoint);
  } catch {
    throw apexException('CalloutException', `no protocol: ${request.endpoint}`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw apexException('CalloutException', `unknown protocol: ${url.protocol.replace(':', '')}`);
  }
  return url;
}

/** Asynchronous classes say that they call out by implementing `Database.AllowsCallouts`. */
function checkAsynchronousCallouts(transaction: Transaction): void {
  if (transaction.job !== null && transaction.kind !== 'finalizer' && !transaction.job.allowsCallouts) {
    throw apexException(
      'CalloutException',
      'Callout not allowed from this future method. Please enable callout by annotating the future method. eg: @Future(callout=true)'
    );
  }
}

/** An active remote site allows every path of its scheme, host and port. */
function checkRemoteSite(transaction: Transaction, request: HttpRequestValue, url: URL): void {
  const allowed = transaction.org.remoteSites.some((site) => site.active && new URL(site.url).origin === url.origin);
  if (!allowed) {
    throw apexException(
      'CalloutException',
      `Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = ${request.endpoint}`
    );
  }
}

function mocked(transaction: Transaction, request: HttpRequestValue): HttpResponseValue {
  const mock = transaction.test?.calloutMock ?? null;
  if (mock === null) throw apexException('TypeException', NO_MOCK);
  const response = invokeInterface(mock, RESPOND, request);
  if (response === null) throw apexException('CalloutException', 'The callout mock returned no response');
  const { body } = response as HttpResponseValue;
  transaction.limits.addHeap((request.body?.length ?? 0) + (body?.length ?? 0));
  return response as HttpResponseValue;
}

function send(
  transaction: Transaction,
  { method, compressed, timeout }: HttpRequestValue,
  { url, added, headers: own, body }: AuthenticatedRequest
): HttpResponseValue {
  const { limits, org } = transaction;
  const bodySize = body?.length ?? 0;
  if (bodySize > limits.figures.calloutBodyBytes) {
    throw apexException(
      'CalloutException',
      `Exceeded max size limit of ${limits.figures.calloutBodyBytes} with request size ${bodySize}`
    );
  }
  if (limits.calloutMillisecondsLeft <= 0) {
    throw apexException('CalloutException', 'Exceeded maximum time allotted for callout (120000 ms)');
  }
  const headers: Record<string, string> = { 'User-Agent': USER_AGENT, Accept: '*/*', ...added };
  for (const [name, value] of own) headers[name] = value;
  const wire: WireRequest = {
    url: url.href,
    method: method!.toUpperCase(),
    headers,
    body,
    compressed,
    timeoutMilliseconds: Math.min(timeout, limits.calloutMillisecondsLeft),
    maximumBytes: limits.figures.calloutBodyBytes,
    via: org.hosts[url.host] ?? null
  };
  const started = performance.now();
  // Redirects are not followed: the answer is what the code gets.
  const answer = org.exchange(wire);
  limits.addCalloutTime(performance.now() - started);
  if (answer.kind === 'failure') throw apexException('CalloutException', answer.message);
  const response = new HttpResponseValue();
  response.statusCode = answer.status;
  response.status = answer.reason;
  for (const [name, value] of answer.headers) response.headers.set(name, value);
  response.body = answer.body;
  if (response.headers.get('Content-Encoding') !== null) notSupported('callout responses with a Content-Encoding');
  limits.addHeap(bodySize + answer.body.length);
  return response;
}
