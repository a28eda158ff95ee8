/** The package itself: built as a version with a namespace, and installed in another org. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { HostedOrg } from '../api/orgs/hosted-org.ts';
import { PackageHub, TOOLING, install, waitFor } from '../api/tests/package-hub.ts';
import type { TestClient } from '../api/tests/fixture.ts';
import { callAura } from '../cli/call-aura.ts';
import { runMainJob } from '../cli/main-job.ts';
import type { RunView } from '../cli/main-job.ts';
import { startElementsEndpoint } from '../elements/endpoint.ts';
import type { ElementsEndpoint } from '../elements/endpoint.ts';
import { findChromium, launchChromium } from '../../e2e/chromium.ts';
import type { AuraOrg } from '../web/aura-org.ts';
import { projectWithApplication } from '../web/build/application.ts';
import { buildConsole } from '../web/build/console.ts';
import type { ConsoleSite } from '../web/build/console.ts';
import { startWebServer } from '../web/server.ts';
import { packagedProject } from './packaged-project.ts';

const NAMESPACE = 'elements';

describe('the package, installed with a namespace', () => {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  let endpoint: ElementsEndpoint;
  let packages: PackageHub;
  let subscriber: HostedOrg;
  let client: TestClient;
  let subscriberId: string;
  let installed: AuraOrg;
  let site: ConsoleSite;

  before(async () => {
    endpoint = await startElementsEndpoint({ port: 0, secrets: [secret] });
    packages = await PackageHub.start('Elements Connect', NAMESPACE, { 'api.q9elements.com': endpoint.url });
    const archive = await packagedProject(join(packages.api.folder, 'packaged'));
    const scripts = { postInstallScript: 'PackageInstall', uninstallScript: 'PackageUninstall' };
    // Its tests run in `npm test`; what measures coverage is the same for every package.
    const version = await packages.createVersion(
      archive,
      { versionNumber: '1.0.0.NEXT', ...scripts },
      { CalculateCodeCoverage: false }
    );
    assert.equal(version.status, 'Success', version.errors.join('\n'));
    subscriberId = version.subscriberId;
    client = await packages.scratchOrg();
    assert.deepEqual(await install(client, subscriberId), { status: 'SUCCESS', errors: 'null' });
    subscriber = await openAgain();
    const { store } = subscriber.local;
    const [set] = store.all("SELECT Id FROM PermissionSet WHERE Name = 'Elements_Connect_Admin'");
    const assigned = await client.send('POST', '/services/data/v65.0/sobjects/PermissionSetAssignment', {
      PermissionSetId: set![0],
      AssigneeId: store.all('SELECT Id FROM User LIMIT 1')[0]![0]
    });
    assert.equal(assigned.status, 201, assigned.text);
    const { local } = subscriber;
    installed = {
      ...local,
      invokeAura: (className, method, params) => local.invokeAura(`${NAMESPACE}.${className}`, method, params)
    };
  });
  after(async () => {
    await packages.api.close();
    await endpoint.close();
  });

  const openAgain = (): Promise<HostedOrg> => packages.api.server.orgs.open(packages.api.server.orgs.list().at(-1)!.id);

  it('takes nothing of the org with its permission sets', () => {
    const { store } = subscriber.local;
    const system = [...store.object('PermissionSet').fields.values()]
      .map(({ apiName }) => apiName)
      .filter((name) => name.startsWith('Permissions'));
    assert.ok(system.length > 0);
    for (const name of system)
      assert.deepEqual(
        store.all(`SELECT Name FROM PermissionSet WHERE NamespacePrefix = ? AND "${name}" = 1`, NAMESPACE),
        [],
        name
      );
    const objects = store.all(
      'SELECT DISTINCT o.SobjectType FROM ObjectPermissions o JOIN PermissionSet p ON p.Id = o.ParentId WHERE p.NamespacePrefix = ?',
      NAMESPACE
    );
    assert.ok(objects.length > 0);
    for (const [name] of objects) assert.match(String(name), /^elements__/);
  });

  it('counts the org and delivers what it counted', async () => {
    const { problems, run } = await runMainJob(installed, endpoint, { secret, onProgress: () => undefined });
    assert.deepEqual(problems, []);
    assert.equal(run.status, 'Completed');
    assert.ok((run.fieldsMeasured ?? 0) > 100, `${run.fieldsMeasured ?? 0} fields were measured`);
  });

  it('has a console whose calls lead to the classes of the package', async () => {
    const { local, facts } = subscriber;
    const output = join(packages.api.folder, 'console');
    const root = projectWithApplication(facts.projects)!;
    site = await buildConsole({ root, schema: local.schema, output });
    const script = readFileSync(join(output, 'main.js'), 'utf8');
    const called = new Set([...script.matchAll(/apexMethod\("([^"]+)"\)/g)].map((match) => match[1]!));
    const answering = local.compiled.files.flatMap(({ classes }) =>
      classes.flatMap(({ name, methods }) =>
        methods
          .filter(({ annotations }) => annotations.some((each) => each.name === 'auraenabled'))
          .map((method) => `${name}.${method.name}`)
      )
    );
    assert.ok(called.size > 20, `${called.size} methods are called`);
    assert.deepEqual(
      [...called].filter((name) => !answering.includes(name)),
      []
    );
    // The link of the console to its Visualforce page has the namespace as well.
    const { readerUrl } = await callAura<{ readerUrl: string }>(installed, 'ConnectionConsole', 'choices');
    const page = await local.visualforce(readerUrl.replace('/apex/', ''), null, null);
    assert.ok(page.ok && /<button type="submit" name="action" value="read">/.test(page.body), JSON.stringify(page));
    assert.equal((await local.visualforce('ReadSessionSettings', null, null)).ok, false);
  });

  const chromium = findChromium();
  it('shows its console in a browser', { skip: chromium === null ? 'no Chromium was found' : false }, async () => {
    const server = await startWebServer({ port: 0, org: subscriber.local, site });
    const browser = await launchChromium(chromium!);
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${server.url}/lightning/n/${NAMESPACE}__Elements_Connect?${NAMESPACE}__page=population`);
      // What was counted, and what only the package's own custom permission lets an admin do.
      await page.locator('c-field-table tr[data-field]').first().waitFor({ timeout: 60_000 });
      assert.ok(await page.getByRole('button', { name: 'Start run' }).isEnabled());
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
      await server.close();
    }
  });

  it('finds its schedule, which starts a run, and ends it', async () => {
    const at = { frequency: 'daily', hour: 3, minute: 0 };
    const { store, engine } = subscriber.local;
    let seen: string | null = null;
    for (const expected of [1, 1]) {
      const view: Schedule = await callAura<Schedule>(installed, 'ScheduleConsole', 'saveSchedule', { at, seen });
      seen = view.id ?? null;
      assert.deepEqual([view.isScheduled, view.jobsUsed], [true, expected], 'a second time replaces the first');
    }
    const first = await callAura<RunView>(installed, 'PopulationConsole', 'latestRun');
    store.run('UPDATE "_job" SET due = ? WHERE kind = ?', Date.now(), 'scheduled');
    const second = await waitFor(async () => {
      const latest = await callAura<RunView>(installed, 'PopulationConsole', 'latestRun');
      return latest.runId !== first.runId && latest.status === 'Completed' ? latest : null;
    });
    assert.equal(second.error ?? null, null);
    await engine.idle();
    const stopped = await callAura<Schedule>(installed, 'ScheduleConsole', 'stopSchedule');
    assert.deepEqual([stopped.isScheduled, stopped.jobsUsed], [false, 0]);
    assert.deepEqual(store.all("SELECT DISTINCT Status FROM AsyncApexJob WHERE JobType = 'ScheduledApex'"), [
      ['Aborted']
    ]);
  });

  it('stops its jobs when it is uninstalled, and leaves nothing', async () => {
    const at = { frequency: 'daily', hour: 3, minute: 0 };
    await callAura<Schedule>(installed, 'ScheduleConsole', 'saveSchedule', { at });
    const requested = await client.send('POST', `${TOOLING}/sobjects/SubscriberPackageVersionUninstallRequest`, {
      SubscriberPackageVersionId: subscriberId
    });
    const { id } = requested.json() as { id: string };
    const ended = await waitFor(async () => {
      const address = `${TOOLING}/sobjects/SubscriberPackageVersionUninstallRequest/${id}`;
      const row = (await client.get(address)).json() as { readonly Status?: string };
      return row.Status === 'Success' || row.Status === 'Error' ? row.Status : null;
    });
    assert.equal(ended, 'Success');
    const { store } = (await openAgain()).local;
    assert.deepEqual(store.all("SELECT name FROM sqlite_master WHERE name LIKE 'elements%'"), []);
    assert.deepEqual(store.all('SELECT Name FROM ApexClass UNION SELECT Name FROM ApexTrigger'), []);
    assert.deepEqual(store.all("SELECT State FROM CronTrigger WHERE State NOT IN ('DELETED', 'COMPLETE')"), []);
    assert.deepEqual(packages.api.errors, []);
  });
});

interface Schedule {
  readonly id?: string | null;
  readonly isScheduled: boolean;
  readonly jobsUsed: number;
}
