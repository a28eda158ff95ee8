/** Installing and uninstalling package versions in an org. */
import { compileOrg } from '../../jobs/compile-org.ts';
import { insertRows, readId } from '../../store/index.ts';
import type { PlainRow } from '../../store/index.ts';
import { ApiError } from '../http/errors.ts';
import type { Route } from '../http/router.ts';
import type { MetadataCatalogue, OrgMetadata } from '../deploy/org-metadata.ts';
import { installRequest, uninstallRequest } from '../platform/packaging-objects.ts';
import { platformObjectRoutes } from '../platform/routes.ts';
import type { Values } from '../platform/routes.ts';
import type { Session } from '../session.ts';
import { only, text } from './hub.ts';
import { answeredAfter } from './patience.ts';
import type { PackageShelf, VersionFacts } from './shelf.ts';
import { storedFacts } from './versions.ts';

/** @param onError hears of faults of the local org, after the request's row has been answered for */
export function installRoutes(
  catalogue: MetadataCatalogue,
  shelf: PackageShelf,
  onError: (error: unknown) => void
): Route[] {
  return [
    ...platformObjectRoutes({
      object: installRequest,
      create: (session, values) => requestInstall(session, values, catalogue.of(session.org), shelf, onError)
    }),
    ...platformObjectRoutes({
      object: uninstallRequest,
      create: (session, values) => requestUninstall(session, values, catalogue.of(session.org), shelf, onError)
    })
  ];
}

interface Installed {
  readonly rowId: string;
  readonly version: VersionFacts;
}

/** Something that keeps a package from being installed or uninstalled, in words for whoever asked. */
class InstallError extends Error {
  override readonly name = 'InstallError';
}

async function requestInstall(
  { org, userId }: Session,
  values: Values,
  metadata: OrgMetadata,
  shelf: PackageShelf,
  onError: (error: unknown) => void
): Promise<string> {
  const { Password, SubscriberPackageVersionKey, ...rest } = only(values, [
    'SubscriberPackageVersionKey',
    'Password',
    'ApexCompileType',
    'EnableRss',
    'NameConflictResolution',
    'PackageInstallSource',
    'SecurityType',
    'UpgradeType',
    'SkipHandlers'
  ]);
  void SubscriberPackageVersionKey;
  const key = readId(text(values, 'SubscriberPackageVersionKey') ?? '');
  const version = key === null ? null : shelf.version(key);
  if (version === null || version.isDeprecated)
    throw new ApiError(400, 'INVALID_ID_FIELD', 'The package version ID is invalid, or the version has been deleted', [
      'SubscriberPackageVersionKey'
    ]);
  if (version.installationKey !== null && version.installationKey !== Password)
    throw new ApiError(400, 'INVALID_INPUT', 'The installation key is missing or wrong', ['Password']);
  const words = Object.fromEntries(
    Object.keys(rest)
      .filter((name) => name !== 'EnableRss')
      .map((name) => [name, text(values, name)])
  );
  const id = org.platform.insert('PackageInstallRequest', {
    ...words,
    EnableRss: values['EnableRss'] === true,
    SubscriberPackageVersionKey: version.id,
    Status: 'IN_PROGRESS'
  });
  const work = run(metadata, 'PackageInstallRequest', id, async () => {
    await install(metadata, version, shelf, userId);
    return null;
  });
  await answeredAfter(work.catch(onError));
  return id;
}

/** Ends the request's row one way or the other. @param work gives what went wrong without being in its way, or null */
async function run(
  metadata: OrgMetadata,
  objectName: string,
  id: string,
  work: () => Promise<string | null>
): Promise<void> {
  const isInstall = objectName === 'PackageInstallRequest';
  let problem: string | null = null;
  let warning: string | null = null;
  try {
    await metadata.deployments.exclusive(async () => {
      warning = await work();
    });
  } catch (error) {
    const known = error instanceof InstallError;
    problem = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  }
  const { platform } = metadata.hosted;
  if (isInstall)
    platform.update(objectName, id, {
      Status: problem === null ? 'SUCCESS' : 'ERROR',
      Errors: problem === null ? null : JSON.stringify({ errors: [{ message: problem }] })
    });
  else {
    for (const Message of [problem, warning])
      if (Message !== null) platform.insert('PackageVersionUninstallRequestError', { ParentRequestId: id, Message });
    platform.update(objectName, id, { Status: problem === null ? 'Success' : 'Error' });
  }
}

