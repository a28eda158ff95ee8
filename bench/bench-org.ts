import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callAura } from '../local-org/cli/call-aura.ts';
import { openPackageOrg } from '../local-org/cli/package-org.ts';
import type { OrgTime } from '../local-org/cli/package-org.ts';
import { startElementsEndpoint } from '../local-org/elements/endpoint.ts';
import type { ElementsEndpoint } from '../local-org/elements/endpoint.ts';
import type { LocalOrg } from '../local-org/jobs/local-org.ts';

/** Apex and an object that only the benchmarks need. */
export const BENCH_PROJECT = fileURLToPath(new URL('project', import.meta.url));

/** Every run counts everything: one that carries numbers over from the last would look fast. */
const POPULATION_SETTINGS = { skipFormulas: false, alwaysRecount: true, keepResults: 10, keepMonths: 24 };

export interface BenchOrg {
  readonly org: LocalOrg;
  readonly endpoint: ElementsEndpoint;
  /** What the endpoint verifies signatures with. */
  readonly secret: string;
  /** Aborted with the error when the engine cannot go on. */
  readonly failed: AbortSignal;
  readonly failedJobs: readonly string[];
}

/**
 * Runs `work` on an org with the package and other projects, in a temporary folder that is removed afterwards.
 * @param signal stops the org's jobs when it is aborted, so that whoever waits for them fails at once
 * @param prepare makes sfdx projects in the temporary folder; gives their folders back
 * @param time a real clock when left out
 */
export async function withBenchOrg<T>(
  signal: AbortSignal,
  prepare: (folder: string) => readonly string[],
  work: (opened: BenchOrg) => Promise<T>,
  time: OrgTime = {}
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'elements-connect-bench-'));
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const endpoint = await startElementsEndpoint({ port: 0, secrets: [secret] });
  let org: LocalOrg | null = null;
  const stop = (): void => {
    void org?.engine.stop();
  };
  signal.addEventListener('abort', stop);
  try {
    const projects = prepare(folder);
    const opened = await openPackageOrg({ projects, databaseFile: join(folder, 'org.sqlite'), endpoint, time });
    org = opened.org;
    await callAura(org, 'PopulationSettingsConsole', 'saveSettings', { settings: POPULATION_SETTINGS });
    return await work({ ...opened, endpoint, secret });
  } finally {
    signal.removeEventListener('abort', stop);
    await org?.close();
    await endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
