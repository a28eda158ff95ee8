import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callAura } from '../cli/call-aura.ts';
import { runMainJob } from '../cli/main-job.ts';
import type { JobOutcome, RunView } from '../cli/main-job.ts';
import { openPackageOrg } from '../cli/package-org.ts';
import type { OrgTime } from '../cli/package-org.ts';
import { startElementsEndpoint } from '../elements/endpoint.ts';
import type { ElementsEndpoint } from '../elements/endpoint.ts';
import type { LocalOrg } from '../jobs/local-org.ts';

/** A local org in a folder of its own, with a reference endpoint that answers for the EU region. */
export interface StartedOrg {
  readonly org: LocalOrg;
  readonly endpoint: ElementsEndpoint;
  readonly failedJobs: readonly string[];
  /** What the endpoint verifies signatures with. */
  readonly secret: string;
  /** Configures the delivery, runs the job and waits for its messages, as an admin would. */
  runJob(): Promise<JobOutcome>;
  /** Runs the job without a region, so that nothing is sent: an endpoint refuses the times of a virtual clock. */
  countOnly(): Promise<RunView>;
  close(): Promise<void>;
}

/** @param projects sfdx projects beside the package. */
export async function startOrg(projects: readonly string[], time: OrgTime = {}): Promise<StartedOrg> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const folder = mkdtempSync(join(tmpdir(), 'local-org-'));
  const endpoint = await startElementsEndpoint({ port: 0, secrets: [secret] });
  const databaseFile = join(folder, 'org.sqlite');
  // An endpoint left open would keep the test's process alive after a failure.
  const closeEndpoint = async (): Promise<void> => {
    await endpoint.close();
    rmSync(folder, { recursive: true });
  };
  const opened = await openPackageOrg({ projects, databaseFile, endpoint, time }).catch(async (error: unknown) => {
    await closeEndpoint();
    throw error;
  });
  const { org, failed, failedJobs } = opened;
  return {
    org,
    endpoint,
    secret,
    failedJobs,
    runJob: () => runMainJob(org, endpoint, { secret, onProgress: () => undefined, signal: failed }),
    async countOnly() {
      await callAura(org, 'PopulationConsole', 'startRun');
      await org.engine.idle();
      failed.throwIfAborted();
      return callAura<RunView>(org, 'PopulationConsole', 'latestRun');
    },
    async close() {
      await org.close();
      await closeEndpoint();
    }
  };
}
