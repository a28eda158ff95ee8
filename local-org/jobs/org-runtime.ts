/** One thread's org: store connection, program, platform context. Workers and the test runner build one each. */
import path from 'node:path';
import { createSyncFn } from 'synckit';
import type { OrgSwitch } from '../metadata/org-shape.ts';
import { MY_DOMAIN_HOST, openStore, organizationId, readSetting } from '../store/index.ts';
import type { NamedCredentialSetting } from '../store/setup-settings.ts';
import type { Store } from '../store/store.ts';
import { createMachine } from '../runtime/machine/machine.ts';
import type { Machine } from '../runtime/machine/machine.ts';
import { notSupported } from '../runtime/machine/errors.ts';
import { prepareBatchTable } from '../runtime/platform/batch.ts';
import { platformHooks } from '../runtime/platform/hooks.ts';
import type { FaultPoint } from '../runtime/platform/hooks.ts';
import type { WireAnswer, WireRequest } from '../runtime/platform/http-exchange.ts';
import { orgLibrary } from '../runtime/platform/index.ts';
import { JobStore, prepareJobTable } from '../runtime/platform/job-store.ts';
import { DEFAULT_QUERY_COST } from '../runtime/platform/limits.ts';
import type { QueryCostModel } from '../runtime/platform/limits.ts';
import type { Clock, NamedCredential, OrgContext, OrgTrigger } from '../runtime/platform/org-context.ts';
import { mintSession } from '../runtime/platform/session-token.ts';
import { findRows } from '../runtime/platform/system-rows.ts';
import { UserDirectory } from '../runtime/platform/user-directory.ts';
import { ApiRequests } from './api-requests.ts';
import type { CompiledOrg } from './compile-org.ts';
import { orgLimits } from './org-limits.ts';
import { VisibleSchema } from './visible-schema.ts';

export interface RuntimeOptions {
  readonly compiled: CompiledOrg;
  readonly databaseFile: string;
  readonly userId: string;
  readonly clock: Clock;
  readonly hosts: Readonly<Record<string, string>>;
  readonly queryCost?: QueryCostModel;
  /** With it, session ids are made that the org's API accepts; without it there are none. */
  readonly sessionSecret?: string;
  /** What the org's API has answered; nothing when left out. */
  readonly apiRequests?: ApiRequests;
  readonly finalizerAttached?: (jobId: string, graph: string) => void;
  readonly faultPoint?: FaultPoint;
  /** In place of the network, for tests that run without one. */
  readonly exchange?: (request: WireRequest) => WireAnswer;
  /** A program that is loaded already: it holds no state of an org. Its fault point is its own. */
  readonly machine?: Machine;
}

export interface OrgRuntime {
  readonly context: OrgContext;
  readonly machine: Machine;
  readonly store: Store;
  close(): void;
}

/** Statements between two looks at the CPU limit. A fault point needs a look at every one. */
export const METER_INTERVAL = 1_000;
export function openRuntime(options: RuntimeOptions): OrgRuntime {
  const { compiled, clock } = options;
  const store = openStore(options.databaseFile, compiled.schema, { clock: () => clock.now(), userId: options.userId });
  prepareJobTable(store);
  prepareBatchTable(store.database);
  const machine = options.machine ?? loadProgram(compiled, options.faultPoint ?? null);
  return {
    machine,
    store,
    context: contextOf(options, store, machine),
    close: () => store.close()
  };
}

function loadProgram(compiled: CompiledOrg, faultPoint: FaultPoint | null): Machine {
  const machine = createMachine({
    files: compiled.files,
    catalog: orgLibrary,
    objects: [...compiled.schema.objects.values()].map((object) => object.apiName),
    leftOut: compiled.leftOutFiles.map((file) => path.posix.basename(file).split('.')[0]!),
    hooks: platformHooks(faultPoint)
  });
  machine.statements.interval = METER_INTERVAL;
  return machine;
}

function triggersOf(compiled: CompiledOrg, machine: Machine): Map<string, OrgTrigger[]> {
  const active = new Set(
    compiled.projects.flatMap((project) =>
      project.triggers.filter(({ status }) => status === 'Active').map(({ path }) => path)
    )
  );
  const triggers = new Map<string, OrgTrigger[]>();
  for (const { path, trigger, classes } of compiled.files) {
    if (trigger === null || !active.has(path)) continue;
    const key = trigger.objectName.toLowerCase();
    const { name, simpleName, methods } = classes[0]!;
    const run = (): void => {
      machine.findClass(name)!.callStatic(methods[0]!.key, []);
    };
    triggers.set(key, [...(triggers.get(key) ?? []), { name: simpleName, events: trigger.events, run }]);
  }
  return triggers;
}

