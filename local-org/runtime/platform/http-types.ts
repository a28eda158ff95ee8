/** `HttpRequest`, `HttpResponse`, `Http`, `HttpCalloutMock` (Apex Reference Guide v65, "HTTP Classes"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { DocumentValue } from '../library/dom/index.ts';
import { StreamReader } from '../library/dom/stream-reader.ts';
import { apexException } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexList } from '../values/collections.ts';
import { callout } from './callouts.ts';
import { HttpRequestValue, HttpResponseValue, HttpValue } from './http-values.ts';

const MAXIMUM_TIMEOUT = 120_000;

function bytes(text: string | null): Uint8Array {
  return new TextEncoder().encode(text ?? '');
}

function text(body: Uint8Array | null): string {
  return new TextDecoder().decode(body ?? new Uint8Array());
}

function required(value: string | null, what: string): string {
  if (value === null) throw apexException('NullPointerException', `Argument cannot be null: ${what}`);
  return value;
}

function setTimeoutOf(self: HttpRequestValue, milliseconds: number): void {
  if (milliseconds < 1 || milliseconds > MAXIMUM_TIMEOUT) {
    throw apexException('CalloutException', `timeout must be between 1 and ${MAXIMUM_TIMEOUT}`);
  }
  self.timeout = milliseconds;
}

export const httpTypes: LibraryType[] = [
  libraryType(
    'HttpRequest',
    { isInstance: (value) => value instanceof HttpRequestValue },
    {
      'new()': () => new HttpRequestValue(),
      'void setEndpoint(String endpoint)': (self: HttpRequestValue, endpoint: string | null) => {
        self.endpoint = endpoint;
      },
      'String getEndpoint()': (self: HttpRequestValue) => self.endpoint,
      'void setMethod(String method)': (self: HttpRequestValue, method: string | null) => {
        self.method = method;
      },
      'String getMethod()': (self: HttpRequestValue) => self.method,
      'void setHeader(String key, String value)': (self: HttpRequestValue, key: string | null, value: string | null) =>
        self.headers.set(required(key, 'key'), value ?? ''),
      'String getHeader(String key)': (self: HttpRequestValue, key: string | null) =>
        self.headers.get(required(key, 'key')),
      'void setBody(String body)': (self: HttpRequestValue, body: string | null) => {
        self.body = bytes(required(body, 'body'));
      },
      'String getBody()': (self: HttpRequestValue) => text(self.body),
      'void setBodyAsBlob(Blob body)': (self: HttpRequestValue, body: ApexBlob | null) => {
        self.body = body?.bytes ?? null;
      },
      'Blob getBodyAsBlob()': (self: HttpRequestValue) => new ApexBlob(self.body ?? new Uint8Array()),
      'void setTimeout(Integer milliseconds)': setTimeoutOf,
      'void setCompressed(Boolean flag)': (self: HttpRequestValue, flag: boolean | null) => {
        self.compressed = flag === true;
      },
      'Boolean getCompressed()': (self: HttpRequestValue) => self.compressed,
      'String toString()': (self: HttpRequestValue) =>
        `System.HttpRequest[Endpoint=${self.endpoint ?? 'null'}, Method=${self.method ?? 'null'}]`
    }
  ),
  libraryType(
    'HttpResponse',
    { isInstance: (value) => value instanceof HttpResponseValue },
    {
      'new()': () => new HttpResponseValue(),
      'Integer getStatusCode()': (self: HttpResponseValue) => self.statusCode,
      'void setStatusCode(Integer code)': (self: HttpResponseValue, code: number) => {
        self.statusCode = code;
      },
      'String getStatus()': (self: HttpResponseValue) => self.status,
      'void setStatus(String status)': (self: HttpResponseValue, status: string | null) => {
        self.status = status;
      },
      'String getHeader(String key)': (self: HttpResponseValue, key: string | null) =>
        self.headers.get(required(key, 'key')),
      'void setHeader(String key, String value)': (self: HttpResponseValue, key: string | null, value: string | null) =>
        self.headers.set(required(key, 'key'), value ?? ''),
      'List<String> getHeaderKeys()': (self: HttpResponseValue) =>
        new ApexList(
          runtimeType('List<String>'),
          self.headers.entries().map(([name]) => name)
        ),
      'String getBody()': (self: HttpResponseValue) => text(self.body),
      'void setBody(String body)': (self: HttpResponseValue, body: string | null) => {
        self.body = bytes(body);
      },
      'Blob getBodyAsBlob()': (self: HttpResponseValue) => new ApexBlob(self.body),
      'Dom.Document getBodyDocument()'(self: HttpResponseValue) {
        const document = new DocumentValue();
        document.load(text(self.body));
        return document;
      },
      'XmlStreamReader getXmlStreamReader()': (self: HttpResponseValue) => new StreamReader(text(self.body)),
      'void setBodyAsBlob(Blob body)': (self: HttpResponseValue, body: ApexBlob | null) => {
        self.body = body?.bytes ?? new Uint8Array();
      },
      'String toString()': (self: HttpResponseValue) =>
        `System.HttpResponse[Status=${self.status ?? 'null'}, StatusCode=${self.statusCode}]`
    }
  ),
  libraryType(
    'HttpCalloutMock',
    { kind: 'interface' },
    {
      'HttpResponse respond(HttpRequest request)': null
    }
  ),
  libraryType(
    'Http',
    { isInstance: (value) => value instanceof HttpValue },
    {
      'new()': () => new HttpValue(),
      'HttpResponse send(HttpRequest request)': (_self: HttpValue, request: HttpRequestValue | null) => callout(request)
    }
  )
];
