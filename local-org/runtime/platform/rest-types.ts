/**
 * `RestContext`, `RestRequest`, `RestResponse` (Apex Reference Guide v65): tests of REST resources fill them by hand.
 * Maps can be changed, but not replaced.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { given, plainProperty } from '../library/members.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { ApexBlob } from '../values/blob.ts';
import { ApexMap } from '../values/collections.ts';
import { currentTransaction } from './transaction.ts';

type Text = string | null;

function texts(): ApexMap {
  return new ApexMap(runtimeType('Map<String,String>'));
}

class RestRequestValue {
  readonly headers = texts();
  readonly params = texts();
  httpMethod: Text = null;
  remoteAddress: Text = null;
  requestBody: ApexBlob | null = null;
  requestURI: Text = null;
  resourcePath: Text = null;
}

class RestResponseValue {
  readonly headers = texts();
  responseBody: ApexBlob | null = null;
  statusCode: number | null = null;
}

/**
 * @throws NotSupportedError for a request whose body nobody has set: it is not plain null on the platform, where its
 * `toString()` leads to `Argument cannot be null.` (trailheadapps/apex-recipes)
 */
function bodyOf({ requestBody }: RestRequestValue): ApexBlob {
  return requestBody ?? notSupported('the requestBody of a RestRequest that has none');
}

/** Headers that neither side may add; the text of the refusal is unconfirmed. */
const REFUSED_HEADERS: ReadonlySet<string> = new Set([
  'cookie',
  'set-cookie',
  'set-cookie2',
  'content-length',
  'authorization'
]);

function addHeader(self: { readonly headers: ApexMap }, name: Text, value: Text): void {
  if (REFUSED_HEADERS.has(given(name).toLowerCase()))
    throw apexException('InvalidHeaderException', `Header not allowed: ${name}`);
  self.headers.put(name, value);
}

function contextual(name: 'request' | 'response'): { get: () => unknown; set: (self: null, value: unknown) => void } {
  return {
    get: () => currentTransaction().rest[name],
    set: (_self, value) => {
      currentTransaction().rest[name] = value;
    }
  };
}

export const restTypes: LibraryType[] = [
  libraryType(
    'RestRequest',
    { isInstance: (value) => value instanceof RestRequestValue },
    {
      'new()': () => new RestRequestValue(),
      'Map<String, String> headers { get; }': { get: (self: RestRequestValue) => self.headers },
      'Map<String, String> params { get; }': { get: (self: RestRequestValue) => self.params },
      'String httpMethod { get; set; }': plainProperty('httpMethod'),
      'String remoteAddress { get; set; }': plainProperty('remoteAddress'),
      'Blob requestBody { get; set; }': { get: bodyOf, set: plainProperty('requestBody').set },
      'String requestURI { get; set; }': plainProperty('requestURI'),
      'String resourcePath { get; set; }': plainProperty('resourcePath'),
      'void addHeader(String name, String value)': addHeader,
      'void addParameter(String name, String value)'(self: RestRequestValue, name: Text, value: Text) {
        self.params.put(given(name), value);
      }
    }
  ),
  libraryType(
    'RestResponse',
    { isInstance: (value) => value instanceof RestResponseValue },
    {
      'new()': () => new RestResponseValue(),
      'Map<String, String> headers { get; }': { get: (self: RestResponseValue) => self.headers },
      'Blob responseBody { get; set; }': plainProperty('responseBody'),
      'Integer statusCode { get; set; }': plainProperty('statusCode'),
      'void addHeader(String name, String value)': addHeader
    }
  ),
  libraryType(
    'RestContext',
    {},
    {
      'static RestRequest request { get; set; }': contextual('request'),
      'static RestResponse response { get; set; }': contextual('response')
    }
  )
];
