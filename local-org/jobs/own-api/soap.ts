/** SOAP `readMetadata` of the Metadata API: envelope, faults, and the two types that the emulated Setup has documents of. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Store } from '../../store/store.ts';
import { ApiError } from './api-error.ts';
import { authorize, requirePermission } from './authorize.ts';
import type { OwnOrg } from './authorize.ts';
import { profileByName, securitySettings } from './documents.ts';
import type { DocumentFields, DocumentValue } from './documents.ts';
import type { OwnAnswer, OwnRequest } from './rest.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const MOST_NAMES = 10;
const NEEDED = ['ModifyAllData', 'ModifyMetadata'];
const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false, ignoreAttributes: true });

interface ReadMetadata {
  readonly sessionId: string;
  readonly type: string;
  readonly fullNames: readonly string[];
}

/** Reads one member; null when the org has none of that name. */
const TYPES: Readonly<Record<string, (store: Store, fullName: string) => DocumentFields | null>> = {
  SecuritySettings: (store, fullName) => (fullName === 'Security' ? securitySettings(store) : null),
  Profile: profileByName
};

export function answerMetadataSoap(org: OwnOrg, request: OwnRequest): OwnAnswer {
  const { store } = org;
  try {
    const { sessionId, type, fullNames } = parse(request.body);
    const session = authorize(org, sessionId, request.callerAddress, 'SOAP API');
    requirePermission(
      store,
      session,
      NEEDED,
      'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions'
    );
    const read = TYPES[type];
    if (read === undefined)
      throw new ApiError(500, 'NOT_SUPPORTED', `not supported by the local org: readMetadata of ${type}`);
    return envelope(
      200,
      `<readMetadataResponse><result>${fullNames
        .map((fullName) => record(type, fullName, read(store, fullName)))
        .join('')}</result></readMetadataResponse>`
    );
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return fault(error.code, error.message);
  }
}

function parse(body: string): ReadMetadata {
  if (XMLValidator.validate(body) !== true)
    throw new ApiError(500, 'UNKNOWN_EXCEPTION', 'Premature end of file or malformed XML');
  const envelope = (parser.parse(body) as Record<string, unknown>)['Envelope'];
  const sessionId = at(envelope, 'Header', 'SessionHeader', 'sessionId');
  const operation = at(envelope, 'Body', 'readMetadata');
  if (operation === undefined)
    throw new ApiError(500, 'NOT_SUPPORTED', 'not supported by the local org: operations other than readMetadata');
  const names = at(operation, 'fullNames');
  const fullNames = (Array.isArray(names) ? names : [names]).map(String);
  if (fullNames.length > MOST_NAMES)
    throw new ApiError(
      500,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MOST_NAMES} records in this operation`
    );
  return { sessionId: typeof sessionId === 'string' ? sessionId : '', type: String(at(operation, 'type')), fullNames };
}

function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (found, name) =>
      typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[name] : undefined,
    value
  );
}

function record(type: string, fullName: string, fields: DocumentFields | null): string {
  if (fields === null) return '<records xsi:nil="true"/>';
  return `<records xsi:type="${type}">${element('fullName', fullName)}${children(fields)}</records>`;
}

function children(fields: DocumentFields): string {
  return Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('');
}

function element(name: string, value: DocumentValue): string {
  if (Array.isArray(value)) return (value as readonly DocumentFields[]).map((item) => element(name, item)).join('');
  const text = typeof value === 'object' ? children(value as DocumentFields) : escaped(String(value));
  return `<${name}>${text}</${name}>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function fault(code: string, message: string): OwnAnswer {
  return envelope(
    500,
    `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${escaped(`${code}: ${message}`)}</faultstring></soapenv:Fault>`
  );
}

function envelope(status: number, body: string): OwnAnswer {
  return {
    status,
    contentType: 'text/xml;charset=UTF-8',
    body: `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${NAMESPACE}" xmlns:sf="${NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`
  };
}
