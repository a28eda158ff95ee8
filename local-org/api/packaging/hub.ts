/** What saving the packaging objects of a Dev Hub does. */
import { ApiError } from '../http/errors.ts';
import { multipartBody } from '../http/multipart.ts';
import { jsonObject, mediaType } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import { createRequest, package2, package2Version } from '../platform/packaging-objects.ts';
import { platformObjectRoutes } from '../platform/routes.ts';
import type { Values } from '../platform/routes.ts';
import { readId } from '../../store/index.ts';
import type { Session } from '../session.ts';
import { answeredAfter } from './patience.ts';
import type { PackageShelf } from './shelf.ts';
import { createVersion } from './versions.ts';

/** Bytes: the archive of a package, as of a deployment. */
const MAX_VERSION_INFO = 40_000_000;

export function hubRoutes(shelf: PackageShelf): Route[] {
  let builds: Promise<void> = Promise.resolve();
  return [
    ...platformObjectRoutes({
      object: package2,
      create: (session, values) => createPackage(session, values, shelf),
      update: (session, id, values) =>
        session.org.platform.update(
          'Package2',
          id,
          plain(
            only(values, [
              'Name',
              'Description',
              'IsDeprecated',
              'PackageErrorUsername',
              'RecommendedVersionId',
              'AppAnalyticsEnabled',
              'SkipAncestorCheck'
            ])
          )
        )
    }),
    ...platformObjectRoutes({
      object: createRequest,
      maxBody: MAX_VERSION_INFO,
      readBody: versionRequestBody,
      async create(session, values) {
        const { id, start } = requestVersion(session, values, shelf);
        builds = builds.then(start);
        await answeredAfter(builds);
        return id;
      }
    }),
    ...platformObjectRoutes({
      object: package2Version,
      update: (session, id, values) => changeVersion(session, id, values, shelf)
    })
  ];
}

const NAMESPACE = /^[a-z](?!.*__)[a-z0-9_]{0,14}$/i;

function createPackage({ org: { platform } }: Session, values: Values, shelf: PackageShelf): string {
  const given = only(values, [
    'Name',
    'Description',
    'NamespacePrefix',
    'ContainerOptions',
    'IsOrgDependent',
    'PackageErrorUsername'
  ]);
  const name = text(given, 'Name');
  if (name === null) throw new ApiError(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]', ['Name']);
  const options = text(given, 'ContainerOptions');
  if (options !== 'Managed' && options !== 'Unlocked')
    throw new ApiError(400, 'INVALID_FIELD', 'ContainerOptions has to be Managed or Unlocked', ['ContainerOptions']);
  const namespace = text(given, 'NamespacePrefix');
  if (options === 'Managed' && (namespace === null || !NAMESPACE.test(namespace)))
    throw new ApiError(400, 'INVALID_INPUT', 'A managed package needs a namespace that is linked to the Dev Hub');
  if (given['IsOrgDependent'] === true)
    throw new ApiError(501, 'FUNCTIONALITY_NOT_ENABLED', 'not supported by the local org: org-dependent packages');
  if (platform.find('Package2', { Name: name, IsDeprecated: false }).length > 0)
    throw new ApiError(400, 'DUPLICATE_VALUE', `There is a package named ${name} already`, ['Name']);
  const description = text(given, 'Description');
  const subscriber = shelf.insert('SubscriberPackage', {
    Name: name,
    Description: description,
    NamespacePrefix: namespace,
    IsPackageValid: true
  });
  return platform.insert('Package2', {
    Name: name,
    Description: description,
    NamespacePrefix: namespace,
    ContainerOptions: options,
    PackageErrorUsername: text(given, 'PackageErrorUsername'),
    SubscriberPackageId: subscriber
  });
}

/** The archive arrives beside the JSON, or in it. */
function versionRequestBody(request: ApiRequest): Values {
  if (mediaType(request) !== 'multipart/form-data') return jsonObject(request);
  const parts = multipartBody(request);
  const entity = parts.find(({ contentType }) => contentType === 'application/json');
  const archive = parts.find(({ name }) => name === 'VersionInfo');
  if (entity === undefined || archive === undefined)
    throw new ApiError(400, 'INVALID_MULTIPART_REQUEST', 'The request needs a JSON part and VersionInfo');
  const values = jsonObject({ ...request, headers: { 'content-type': 'application/json' }, body: entity.content });
  return { ...values, VersionInfo: archive.content };
}

