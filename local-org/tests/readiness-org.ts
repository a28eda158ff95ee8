/** The package in a local org, asked for its readiness checks as a browser asks, while Setup is switched around it. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { SetupSwitches } from '../jobs/setup/switches.ts';
import { REGION } from '../cli/package-org.ts';
import { startOrg } from './started-org.ts';
import type { StartedOrg } from './started-org.ts';

/** A Named Credential that leads to the same API as the region. */
export const CREDENTIAL = 'Elements_API';
const CREDENTIAL_PROJECT = fileURLToPath(new URL('credential-project', import.meta.url));

export interface CheckView {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly evidence: readonly string[];
  readonly solution?: string;
  readonly link: string;
  readonly method: string;
  readonly rows: ReadonlyArray<{ readonly name: string; readonly status: string; readonly detail: string }>;
  readonly toCopy: readonly string[];
}

export interface ExpectedFinding {
  readonly status: string;
  /** In the evidence. */
  readonly seen: RegExp;
  /** In the solution; left out when there must be none. */
  readonly solution?: RegExp;
  /** In the link. */
  readonly link: RegExp;
}

export class ReadinessOrg {
  readonly started: StartedOrg;

  private constructor(started: StartedOrg) {
    this.started = started;
  }

  static async start(): Promise<ReadinessOrg> {
    return new ReadinessOrg(await startOrg([CREDENTIAL_PROJECT]));
  }

  get setup() {
    return this.started.org.setup;
  }

  async call(className: string, method: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const result = await this.started.org.invokeAura(className, method, params);
    assert.ok(result.ok, `${className}.${method}: ${JSON.stringify(result)}`);
    return result.value;
  }

  /** A preset and changes on top; the integration user, the loopback credential and the region are chosen in the console. */
  async prepare(preset: string, changes: Partial<SetupSwitches> = {}): Promise<void> {
    this.setup.usePreset(preset);
    const { integrationUserId } = this.setup.change({ integrationUser: 'active', ...changes });
    await this.call('ConnectionConsole', 'chooseUser', { userId: integrationUserId });
    await this.call('ConnectionConsole', 'useCredential', { name: 'Loopback' });
    await this.call('DeliveryConsole', 'configure', { region: REGION, secret: this.started.secret });
  }

  async check(id: string): Promise<CheckView> {
    const [view] = (await this.call('ReadinessConsole', 'run', { ids: [id] })) as CheckView[];
    return view!;
  }

  async expect(id: string, { status, seen, solution, link }: ExpectedFinding): Promise<CheckView> {
    const view = await this.check(id);
    const said = `${id}: ${view.status}: ${view.evidence.join(' | ')}`;
    assert.equal(view.status, status, said);
    assert.match(view.evidence.join(' | '), seen);
    if (solution === undefined) assert.equal(view.solution, undefined, said);
    else assert.match(view.solution ?? '', solution);
    assert.match(view.link, link);
    return view;
  }

  close(): Promise<void> {
    return this.started.close();
  }
}
