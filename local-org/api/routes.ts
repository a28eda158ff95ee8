/** Every address that the API answers. */
import { MetadataCatalogue } from './deploy/org-metadata.ts';
import { deployRoutes } from './deploy/rest.ts';
import { deployOperations } from './deploy/soap.ts';
import { sourceTrackingRoutes } from './deploy/source-tracking.ts';
import type { Route } from './http/router.ts';
import { oauthRoutes } from './oauth/routes.ts';
import type { OrgRegistry } from './orgs/registry.ts';
import { queryRoutes } from './rest/query.ts';
import { limitRoutes } from './rest/limits.ts';
import { sobjectRoutes } from './rest/sobjects.ts';
import { treeRoutes } from './rest/tree.ts';
import { versionRoutes } from './rest/versions.ts';
import { soapRoutes } from './soap/soap.ts';
import type { SoapOperation } from './soap/soap.ts';

export interface RouteContext {
  readonly orgs: OrgRegistry;
  readonly consoleUrl: ((organizationId: string) => Promise<string>) | null;
}

export function allRoutes({ orgs }: RouteContext): Route[] {
  return [
    ...versionRoutes,
    ...queryRoutes,
    ...sobjectRoutes,
    ...treeRoutes,
    ...limitRoutes,
    ...oauthRoutes(orgs),
    ...soapRoutes(orgs, SOAP_OPERATIONS)
  ];
}