async function install(
  metadata: OrgMetadata,
  version: VersionFacts,
  shelf: PackageShelf,
  userId: string
): Promise<void> {
  const before = installedOf(metadata, shelf).find(({ version: each }) => each.packageId === version.packageId) ?? null;
  requireInstallable(metadata, shelf, version, before?.version ?? null);
  const packages = [...metadata.packages().filter((folder) => folder !== before?.version.folder), version.folder];
  const old = metadata.local().compiled;
  const oldProjects = metadata.hosted.facts.projects;
  await metadata.replaceWith(projectsOf(metadata, packages), compiledFor(metadata, packages));
  if (version.namespace !== '') grantToAdministrators(metadata, version.namespace);
  const script = storedFacts(version.folder).descriptor.postInstallScript;
  if (script !== undefined && script !== '') {
    const failure = await metadata
      .local()
      .runPackageScript(
        scriptClass(version, script),
        userId,
        before === null ? { script: 'install', previous: null } : { script: 'install', previous: before.version.number }
      );
    if (failure !== null) {
      await metadata.replaceWith(oldProjects, old);
      throw new InstallError(`The post install script failed: ${failure}`);
    }
  }
  const { platform } = metadata.hosted;
  const row = { SubscriberPackageId: version.packageId, SubscriberPackageVersionId: version.id };
  if (before === null) platform.insert('InstalledSubscriberPackage', row);
  else platform.update('InstalledSubscriberPackage', before.rowId, row);
  metadata.state.keepPrefixes(metadata.local().compiled.schema);
}

function scriptClass({ namespace }: VersionFacts, script: string): string {
  return namespace === '' ? script : `${namespace}.${script}`;
}

/** "Install for admins only": their profile gets full access to the package's objects and fields. */
function grantToAdministrators(metadata: OrgMetadata, namespace: string): void {
  const { store, schema } = metadata.local();
  const [parent] = store.all(
    `SELECT s."Id" FROM "PermissionSet" s JOIN "Profile" p ON p."Id" = s."ProfileId" WHERE p."Name" = 'System Administrator'`
  )[0]!;
  const own = (name: string): boolean => name.toLowerCase().startsWith(`${namespace.toLowerCase()}__`);
  const grant = (table: string, key: string, row: PlainRow): void => {
    if (
      store.all(`SELECT 1 FROM "${table}" WHERE "ParentId" = ? AND "${key}" = ?`, parent!, String(row[key])).length > 0
    )
      return;
    const [result] = insertRows(store, table, [{ ...row, ParentId: String(parent) }], {
      allOrNone: true,
      mode: 'system'
    });
    if (result!.errors.length > 0) throw new Error(`${table} ${String(row[key])}: ${result!.errors[0]!.message}`);
  };
  for (const object of schema.objects.values()) {
    if (own(object.apiName) && object.kind === 'custom')
      grant('ObjectPermissions', 'SobjectType', {
        SobjectType: object.apiName,
        ...Object.fromEntries(OBJECT_RIGHTS.map((right) => [`Permissions${right}`, true]))
      });
    for (const field of object.fields.values())
      if (own(field.apiName) && field.permissionable && object.kind !== 'customMetadata')
        grant('FieldPermissions', 'Field', {
          SobjectType: object.apiName,
          Field: `${object.apiName}.${field.apiName}`,
          PermissionsRead: true,
          PermissionsEdit: field.updateable
        });
  }
  store.commit();
}

