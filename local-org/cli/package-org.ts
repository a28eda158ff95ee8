import { join } from 'node:path';
import type { ElementsEndpoint } from '../elements/endpoint.ts';
import { LocalOrg } from '../jobs/local-org.ts';
import type { LocalOrgOptions } from '../jobs/local-org.ts';
import { projectRoot } from './bootstrap.mjs';

export const SAMPLE_ORG = join(projectRoot, 'local-org', 'samples', 'sample-org');
/** The region that runs are delivered to, and its public host, which the reference endpoint stands in for. */
export const REGION = 'EU';
const API_HOST = 'api.q9elements.com';
/** What whoever installs the package assigns to the administrator. */
const PERMISSION_SETS = ['Elements_Connect_Admin'];

export interface PackageOrg {
  readonly org: LocalOrg;
  /** Aborted with the error when the engine cannot go on. */
  readonly failed: AbortSignal;
  /** Jobs that ended with an error, as `Class: message`. */
  readonly failedJobs: readonly string[];
}

/** How time goes in the org; real time, and the default model, when left out. */
export type OrgTime = Pick<LocalOrgOptions, 'clock' | 'queryCost'>;

/**
 * Opens a local org with the package installed, beside other projects, and starts its jobs.
 * @throws CompileError, MetadataError
 */
export async function openPackageOrg(options: {
  readonly projects: readonly string[];
  readonly databaseFile: string;
  readonly endpoint: ElementsEndpoint;
  readonly time?: OrgTime;
}): Promise<PackageOrg> {
  const org = await LocalOrg.open({
    projects: [projectRoot, ...options.projects],
    databaseFile: options.databaseFile,
    ...options.time,
    hosts: { [API_HOST]: options.endpoint.url },
    assignPermissionSets: PERMISSION_SETS
  });
  const failed = new AbortController();
  const failedJobs: string[] = [];
  org.engine.on('error', (error) => failed.abort(error));
  org.engine.on('job-failed', (job) => failedJobs.push(`${job.className}: ${job.failure ?? 'no reason given'}`));
  org.engine.start();
  return { org, failed: failed.signal, failedJobs };
}
