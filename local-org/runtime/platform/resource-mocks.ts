/**
 * Callout mocks that answer with static resources (Apex Developer Guide v65, "Testing HTTP Callouts Using Static
 * Resources"; Apex Reference Guide v65, "StaticResourceCalloutMock Class", "MultiStaticResourceCalloutMock Class"). What
 * they answer when something is not set is not published, and refused.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { HeaderMap, HttpResponseValue } from './http-values.ts';
import type { HttpRequestValue } from './http-values.ts';
import { staticResourceBody } from './static-resources.ts';

const CLASS = 'StaticResourceCalloutMock';

class ResourceMock {
  readonly headers = new HeaderMap();
  statusCode: number | null = null;
  status: string | null = null;

  /** @param resource null when none was set for the request */
  answer(resource: string | null, endpoint: string | null): HttpResponseValue {
    if (resource === null)
      notSupported(`a callout to ${endpoint ?? 'null'}, for which the mock has no static resource`);
    const response = new HttpResponseValue();
    response.statusCode = this.statusCode ?? notSupported(`a ${CLASS} without a status code`);
    response.status = this.status;
    for (const [name, value] of this.headers.entries()) response.headers.set(name, value);
    response.body = staticResourceBody(resource, CLASS);
    return response;
  }
}

class SingleMock extends ResourceMock {
  readonly type = runtimeType(CLASS);
  resource: string | null = null;
}

class MultipleMock extends ResourceMock {
  readonly type = runtimeType(`Multi${CLASS}`);
  readonly resources = new Map<string, string>();
}

function required(text: string | null): string {
  if (text === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  return text;
}

const common = {
  'void setStatusCode(Integer httpStatusCode)': (self: ResourceMock, code: number | null) => {
    self.statusCode = code;
  },
  'void setStatus(String httpStatus)': (self: ResourceMock, status: string | null) => {
    self.status = status;
  },
  'void setHeader(String headerName, String headerValue)': (
    self: ResourceMock,
    name: string | null,
    value: string | null
  ) => self.headers.set(required(name), value ?? '')
};

export const resourceMockTypes: LibraryType[] = [
  libraryType(
    CLASS,
    { implements: ['HttpCalloutMock'], isInstance: (value) => value instanceof SingleMock },
    {
      'new()': () => new SingleMock(),
      ...common,
      'void setStaticResource(String resourceName)': (self: SingleMock, name: string | null) => {
        self.resource = required(name);
      },
      'HttpResponse respond(HttpRequest request)': (self: SingleMock, request: HttpRequestValue | null) =>
        self.answer(self.resource, request?.endpoint ?? null)
    }
  ),
  libraryType(
    `Multi${CLASS}`,
    { implements: ['HttpCalloutMock'], isInstance: (value) => value instanceof MultipleMock },
    {
      'new()': () => new MultipleMock(),
      ...common,
      'void setStaticResource(String endpoint, String resourceName)': (
        self: MultipleMock,
        endpoint: string | null,
        name: string | null
      ) => {
        self.resources.set(required(endpoint), required(name));
      },
      'HttpResponse respond(HttpRequest request)': (self: MultipleMock, request: HttpRequestValue | null) =>
        self.answer(self.resources.get(request?.endpoint ?? '') ?? null, request?.endpoint ?? null)
    }
  )
];
