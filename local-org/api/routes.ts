/** Every address that the API answers. */
import type { Route } from './http/router.ts';
import { oauthRoutes } from './oauth/routes.ts';
import type { OrgRegistry } from './orgs/registry.ts';
import { toolingQueryRoutes } from './rest/tooling-query.ts';
import { versionRoutes } from './rest/versions.ts';
import { soapRoutes } from './soap/soap.ts';
import type { SoapOperation } from './soap/soap.ts';

export interface RouteContext {
  readonly orgs: OrgRegistry;
  readonly consoleUrl: ((organizationId: string) => Promise<string>) | null;
}

const SOAP_OPERATIONS: readonly SoapOperation[] = [];

export function allRoutes({ orgs }: RouteContext): Route[] {
  return [...versionRoutes, ...toolingQueryRoutes, ...oauthRoutes(orgs), ...soapRoutes(orgs, SOAP_OPERATIONS)];
}
