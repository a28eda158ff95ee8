/** What can be switched in the emulated Setup: one flat, typed model over the org's rows and settings. */
import type { AddressRange, RemoteSiteSetting } from '../../store/setup-settings.ts';
import type { SetupSettings } from '../../store/setup-settings.ts';

/** A permission set licence of the org. */
export interface LicenceSwitch {
  /** DeveloperName. */
  readonly name: string;
  readonly label: string;
  readonly total: number;
  /** Seats that other users hold. */
  readonly used: number;
  /** The integration user holds one more. */
  readonly assigned: boolean;
  /** Permissions that it allows beside those of the user licence, without `Permissions`. */
  readonly allows: readonly string[];
}

/** An external client app of the org's own (distribution state Local). */
export interface ExternalAppSwitch {
  readonly label: string;
  /** As in the Metadata API, lower case: `api`, `refresh_token`, `full`, `web` … */
  readonly scopes: readonly string[];
  readonly ipRelaxation: (typeof IP_RELAXATIONS)[number];
}

/** An attempt of the integration user to log in (LoginHistory). */
export interface LoginSwitch {
  /** IPv4 or IPv6. */
  readonly sourceIp: string;
  /** As the login history shows it: `Success`, `Invalid Password`, `Restricted IP` … */
  readonly status: string;
  /** Of the connected app, or `Browser`. */
  readonly application: string;
  readonly hoursAgo: number;
}

/** What gives the integration user permissions, by API names without `Permissions`. */
export interface GrantSwitch {
  readonly profile: readonly string[];
  readonly permissionSet: readonly string[];
  /** Of a permission set in a group, and what the group mutes of it. */
  readonly group: readonly string[];
  readonly muted: readonly string[];
}

export interface SetupSwitches {
  readonly edition: (typeof EDITIONS)[number];
  /** '' for none. */
  readonly namespace: string;
  readonly sandbox: boolean;
  /** Metadata SecuritySettings. */
  readonly lockSessionsToIp: boolean;
  readonly enforceIpRangesEveryRequest: boolean;
  readonly healthCheck: SetupSettings['healthCheck'];
  /** Of the integration user's profile; addresses may be malformed. */
  readonly loginIpRanges: readonly AddressRange[];
  /** Beside those of the projects. */
  readonly remoteSites: readonly RemoteSiteSetting[];
  /** A Named Credential `Loopback` that leads back to the org, and whether its principal has authenticated. */
  readonly loopbackCredential: (typeof CREDENTIALS)[number];
  readonly ownApi: SetupSettings['ownApi'];
  readonly integrationUser: (typeof USER_STATES)[number];
  readonly grants: GrantSwitch;
  /** The permission set Prompt Template Manager, which comes with Agentforce. */
  readonly promptTemplates: (typeof PROMPT_TEMPLATES)[number];
  readonly licences: readonly LicenceSwitch[];
  /** The app of Elements among the installed connected apps. */
  readonly connectedApp: 'absent' | 'installed';
  /** The integration user's token for that app, by its last use. */
  readonly oauthToken: (typeof TOKENS)[number];
  /** What the login history shows of the integration user. */
  readonly logins: readonly LoginSwitch[];
  readonly externalApps: readonly ExternalAppSwitch[];
  /** By name of the limit, in the last 24 hours, beside what really ran here. */
  readonly limitsUsed: Readonly<Record<string, number>>;
  /** Permissions that this org's describe of PermissionSet lacks, without `Permissions`. */
  readonly hiddenPermissions: readonly string[];
  /** What permissions depend on in this org beside the usual: saving a permission set without it is refused. */
  readonly extraDependencies: Readonly<Record<string, readonly string[]>>;
  /** Objects that this org lacks: queries on them are refused. */
  readonly hiddenObjects: readonly string[];
}

export const EDITIONS = [
  'Developer Edition',
  'Enterprise Edition',
  'Unlimited Edition',
  'Professional Edition',
  'Team Edition',
  'Base Edition',
  'Personal Edition',
  'Contact Manager Edition'
] as const;
export const IP_RELAXATIONS = ['Enforce', 'Bypass', 'Bypass_2factor', 'Enforce_RelaxRefresh'] as const;
export const CREDENTIALS = ['absent', 'not authenticated', 'authenticated'] as const;
export const USER_STATES = ['absent', 'active', 'inactive', 'frozen', 'API only'] as const;
export const PROMPT_TEMPLATES = ['absent', 'present', 'assigned', 'assigned by a group'] as const;
export const TOKENS = ['none', 'never used', 'used a month ago', 'used today'] as const;
export const HEALTH_CHECKS = ['values', 'rows missing', 'labels missing'] as const;
export const OWN_API = ['answers', 'disabled', 'refuses sessions', 'times out', 'fails'] as const;
/** Limits of the org whose use can be set. */
export const LIMITS = ['DailyApiRequests', 'DailyAsyncApexExecutions'] as const;
/** Columns of ExtlClntAppOauthSettings: `OauthScopesAPI` … */
export const SCOPES = ['api', 'full', 'openid', 'refresh_token', 'web'] as const;

/** For a page that draws the switches: the words that each switch with a choice may have. */
export const SWITCH_CHOICES = {
  edition: EDITIONS,
  healthCheck: HEALTH_CHECKS,
  loopbackCredential: CREDENTIALS,
  ownApi: OWN_API,
  integrationUser: USER_STATES,
  promptTemplates: PROMPT_TEMPLATES,
  connectedApp: ['absent', 'installed'],
  oauthToken: TOKENS
} as const satisfies Partial<Record<keyof SetupSwitches, readonly string[]>>;
