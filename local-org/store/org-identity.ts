/** What tells one local org from another: the facts of its Organization row and of the user it was signed up for. */
import { ORGANIZATION_ID } from './org-ids.ts';

export interface OrgIdentity {
  /** 18 characters. */
  readonly organizationId: string;
  readonly organizationName: string;
  readonly organizationType: string;
  /** As in `Organization.InstanceName`. */
  readonly instanceName: string;
  readonly isSandbox: boolean;
  /** Milliseconds; null for an org that does not expire. A scratch org is a sandbox that expires. */
  readonly trialExpiration: number | null;
  readonly namespacePrefix: string | null;
  readonly username: string;
  /** IANA name, of the company and of the administrator; London's by default. */
  readonly timeZone?: string;
}

/** The org of `npm start` and of the tests. */
export const LOCAL_IDENTITY: OrgIdentity = {
  organizationId: ORGANIZATION_ID,
  organizationName: 'Local Org',
  organizationType: 'Developer Edition',
  instanceName: 'LOCAL',
  isSandbox: false,
  trialExpiration: null,
  namespacePrefix: null,
  username: 'admin@local-org.example'
};

/**
 * What tests of any project take for an org: the zone that scratch orgs have in the country of most of them (tests of
 * trailheadapps/automation-components expect a day west of Greenwich).
 */
export const PROJECT_IDENTITY: OrgIdentity = { ...LOCAL_IDENTITY, timeZone: 'America/Los_Angeles' };
