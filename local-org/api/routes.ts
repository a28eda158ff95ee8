/** Every address that the API answers. */
import { MetadataCatalogue } from './deploy/org-metadata.ts';
import { deployRoutes } from './deploy/rest.ts';
import { deployOperations } from './deploy/soap.ts';
import { sourceTrackingRoutes } from './deploy/source-tracking.ts';
import type { Route } from './http/router.ts';
import { oauthRoutes } from './oauth/routes.ts';
import type { OrgRegistry } from './orgs/registry.ts';
import { retrieveOperations } from './retrieve/soap.ts';
import { toolingQueryRoutes } from './rest/tooling-query.ts';
import { versionRoutes } from './rest/versions.ts';
import { soapRoutes } from './soap/soap.ts';
import type { SoapOperation } from './soap/soap.ts';

export interface RouteContext {
  readonly orgs: OrgRegistry;
  readonly consoleUrl: ((organizationId: string) => Promise<string>) | null;
}

export function allRoutes({ orgs }: RouteContext): Route[] {
  const metadata = new MetadataCatalogue(orgs);
  const operations: SoapOperation[] = [...deployOperations(metadata), ...retrieveOperations(metadata)];
  return [
    ...versionRoutes,
    ...toolingQueryRoutes,
    ...deployRoutes(metadata),
    ...sourceTrackingRoutes,
    ...oauthRoutes(orgs),
    ...soapRoutes(orgs, operations)
  ];
}