const OBJECT_RIGHTS = ['Create', 'Read', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords'];

function installedOf(metadata: OrgMetadata, shelf: PackageShelf): Installed[] {
  return metadata.hosted.platform.find('InstalledSubscriberPackage').map((row) => {
    const version = shelf.version(String(row['SubscriberPackageVersionId']));
    if (version === null) throw new Error(`package version ${String(row['SubscriberPackageVersionId'])} is gone`);
    return { rowId: String(row['Id']), version };
  });
}

/** @throws InstallError */
function requireInstallable(
  metadata: OrgMetadata,
  shelf: PackageShelf,
  version: VersionFacts,
  before: VersionFacts | null
): void {
  if (!version.isReleased && !metadata.hosted.facts.identity.isSandbox)
    throw new InstallError('Beta versions can be installed only in scratch orgs and sandboxes');
  if (before === null) {
    const other = installedOf(metadata, shelf).find(
      ({ version: each }) => each.namespace !== '' && version.namespace !== ''
    );
    if (other !== undefined)
      throw new InstallError('not supported by the local org: two packages with namespaces in one org');
    return;
  }
  if (before.id === version.id) throw new InstallError('This version of the package is installed already');
  if (!before.isReleased)
    throw new InstallError('A beta version of the package is installed, which cannot be upgraded; uninstall it first');
  if (compareNumbers(before, version) > 0)
    throw new InstallError('A newer version of the package is installed; a package cannot be downgraded');
}

function compareNumbers({ number: a }: VersionFacts, { number: b }: VersionFacts): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || a.build - b.build;
}

/** The org's own source comes last, once it has any. */
function projectsOf(metadata: OrgMetadata, packages: readonly string[]): string[] {
  const hasOwn = metadata.hosted.facts.projects.includes(metadata.tree.root);
  return hasOwn ? [...packages, metadata.tree.root] : [...packages];
}

/** @throws InstallError when the org does not compile with these packages */
function compiledFor(metadata: OrgMetadata, packages: readonly string[]): ReturnType<typeof compileOrg> {
  try {
    return compileOrg(projectsOf(metadata, packages), { keyPrefixes: metadata.state.keyPrefixes });
  } catch (error) {
    throw new InstallError(error instanceof Error ? error.message : String(error));
  }
}

async function requestUninstall(
  { org, userId }: Session,
  values: Values,
  metadata: OrgMetadata,
  shelf: PackageShelf,
  onError: (error: unknown) => void
): Promise<string> {
  const id = readId(text(only(values, ['SubscriberPackageVersionId']), 'SubscriberPackageVersionId') ?? '');
  const found = installedOf(metadata, shelf).find(({ version }) => version.id === id);
  if (found === undefined)
    throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'The package version is not installed in this org', [
      'SubscriberPackageVersionId'
    ]);
  const requestId = org.platform.insert('SubscriberPackageVersionUninstallRequest', {
    SubscriberPackageVersionId: found.version.id,
    Status: 'InProgress'
  });
  const work = run(metadata, 'SubscriberPackageVersionUninstallRequest', requestId, () =>
    uninstall(metadata, found, userId)
  );
  await answeredAfter(work.catch(onError));
  return requestId;
}

/**
 * What the org has of its own must do without the package; its data goes.
 * @returns what its script threw, which does not keep the package: the platform tells its publisher, and goes on
 */
async function uninstall(metadata: OrgMetadata, { rowId, version }: Installed, userId: string): Promise<string | null> {
  const packages = metadata.packages().filter((folder) => folder !== version.folder);
  const without = compiledFor(metadata, packages);
  const script = storedFacts(version.folder).descriptor.uninstallScript;
  let problem: string | null = null;
  if (script !== undefined && script !== '') {
    problem = await metadata.local().runPackageScript(scriptClass(version, script), userId, { script: 'uninstall' });
  }
  await metadata.replaceWith(projectsOf(metadata, packages), without);
  metadata.hosted.platform.delete('InstalledSubscriberPackage', [rowId]);
  return problem === null ? null : `The uninstall script failed: ${problem}`;
}
