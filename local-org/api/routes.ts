/** Every address that the API answers. */
import { ingestRoutes } from './bulk/ingest.ts';
import { BulkJobs } from './bulk/jobs.ts';
import { bulkQueryRoutes } from './bulk/query.ts';
import { MetadataCatalogue } from './deploy/org-metadata.ts';
import { deployRoutes } from './deploy/rest.ts';
import { deployOperations } from './deploy/soap.ts';
import { sourceTrackingRoutes } from './deploy/source-tracking.ts';
import type { Route, Router } from './http/router.ts';
import { frontDoorRoutes } from './oauth/front-door.ts';
import type { ConsoleUrl } from './oauth/front-door.ts';
import { GrantStore } from './oauth/grants.ts';
import { oauthRoutes } from './oauth/routes.ts';
import type { OrgRegistry } from './orgs/registry.ts';
import { hubRoutes } from './packaging/hub.ts';
import { installRoutes } from './packaging/install.ts';
import { PackageShelf } from './packaging/shelf.ts';
import { apexTestRoutes } from './rest/apex-tests.ts';
import { collectionRoutes } from './rest/collections.ts';
import { compositeRoutes } from './rest/composite.ts';
import { limitRoutes } from './rest/limits.ts';
import { queryRoutes } from './rest/query.ts';
import { scimRoutes } from './rest/scim.ts';
import { sobjectRoutes } from './rest/sobjects.ts';
import { treeRoutes } from './rest/tree.ts';
import { versionRoutes } from './rest/versions.ts';
import { retrieveOperations } from './retrieve/soap.ts';
import { scratchRoutes } from './scratch/scratch-orgs.ts';
import { anonymousRoutes, apexOperations } from './soap/apex.ts';
import { soapRoutes } from './soap/soap.ts';
import { streamingRoutes } from './streaming/bayeux.ts';

export interface RouteContext {
  readonly orgs: OrgRegistry;
  readonly consoleUrl: ConsoleUrl | null;
  /** Told of what goes wrong after a request has been answered. */
  readonly onError: (error: unknown) => void;
  /** Has all routes, for requests that carry others; asked when they come. */
  readonly router: () => Router;
}

export function allRoutes({ orgs, consoleUrl, onError, router }: RouteContext): Route[] {
  const jobs = new BulkJobs();
  const grants = new GrantStore(orgs.database);
  const metadata = new MetadataCatalogue(orgs);
  const shelf = new PackageShelf(orgs.folder);
  return [
    ...versionRoutes,
    ...queryRoutes(),
    ...sobjectRoutes,
    ...treeRoutes,
    ...collectionRoutes,
    ...compositeRoutes(router),
    ...limitRoutes,
    ...scimRoutes,
    ...ingestRoutes(jobs),
    ...bulkQueryRoutes(jobs),
    ...apexTestRoutes(orgs, onError),
    ...anonymousRoutes,
    ...hubRoutes(shelf),
    ...installRoutes(metadata, shelf, onError),
    ...scratchRoutes({ orgs, grants, catalogue: metadata, onError }),
    ...streamingRoutes,
    ...deployRoutes(metadata),
    ...sourceTrackingRoutes,
    ...oauthRoutes(orgs, grants),
    ...frontDoorRoutes(grants, consoleUrl),
    ...soapRoutes(orgs, [...apexOperations, ...deployOperations(metadata), ...retrieveOperations(metadata)])
  ];
}