function contextOf(options: RuntimeOptions, store: Store, machine: Machine): OrgContext {
  const { compiled, clock } = options;
  const directory = new UserDirectory(store, compiled.gaps.profiles);
  const jobs = new JobStore(store);
  const visible = new VisibleSchema(store);
  const apiRequests = options.apiRequests ?? new ApiRequests();
  let requests = 0;
  let exchange = options.exchange ?? null;
  return {
    get schema() {
      return visible.schema;
    },
    store,
    jobs,
    clock,
    get remoteSites() {
      return [...compiled.remoteSites, ...readSetting(store, 'remoteSites')];
    },
    namedCredential: (name) =>
      [...compiled.namedCredentials, ...readSetting(store, 'namedCredentials').map(loopback)].find(
        (each) => each.name.toLowerCase() === name.toLowerCase()
      ) ?? null,
    cachePartitions: compiled.projects.flatMap(({ cachePartitions, namespace }) =>
      cachePartitions.map((partition) => ({ ...partition, namespace }))
    ),
    droppedNamespace: compiled.projects.find((project) => project.droppedNamespace)?.droppedNamespace ?? null,
    hosts: options.hosts,
    queryCost: options.queryCost ?? DEFAULT_QUERY_COST,
    gaps: compiled.gaps,
    elsewhere: compiled.elsewhere,
    useProgram: () => machine.use(),
    triggers: triggersOf(compiled, machine),
    organization: {
      get id() {
        return organizationId(store);
      },
      get name() {
        return organizationName(store);
      },
      myDomainHost: MY_DOMAIN_HOST
    },
    label: (name) => compiled.labels.get(name.toLowerCase()) ?? notSupported(`label ${name}`),
    profileName: (id) => String(findRows(store, 'Profile', { Id: id })[0]?.['Name'] ?? ''),
    recordTypeId: (objectName, developerName) =>
      (findRows(store, 'RecordType', { SobjectType: objectName, DeveloperName: developerName })[0]?.['Id'] as
        string | undefined) ?? null,
    user: (id) => directory.user(id),
    sharingModel: sharingModels(compiled, store),
    userAccess: (userId) => directory.access(userId),
    customPermissionNames: (userId) => [...directory.access(userId).customPermissions.values()],
    forgetUsers() {
      directory.clear();
      visible.refresh();
    },
    orgLimits: () => orgLimits(store, apiRequests),
    sessionId: (userId, kind) =>
      options.sessionSecret === undefined
        ? notSupported('UserInfo.getSessionId() in an org without an API')
        : mintSession(
            { organizationId: organizationId(store), userId, kind, issuedAt: clock.now() },
            options.sessionSecret
          ),
    nextRequestId: () => `4${(++requests).toString(36).toUpperCase().padStart(20, '0')}`,
    finalizerAttached(jobId, graph) {
      jobs.keepFinalizer(jobId, graph);
      options.finalizerAttached?.(jobId, graph);
    },
    exchange(request) {
      // The thread for the network is started by the first callout.
      exchange ??= createSyncFn(new URL('../runtime/platform/http-thread.mjs', import.meta.url)) as unknown as (
        request: WireRequest
      ) => WireAnswer;
      return exchange(request);
    }
  };
}

/** Of standard objects the Organization row tells it in words of its own. */
const STANDARD_MODEL: Readonly<Record<string, string>> = {
  None: 'Private',
  Read: 'Read',
  Edit: 'ReadWrite',
  ReadEditTransfer: 'ReadWriteTransfer'
};

function sharingModels({ projects }: CompiledOrg, store: Store): (objectName: string) => string {
  const shaped = new Map(projects.flatMap(({ orgSwitches }) => sharingOfShape(orgSwitches)));
  const own = new Map(
    projects.flatMap(({ objects }) =>
      objects.flatMap(({ apiName, definition, standardSharing }) => {
        const model = definition === null ? standardSharing : (definition.sharingModel ?? 'ReadWrite');
        return model === null ? [] : [[apiName.toLowerCase(), model] as const];
      })
    )
  );
  return (objectName) =>
    own.get(objectName.toLowerCase()) ??
    shaped.get(objectName.toLowerCase()) ??
    STANDARD_MODEL[String(findRows(store, 'Organization')[0]?.[`Default${objectName}Access`] ?? '')] ??
    'not known';
}

/** Org-wide defaults of a scratch org definition: `private`, `controlledByParent`. */
function sharingOfShape(switches: readonly OrgSwitch[]): Array<readonly [object: string, model: string]> {
  return switches.flatMap(({ name, value }) => {
    const object = /^object\.(\w+)\.sharingmodel$/.exec(name)?.[1];
    return object === undefined ? [] : [[object, `${value[0]!.toUpperCase()}${value.slice(1)}`] as const];
  });
}

function organizationName(store: Store): string {
  return String(findRows(store, 'Organization')[0]?.['Name'] ?? '');
}

function loopback({ name, url, userId }: NamedCredentialSetting): NamedCredential {
  return { name, url, headers: {}, mergesHeaders: false, mergesBody: false, principal: { kind: 'own org', userId } };
}