function requestVersion(
  { org }: Session,
  values: Values,
  shelf: PackageShelf
): { readonly id: string; readonly start: () => Promise<void> } {
  if (values['IsConversionRequest'] === true || text(values, 'Instance') !== null)
    throw new ApiError(501, 'FUNCTIONALITY_NOT_ENABLED', 'not supported by the local org: converting packages');
  const packageId = readId(text(values, 'Package2Id') ?? '');
  if (packageId === null || org.platform.find('Package2', { Id: packageId, IsDeprecated: false }).length === 0)
    throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['Package2Id']);
  const archive = values['VersionInfo'];
  const info = typeof archive === 'string' ? Buffer.from(archive, 'base64') : archive;
  if (!(info instanceof Uint8Array))
    throw new ApiError(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [VersionInfo]', ['VersionInfo']);
  const flag = (name: string): boolean => values[name] === true || values[name] === 'true';
  const skipValidation = flag('SkipValidation');
  const calculateCoverage = flag('CalculateCodeCoverage');
  if (skipValidation && calculateCoverage)
    throw new ApiError(400, 'INVALID_INPUT', 'Code coverage is not calculated when validation is skipped');
  const installKey = text(values, 'InstallKey');
  const tag = text(values, 'Tag');
  const branch = text(values, 'Branch');
  const id = org.platform.insert('Package2VersionCreateRequest', {
    Package2Id: packageId,
    Status: 'Queued',
    Tag: tag,
    Branch: branch,
    Language: text(values, 'Language'),
    AsyncValidation: flag('AsyncValidation'),
    CalculateCodeCoverage: calculateCoverage,
    SkipValidation: skipValidation,
    IsPasswordProtected: installKey !== null
  });
  const options = { info, installKey, calculateCoverage, skipValidation, tag, branch };
  return { id, start: () => createVersion(org, shelf, id, options) };
}

const COVERAGE_NOT_MET =
  'The code coverage required to promote this version has not been met. Please add additional test coverage and ensure the code coverage check passes during version creation.';

function changeVersion({ org: { platform } }: Session, id: string, values: Values, shelf: PackageShelf): void {
  const given = only(values, [
    'Id',
    'IsReleased',
    'IsDeprecated',
    'Name',
    'Description',
    'Branch',
    'Tag',
    'InstallKey'
  ]);
  const row = platform.find('Package2Version', { Id: id })[0]!;
  const subscriberId = String(row['SubscriberPackageVersionId']);
  const refuse = (message: string): never => {
    throw new ApiError(400, 'INVALID_INPUT', message);
  };
  if (row['IsDeprecated'] === true) refuse('The package version has been deleted');
  if (given['IsReleased'] === true) {
    if (row['IsReleased'] === true) refuse('The package version has already been promoted to released.');
    if (row['ValidationSkipped'] === true)
      refuse('A package version that was created without validation can’t be promoted.');
    if (row['HasPassedCodeCoverageCheck'] !== true) refuse(COVERAGE_NOT_MET);
    const numbers = ['Package2Id', 'MajorVersion', 'MinorVersion', 'PatchVersion'] as const;
    const same = platform.find('Package2Version', {
      ...Object.fromEntries(numbers.map((name) => [name, row[name]!])),
      IsReleased: true
    });
    if (same.length > 0) refuse('A released package version with the same version number already exists.');
    platform.update('Package2Version', id, { IsReleased: true });
    shelf.update('SubscriberPackageVersion', subscriberId, { IsBeta: false, ReleaseState: 'Released' });
  } else if (given['IsReleased'] === false && row['IsReleased'] === true)
    refuse('A released package version stays released.');
  if (given['IsDeprecated'] === true) {
    if (row['IsReleased'] === true) refuse('Released versions of managed packages can’t be deleted.');
    platform.update('Package2Version', id, { IsDeprecated: true });
    shelf.update('SubscriberPackageVersion', subscriberId, { IsDeprecated: true });
  }
  const key = text(given, 'InstallKey');
  if ('InstallKey' in given) {
    platform.update('Package2Version', id, { IsPasswordProtected: key !== null });
    shelf.update('SubscriberPackageVersion', subscriberId, { InstallationKey: key, IsPasswordProtected: key !== null });
  }
  const words = Object.fromEntries(
    ['Name', 'Description', 'Branch', 'Tag'].filter((name) => name in given).map((name) => [name, text(given, name)])
  );
  if (Object.keys(words).length > 0) platform.update('Package2Version', id, words);
}

/** Null for what is missing or empty. @throws ApiError 400 for what is no text */
export function text(values: Values, name: string): string | null {
  const value = values[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw new ApiError(400, 'JSON_PARSER_ERROR', `${name} has to be a text`, [name]);
  return value;
}

/** The values, when there are no others. @throws ApiError 400 */
export function only(values: Values, names: readonly string[]): Values {
  const other = Object.keys(values).find((name) => !names.some((each) => each === name));
  if (other !== undefined)
    throw new ApiError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', `not supported by the local org: setting ${other}`, [
      other
    ]);
  return values;
}

/** @throws ApiError 400 for values that are neither texts nor flags */
function plain(values: Values): Record<string, string | boolean | null> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'boolean' ? value : text(values, name)])
  );
}
