/** A thread that runs test classes on an org of its own, in memory. */
import { parentPort, workerData } from 'node:worker_threads';
import { createOffset, offsetClock } from './clock.ts';
import { openRuntime } from './org-runtime.ts';
import { TestOrg } from './test-org.ts';
import { idOf, putRow } from './setup/rows.ts';
import { ADMIN_USER_ID, LOCAL_IDENTITY, PROJECT_IDENTITY, setUpOrg } from '../store/index.ts';
import type { TestClassRequest, TestWorkerMessage, TestWorkerSetup } from './test-worker-protocol.ts';

const { compiled, permissionSets, orgData } = workerData as TestWorkerSetup;
const port = parentPort!;

function say(message: TestWorkerMessage): void {
  port.postMessage(message);
}

const runtime = openRuntime({
  compiled,
  databaseFile: ':memory:',
  userId: ADMIN_USER_ID,
  clock: offsetClock(createOffset()),
  hosts: {}
});
setUpOrg(runtime.store, compiled.projects, compiled.elsewhere === null ? LOCAL_IDENTITY : PROJECT_IDENTITY);
for (const name of permissionSets) {
  const PermissionSetId = idOf(runtime.store, 'PermissionSet', { Name: name })!;
  putRow(runtime.store, 'PermissionSetAssignment', { PermissionSetId, AssigneeId: ADMIN_USER_ID }, { IsActive: true });
}
const org = new TestOrg(runtime, ADMIN_USER_ID, orgData);

port.on('message', (request: TestClassRequest | null) => {
  if (request === null) {
    const lines = runtime.machine.statements.takeCovered().concat(org.coveredOutside);
    // The runner ends the thread on this message: a database that is still open would be torn down with it.
    runtime.close();
    say({ type: 'coverage', lines });
    return;
  }
  org.runClass(request, (result) => say({ type: 'result', result }));
  say({ type: 'classDone' });
});
say({ type: 'ready' });
