/** Scratch orgs: a Dev Hub signs them up, hands their session over by an authorization code, and deletes them. */
import { randomBytes } from 'node:crypto';
import { ApiError } from '../http/errors.ts';
import type { Route } from '../http/router.ts';
import type { MetadataCatalogue } from '../deploy/org-metadata.ts';
import type { GrantStore } from '../oauth/grants.ts';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { only, text } from '../packaging/hub.ts';
import { platformObjectRoutes } from '../platform/routes.ts';
import type { Values } from '../platform/routes.ts';
import { activeScratchOrg, scratchOrgInfo } from '../platform/scratch-objects.ts';
import { ADMIN_USER_ID } from '../../store/index.ts';
import type { Session } from '../session.ts';

/** Of a Developer Edition Dev Hub. */
export const ACTIVE_SCRATCH_ORGS = 3;
export const DAILY_SCRATCH_ORGS = 6;
const DAY = 86_400_000;
const MAX_DAYS = 30;
const DEFAULT_DAYS = 7;

const FIELDS = [
  'OrgName',
  'Edition',
  'Features',
  'HasSampleData',
  'DurationDays',
  'Description',
  'Country',
  'Language',
  'Release',
  'AdminEmail',
  'Username',
  'Namespace',
  'Package2AncestorIds',
  'ConnectedAppConsumerKey',
  'ConnectedAppCallbackUrl'
];

const ORGANIZATION_TYPES: Readonly<Record<string, string>> = {
  developer: 'Developer Edition',
  enterprise: 'Enterprise Edition',
  professional: 'Professional Edition',
  group: 'Team Edition'
};

/** Without effect on what the local org does: it has these in every org. */
const FEATURES = new Set(['enablesetpasswordinapi', 'authorapex', 'api', 'lightningsalesconsole']);

interface Services {
  readonly orgs: OrgRegistry;
  readonly grants: GrantStore;
  readonly catalogue: MetadataCatalogue;
  /** Told of a sign-up that fails, of which the client sees a code only. */
  readonly onError: (error: unknown) => void;
}

export function scratchRoutes(services: Services): Route[] {
  const { orgs, catalogue } = services;
  return [
    ...platformObjectRoutes({
      object: scratchOrgInfo,
      create: (session, values, { origin }) => signUp(session, values, { ...services, origin })
    }),
    ...platformObjectRoutes({
      object: activeScratchOrg,
      remove: async (session, id) => {
        const row = session.org.platform.find('ActiveScratchOrg', { Id: id })[0]!;
        const scratchOrg = String(row['ScratchOrg']);
        session.org.platform.together(() => {
          session.org.platform.update('ScratchOrgInfo', String(row['ScratchOrgInfoId']), { Status: 'Deleted' });
          session.org.platform.delete('ActiveScratchOrg', [id]);
        });
        const facts = orgs.find(scratchOrg);
        if (facts === null) return;
        catalogue.forget(facts.id);
        await orgs.delete(facts.id);
      }
    })
  ];
}

interface SignUp extends Services {
  readonly origin: string;
}

