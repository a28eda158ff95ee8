/**
 * The SOAP APIs: one address each (`m` Metadata, `s` Apex, `T` Tooling, `u` Partner), many operations. The session
 * stands in the envelope's header.
 */
import { childrenXml, escapeXml, parseXml, toXml } from '../http/xml.ts';
import type { XmlValue } from '../http/xml.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import type { ApiRequest } from '../http/request.ts';
import { isVersion } from '../http/router.ts';
import type { Route } from '../http/router.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { sessionOfToken } from '../session.ts';
import type { Session } from '../session.ts';

export type SoapApi = 'm' | 's' | 'T' | 'u';

export interface SoapCall {
  readonly session: Session;
  /** `65.0`. */
  readonly version: string;
  /** The operation's element: `<executeAnonymous>`. */
  readonly body: XmlElement;
  /** Null for an envelope without one. */
  readonly header: XmlElement | null;
}

export interface SoapResult {
  /** What stands in `<result>`; a list stands in several, undefined in none. */
  readonly result?: XmlValue;
  /** Elements of the answer's header. */
  readonly header?: { readonly [name: string]: XmlValue };
}

export interface SoapOperation {
  readonly api: SoapApi;
  readonly operation: string;
  readonly handle: (call: SoapCall) => Promise<SoapResult> | SoapResult;
}

/** Bytes: 39 MB of zip file (Salesforce's limit) are 52 MB in base64. */
const MAX_ENVELOPE = 55_000_000;

const NAMESPACES: Readonly<Record<SoapApi, string>> = {
  m: 'http://soap.sforce.com/2006/04/metadata',
  s: 'http://soap.sforce.com/2006/08/apex',
  T: 'urn:tooling.soap.sforce.com',
  u: 'urn:partner.soap.sforce.com'
};

export function soapRoutes(orgs: OrgRegistry, operations: readonly SoapOperation[]): Route[] {
  return (Object.keys(NAMESPACES) as SoapApi[]).flatMap((api) => {
    const known = new Map(operations.filter((each) => each.api === api).map((each) => [each.operation, each]));
    const handleOpen = (request: ApiRequest): Promise<ApiAnswer> => answer(request, api, known, orgs);
    return [
      { route: `POST /services/Soap/${api}/:version`, handleOpen, maxBody: MAX_ENVELOPE },
      { route: `POST /services/Soap/${api}/:version/:organization`, handleOpen, maxBody: MAX_ENVELOPE }
    ];
  });
}

async function answer(
  request: ApiRequest,
  api: SoapApi,
  operations: ReadonlyMap<string, SoapOperation>,
  orgs: OrgRegistry
): Promise<ApiAnswer> {
  try {
    const version = request.params['version']!;
    if (!/^\d+\.0$/.test(version) || !isVersion(Number(version)))
      throw new ApiError(500, 'UNSUPPORTED_API_VERSION', `Invalid Api version specified on URL: ${version}`);
    const envelope = parseXml(request.body.toString('utf8'));
    const body = operationElement(envelope);
    const header = envelope.child('Header');
    const token = header?.child('SessionHeader')?.text('sessionId') ?? null;
    if (token === null)
      throw new ApiError(500, 'INVALID_SESSION_ID', 'INVALID_SESSION_ID: Invalid Session ID found in SessionHeader');
    const session = await sessionOfToken(token.trim(), orgs);
    session.org.countApiRequest();
    const operation = operations.get(body.name);
    if (operation === undefined)
      throw new ApiError(
        500,
        'FUNCTIONALITY_NOT_ENABLED',
        `not supported by the local org: the SOAP operation ${body.name}`
      );
    const result = await operation.handle({ session, version, body, header });
    return envelopeAnswer(200, api, resultXml(body.name, result), result.header ?? {});
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return fault(api, error);
  }
}

function operationElement(envelope: XmlElement): XmlElement {
  const body = envelope.name === 'Envelope' ? envelope.child('Body') : null;
  const names = body?.childNames() ?? [];
  if (body === null || names.length !== 1)
    throw new ApiError(500, 'UNKNOWN_EXCEPTION', 'There is no operation in the SOAP body');
  return body.child(names[0]!)!;
}

function resultXml(operation: string, { result }: SoapResult): string {
  return `<${operation}Response>${result === undefined ? '' : toXml('result', result)}</${operation}Response>`;
}

function fault(api: SoapApi, error: ApiError): ApiAnswer {
  const { errorCode, message } = error.entries[0]!;
  const code = escapeXml(`sf:${errorCode}`);
  const said = message.startsWith(`${errorCode}: `) ? message : `${errorCode}: ${message}`;
  const body = `<soapenv:Fault><faultcode>${code}</faultcode><faultstring>${escapeXml(said)}</faultstring></soapenv:Fault>`;
  return envelopeAnswer(500, api, body, {});
}

function envelopeAnswer(
  status: number,
  api: SoapApi,
  body: string,
  header: { readonly [name: string]: XmlValue }
): ApiAnswer {
  const names = `xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${NAMESPACES[api]}" xmlns:sf="${NAMESPACES[api]}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;
  const head = Object.keys(header).length === 0 ? '' : `<soapenv:Header>${childrenXml(header)}</soapenv:Header>`;
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope ${names}>${head}<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`
  };
}
