/** What the platform knows of the org it runs in: one per worker thread, put together by `jobs/`. */
import type { UnknownRows } from './setup-row-facts.ts';
import type { OrgSchema } from '../../metadata/schema.ts';
import type { NamedCredentialSource } from '../../metadata/project.ts';
import type { Store } from '../../store/store.ts';
import type { ProjectGaps } from './gaps.ts';
import type { WireAnswer, WireRequest } from './http-exchange.ts';
import type { JobStore } from './job-store.ts';
import type { QueryCostModel } from './limits.ts';
import type { UserAccess } from './permissions.ts';
import type { SessionKind } from './session-token.ts';

export interface OrgUser {
  /** 18 characters. */
  readonly id: string;
  readonly profileId: string;
  readonly username: string;
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly email: string;
  readonly userType: string;
  readonly roleId: string | null;
  /** IANA name. */
  readonly timeZone: string;
  readonly locale: string;
  readonly language: string;
}

export interface RemoteSite {
  readonly name: string;
  readonly url: string;
  readonly active: boolean;
}

/** One of the partitions of the platform cache. */
export interface CachePartition {
  readonly name: string;
  /** '' when none. */
  readonly namespace: string;
  readonly isDefault: boolean;
  /** Capacity of each segment; with none, nothing is kept. */
  readonly orgMegabytes: number;
  readonly sessionMegabytes: number;
}

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Moves a virtual clock on by what a query would have taken; a real clock moves by itself. */
  readonly pass?: (milliseconds: number) => void;
}

export interface OrganizationFacts {
  readonly id: string;
  readonly name: string;
  /** `acme.my.salesforce.com`. */
  readonly myDomainHost: string;
}

export interface OrgLimitFigure {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}

export interface OrgTrigger {
  readonly name: string;
  /** `before insert`. */
  readonly events: readonly string[];
  run(): void;
}

/** Of a project, or set up by an admin. */
export interface NamedCredential extends Omit<NamedCredentialSource, 'path' | 'principal'> {
  readonly principal:
    | NamedCredentialSource['principal']
    /** A user of this org, whose token goes with the call; null while nobody has authenticated. */
    | { readonly kind: 'own org'; readonly userId: string | null };
}

/** Rows of one object that are not here. */
export interface RowsElsewhere {
  readonly objectName: string;
  readonly unknown: UnknownRows;
}

export interface OrgContext {
  readonly schema: OrgSchema;
  readonly store: Store;
  readonly jobs: JobStore;
  readonly clock: Clock;
  readonly organization: OrganizationFacts;
  /** Those of the projects and those that an admin has added. */
  readonly remoteSites: readonly RemoteSite[];
  namedCredential(name: string): NamedCredential | null;
  readonly cachePartitions: readonly CachePartition[];
  /** The namespace of a project that runs as one without; null for none. */
  readonly droppedNamespace: string | null;
  /** Public `host` or `host:port` -> base URL that answers for it here. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly queryCost: QueryCostModel;
  /** Makes the org's program the one that this thread runs; orgs of one process take turns. */
  useProgram(): void;
  /** Active triggers by lower-case object name, in the order in which they run. */
  readonly triggers: ReadonlyMap<string, readonly OrgTrigger[]>;
  readonly gaps: ProjectGaps;
  /** Rows that metadata of the projects would make elsewhere; null for an org that stands for none but itself. */
  readonly elsewhere: readonly RowsElsewhere[] | null;
  /** The label's text. @throws NotSupportedError for unknown names: the compiler has seen to that */
  label(name: string): string;
  profileName(id: string): string;
  recordTypeId(objectName: string, developerName: string): string | null;
  /** @throws NotSupportedError when there is no such user */
  user(id: string): OrgUser;
  userAccess(userId: string): UserAccess;
  /** Org-wide default of an object, as its definition says it: `Private`, `Read`, `ReadWrite`, `ControlledByParent` … */
  sharingModel(objectName: string): string;
  /** API names of the custom permissions that the user holds. */
  customPermissionNames(userId: string): string[];
  /** Users, permissions and what Setup hides have to be read again. */
  forgetUsers(): void;
  orgLimits(): OrgLimitFigure[];
  /** A session id of that user. @throws NotSupportedError in an org without an API */
  sessionId(userId: string, kind: SessionKind): string;
  nextRequestId(): string;
  /** A queueable has attached this finalizer (serialised): it runs even when the worker dies. */
  finalizerAttached(jobId: string, graph: string): void;
  /** Blocks until the answer is there. */
  exchange(request: WireRequest): WireAnswer;
}
