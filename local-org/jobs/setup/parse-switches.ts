/** JSON from outside as switches: names, kinds and words are checked before anything is written. */
import { isIP } from 'node:net';
import type { AddressRange, RemoteSiteSetting } from '../../store/setup-settings.ts';
import { IP_RELAXATIONS, LIMITS, SCOPES, SWITCH_CHOICES } from './switches.ts';
import type { ExternalAppSwitch, GrantSwitch, LicenceSwitch, LoginSwitch, SetupSwitches } from './switches.ts';

/** A switch that does not exist, or a value that it cannot have; the message says which and what it may be. */
export class SwitchError extends Error {
  override readonly name = 'SwitchError';
}

type Reader<T> = (value: unknown, name: string) => T;
type JsonObject = Readonly<Record<string, unknown>>;

const READERS: { readonly [K in keyof SetupSwitches]: Reader<SetupSwitches[K]> } = {
  edition: choice(SWITCH_CHOICES.edition),
  namespace: matching(
    /^([A-Za-z](?!\w*__)\w{0,14})?$/,
    'a namespace of at most 15 letters, digits and single underscores'
  ),
  sandbox: flag,
  lockSessionsToIp: flag,
  enforceIpRangesEveryRequest: flag,
  healthCheck: choice(SWITCH_CHOICES.healthCheck),
  loginIpRanges: list(addressRange),
  remoteSites: list(remoteSite),
  loopbackCredential: choice(SWITCH_CHOICES.loopbackCredential),
  ownApi: choice(SWITCH_CHOICES.ownApi),
  integrationUser: choice(SWITCH_CHOICES.integrationUser),
  grants,
  promptTemplates: choice(SWITCH_CHOICES.promptTemplates),
  licences: list(licence),
  connectedApp: choice(SWITCH_CHOICES.connectedApp),
  oauthToken: choice(SWITCH_CHOICES.oauthToken),
  logins: list(login),
  externalApps: list(externalApp),
  limitsUsed(value, name) {
    return Object.fromEntries(
      Object.entries(object(value, name)).map(([limit, used]) => [
        choice(LIMITS)(limit, `a name in ${name}`),
        count(used, `${name}.${limit}`)
      ])
    );
  },
  hiddenPermissions: list(apiName),
  extraDependencies(value, name) {
    return Object.fromEntries(
      Object.entries(object(value, name)).map(([permission, needed]) => [
        apiName(permission, `a name in ${name}`),
        list(apiName)(needed, `${name}.${permission}`)
      ])
    );
  },
  hiddenObjects: list(apiName)
};

/**
 * Reads the switches to change; those that are not named stay.
 * @throws SwitchError
 */
export function parseSwitches(json: unknown): Partial<SetupSwitches> {
  return Object.fromEntries(
    Object.entries(object(json, 'the switches')).map(([name, value]) => {
      if (!Object.hasOwn(READERS, name))
        throw new SwitchError(`there is no switch ${name}; there are ${Object.keys(READERS).join(', ')}`);
      return [name, (READERS[name as keyof SetupSwitches] as Reader<unknown>)(value, name)];
    })
  );
}

function refuse(name: string, wanted: string): never {
  throw new SwitchError(`${name} has to be ${wanted}`);
}

function object(value: unknown, name: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(name, 'an object');
  return value as JsonObject;
}

function flag(value: unknown, name: string): boolean {
  return typeof value === 'boolean' ? value : refuse(name, 'true or false');
}

function text(value: unknown, name: string): string {
  return typeof value === 'string' && value.length <= 255 ? value : refuse(name, 'a text of at most 255 characters');
}

function count(value: unknown, name: string): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31
    ? value
    : refuse(name, 'a whole number from 0');
}

function choice<const T extends string>(words: readonly T[]): Reader<T> {
  return (value, name) => words.find((word) => word === value) ?? refuse(name, `one of ${words.join(', ')}`);
}

function matching(format: RegExp, wanted: string): Reader<string> {
  return (value, name) => (typeof value === 'string' && format.test(value) ? value : refuse(name, wanted));
}

function list<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, name) =>
    Array.isArray(value)
      ? value.map((item: unknown, index) => reader(item, `${name}[${index}]`))
      : refuse(name, 'a list');
}

function apiName(value: unknown, name: string): string {
  return matching(/^[A-Za-z]\w{0,79}$/, 'an API name')(value, name);
}

function addressRange(value: unknown, name: string): AddressRange {
  const { start, end, description = '' } = object(value, name);
  return {
    start: text(start, `${name}.start`),
    end: text(end, `${name}.end`),
    description: text(description, `${name}.description`)
  };
}

function remoteSite(value: unknown, name: string): RemoteSiteSetting {
  const { name: siteName, url, active = true } = object(value, name);
  const address = text(url, `${name}.url`);
  if (!URL.canParse(address)) refuse(`${name}.url`, 'a URL');
  return { name: apiName(siteName, `${name}.name`), url: address, active: flag(active, `${name}.active`) };
}

function grants(value: unknown, name: string): GrantSwitch {
  const given = object(value, name);
  const names = (key: keyof GrantSwitch): readonly string[] => list(apiName)(given[key] ?? [], `${name}.${key}`);
  return {
    profile: names('profile'),
    permissionSet: names('permissionSet'),
    group: names('group'),
    muted: names('muted')
  };
}

function licence(value: unknown, name: string): LicenceSwitch {
  const { name: developerName, label, total, used = 0, assigned = false, allows = [] } = object(value, name);
  return {
    name: apiName(developerName, `${name}.name`),
    label: text(label, `${name}.label`),
    total: count(total, `${name}.total`),
    used: count(used, `${name}.used`),
    assigned: flag(assigned, `${name}.assigned`),
    allows: list(apiName)(allows, `${name}.allows`)
  };
}

function login(value: unknown, name: string): LoginSwitch {
  const { sourceIp, status = 'Success', application = 'Browser', hoursAgo = 0 } = object(value, name);
  const address = text(sourceIp, `${name}.sourceIp`);
  if (isIP(address) === 0) refuse(`${name}.sourceIp`, 'an IP address');
  return {
    sourceIp: address,
    status: text(status, `${name}.status`),
    application: text(application, `${name}.application`),
    hoursAgo: count(hoursAgo, `${name}.hoursAgo`)
  };
}

function externalApp(value: unknown, name: string): ExternalAppSwitch {
  const { label, scopes, ipRelaxation = 'Enforce' } = object(value, name);
  return {
    label: text(label, `${name}.label`),
    scopes: list(choice(SCOPES))(scopes, `${name}.scopes`),
    ipRelaxation: choice(IP_RELAXATIONS)(ipRelaxation, `${name}.ipRelaxation`)
  };
}