/** @throws ApiError 400 for limits that are reached and for what the local org cannot give */
function signUp(session: Session, values: Values, services: SignUp): string {
  const { platform } = session.org;
  only(values, FIELDS);
  requireLimits(session);
  const days = values['DurationDays'] ?? DEFAULT_DAYS;
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    throw new ApiError(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Duration: enter a value between 1 and ${MAX_DAYS}`, [
      'DurationDays'
    ]);
  const edition = text(values, 'Edition') ?? 'Developer';
  if (ORGANIZATION_TYPES[edition.toLowerCase()] === undefined)
    throw new ApiError(
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `Edition: bad value for restricted picklist field: ${edition}`,
      ['Edition']
    );
  requireFeatures(text(values, 'Features'));
  if (text(values, 'Namespace') !== null)
    throw new ApiError(
      501,
      'FUNCTIONALITY_NOT_ENABLED',
      'not supported by the local org: scratch orgs with a namespace; use --no-namespace'
    );
  const words = Object.fromEntries(
    FIELDS.filter((name) => name !== 'DurationDays' && name !== 'HasSampleData').map((name) => [
      name,
      text(values, name)
    ])
  );
  const id = platform.insert('ScratchOrgInfo', {
    ...words,
    Edition: edition,
    DurationDays: days,
    HasSampleData: values['HasSampleData'] === true,
    Status: 'New'
  });
  finish(session, id, days, edition, values, services).catch(services.onError);
  return id;
}

/** What a Dev Hub may still sign up, as its limits show it. */
export function scratchLimits({ platform, local }: HostedOrg): Record<string, { Max: number; Remaining: number }> {
  const since = local.store.clock() - DAY;
  const active = platform.find('ActiveScratchOrg').length;
  const today = platform.find('ScratchOrgInfo').filter((row) => Number(row['CreatedDate']) > since).length;
  const limit = (Max: number, used: number): { Max: number; Remaining: number } => ({
    Max,
    Remaining: Math.max(0, Max - used)
  });
  return {
    ActiveScratchOrgs: limit(ACTIVE_SCRATCH_ORGS, active),
    DailyScratchOrgs: limit(DAILY_SCRATCH_ORGS, today)
  };
}

function requireLimits({ org }: Session): void {
  const left = scratchLimits(org);
  if (left['ActiveScratchOrgs']!.Remaining === 0)
    throw new ApiError(
      400,
      'LIMIT_EXCEEDED',
      'The signup request failed because this organization has reached its active scratch org limit'
    );
  if (left['DailyScratchOrgs']!.Remaining === 0)
    throw new ApiError(
      400,
      'LIMIT_EXCEEDED',
      'The signup request failed because this organization has reached its daily scratch org signup limit'
    );
}

function requireFeatures(features: string | null): void {
  const unknown = (features ?? '')
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !FEATURES.has(name.toLowerCase()));
  if (unknown.length > 0)
    throw new ApiError(
      501,
      'FUNCTIONALITY_NOT_ENABLED',
      `not supported by the local org: the scratch org features ${unknown.join(', ')}`
    );
}

async function finish(
  session: Session,
  id: string,
  days: number,
  edition: string,
  values: Values,
  { orgs, grants, origin }: SignUp
): Promise<void> {
  const { platform, local } = session.org;
  const username = text(values, 'Username') ?? `test-${randomBytes(6).toString('hex')}@example.com`;
  const expires = local.store.clock() + days * DAY;
  try {
    const scratch = await orgs.create({
      kind: 'scratch',
      projects: [],
      identity: {
        organizationName: text(values, 'OrgName') ?? 'Company',
        organizationType: ORGANIZATION_TYPES[edition.toLowerCase()]!,
        instanceName: 'LOCAL',
        isSandbox: true,
        trialExpiration: expires,
        namespacePrefix: null,
        username
      }
    });
    const code = grants.issue({
      kind: 'code',
      organizationId: scratch.facts.id,
      userId: ADMIN_USER_ID,
      clientId: text(values, 'ConnectedAppConsumerKey') ?? 'PlatformCLI',
      redirectUri: text(values, 'ConnectedAppCallbackUrl'),
      codeChallenge: null
    });
    const facts = {
      ScratchOrg: scratch.facts.id.slice(0, 15),
      SignupUsername: username,
      ExpirationDate: new Date(expires).toISOString().slice(0, 10)
    };
    platform.together(() => {
      platform.update('ScratchOrgInfo', id, {
        ...facts,
        Status: 'Active',
        AuthCode: code,
        LoginUrl: origin,
        // Ends like the name of a sandbox's instance: clients then take LoginUrl, not a host made of it.
        SignupInstance: 'LOCAL1S',
        SignupEmail: text(values, 'AdminEmail') ?? username
      });
      platform.insert('ActiveScratchOrg', { ...facts, ScratchOrgInfoId: id, OrgName: text(values, 'OrgName') });
    });
  } catch (error) {
    // The client sees a code only; what went wrong is a fault of the local org.
    platform.update('ScratchOrgInfo', id, { Status: 'Error', ErrorCode: 'C-9999' });
    throw error;
  }
}
