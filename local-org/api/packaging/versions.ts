/** Package versions in a Dev Hub: they are created on request, one after the other, and promoted once they qualify. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ArchiveError } from '../metadata/archive.ts';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import type { PlainRow } from '../../store/index.ts';
import { BuildError, buildVersion, versionInfo } from './build.ts';
import type { Build, Descriptor } from './build.ts';
import { parseVersionNumber } from './shelf.ts';
import type { PackageShelf, VersionNumber } from './shelf.ts';

export interface VersionOptions {
  readonly info: Uint8Array;
  readonly installKey: string | null;
  readonly calculateCoverage: boolean;
  readonly skipValidation: boolean;
  readonly tag: string | null;
  readonly branch: string | null;
}

interface PackageVersionNumber extends VersionNumber {
  readonly ancestorId: string | null;
}

/** What a version holds, beside its project: for those that come after it. */
interface StoredFacts {
  readonly components: readonly string[];
  readonly descriptor: Descriptor;
}

/** @param requestId of a Package2VersionCreateRequest, whose row tells how far it is */
export async function createVersion(
  hub: HostedOrg,
  shelf: PackageShelf,
  requestId: string,
  options: VersionOptions
): Promise<void> {
  const { platform } = hub;
  const status = (Status: string): void => platform.update('Package2VersionCreateRequest', requestId, { Status });
  const started = Date.now();
  try {
    status('InProgress');
    const owner = requestedPackage(hub, requestId);
    const { descriptor, archive } = versionInfo(options.info);
    const number = nextNumber(hub, String(owner['Id']), descriptor);
    if ((descriptor.dependencies ?? []).length > 0)
      throw new BuildError(['not supported by the local org: packages that depend on others']);
    const build = await buildVersion({
      archive,
      namespace: typeof owner['NamespacePrefix'] === 'string' ? owner['NamespacePrefix'] : '',
      folder: shelf.folderOf(`building-${requestId.slice(0, 15)}`),
      skipValidation: options.skipValidation,
      calculateCoverage: options.calculateCoverage,
      scripts: { install: descriptor.postInstallScript ?? null, uninstall: descriptor.uninstallScript ?? null }
    });
    const versionId = saveVersion(hub, shelf, { owner, descriptor, number, build, options, requestId, started });
    platform.update('Package2VersionCreateRequest', requestId, { Status: 'Success', Package2VersionId: versionId });
  } catch (error) {
    for (const Message of problemsOf(error))
      platform.insert('Package2VersionCreateRequestError', { ParentRequestId: requestId, Message });
    status('Error');
  }
}

/** A fault of the local org itself keeps its stack. */
function problemsOf(error: unknown): readonly string[] {
  if (error instanceof BuildError) return error.problems;
  if (error instanceof ArchiveError) return [error.message];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

function requestedPackage({ platform }: HostedOrg, requestId: string): PlainRow {
  const request = platform.find('Package2VersionCreateRequest', { Id: requestId })[0]!;
  return platform.find('Package2', { Id: String(request['Package2Id']) })[0]!;
}

/** @throws BuildError for numbers and ancestors that the package does not allow */
function nextNumber({ platform }: HostedOrg, packageId: string, descriptor: Descriptor): PackageVersionNumber {
  let wanted: ReturnType<typeof parseVersionNumber>;
  try {
    wanted = parseVersionNumber(descriptor);
  } catch (error) {
    throw new BuildError([(error as Error).message]);
  }
  const versions = platform.find('Package2Version', { Package2Id: packageId });
  const same = versions.filter(
    (row) =>
      row['MajorVersion'] === wanted.major &&
      row['MinorVersion'] === wanted.minor &&
      row['PatchVersion'] === wanted.patch
  );
  const text = `${wanted.major}.${wanted.minor}.${wanted.patch}`;
  if (same.some((row) => row['IsReleased'] === true))
    throw new BuildError([
      `A released package version with version number ${text} already exists. Please increase the version number and try again.`
    ]);
  const build = wanted.build ?? Math.max(0, ...same.map((row) => Number(row['BuildNumber']))) + 1;
  if (same.some((row) => row['BuildNumber'] === build))
    throw new BuildError([`The package version ${text}.${build} already exists`]);
  const ancestorId = descriptor.ancestorId === undefined || descriptor.ancestorId === '' ? null : descriptor.ancestorId;
  if (ancestorId !== null) {
    const ancestor = versions.find((row) => String(row['Id']).slice(0, 15) === ancestorId.slice(0, 15));
    if (ancestor === undefined)
      throw new BuildError([`The ancestor version ${ancestorId} does not exist in this package`]);
    if (ancestor['IsReleased'] !== true || ancestor['IsDeprecated'] === true)
      throw new BuildError([`The ancestor version ${ancestorId} is not a released version`]);
    return { ...wanted, build, ancestorId: String(ancestor['Id']) };
  }
  return { ...wanted, build, ancestorId: null };
}

interface Saved {
  readonly owner: PlainRow;
  readonly descriptor: Descriptor;
  readonly number: PackageVersionNumber;
  readonly build: Build;
  readonly options: VersionOptions;
  readonly requestId: string;
  readonly started: number;
}

function saveVersion(hub: HostedOrg, shelf: PackageShelf, saved: Saved): string {
  const { owner, descriptor, number, build, options, requestId, started } = saved;
  const name = descriptor.versionName ?? `${number.major}.${number.minor}`;
  const description = descriptor.versionDescription ?? null;
  const numbers = {
    MajorVersion: number.major,
    MinorVersion: number.minor,
    PatchVersion: number.patch,
    BuildNumber: number.build
  };
  const subscriberId = shelf.insert('SubscriberPackageVersion', {
    ...numbers,
    SubscriberPackageId: String(owner['SubscriberPackageId']),
    InstallationKey: options.installKey,
    Name: name,
    Description: description,
    PublisherName: 'Local Org',
    ReleaseState: 'Beta',
    IsBeta: true,
    IsManaged: owner['ContainerOptions'] === 'Managed',
    IsPasswordProtected: options.installKey !== null,
    Package2ContainerOptions: String(owner['ContainerOptions']),
    InstallValidationStatus: 'NO_ERRORS_DETECTED',
    RemoteSiteSettings: JSON.stringify({ settings: [] }),
    CspTrustedSites: JSON.stringify({ settings: [] })
  });
  const folder = shelf.folderOf(subscriberId);
  renameSync(shelf.folderOf(`building-${requestId.slice(0, 15)}`), folder);
  const stored: StoredFacts = { components: build.components, descriptor };
  writeFileSync(path.join(folder, 'version.json'), JSON.stringify(stored));
  const seconds = Math.round((Date.now() - started) / 1000);
  return hub.platform.insert('Package2Version', {
    ...numbers,
    Package2Id: String(owner['Id']),
    SubscriberPackageVersionId: subscriberId,
    Name: name,
    Description: description,
    Tag: options.tag,
    Branch: options.branch,
    AncestorId: number.ancestorId,
    IsPasswordProtected: options.installKey !== null,
    ValidationSkipped: options.skipValidation,
    CodeCoverage:
      build.coverage === null ? null : JSON.stringify({ apexCodeCoveragePercentage: build.coverage.percent }),
    CodeCoveragePercentages: build.coverage === null ? null : JSON.stringify(percentages(build.coverage)),
    HasPassedCodeCoverageCheck: build.coverage?.passed === true,
    ReleaseVersion: '65.00',
    BuildDurationInSeconds: seconds,
    EndToEndBuildDurationInSeconds: seconds,
    HasMetadataRemoved: removesMetadata(hub, shelf, number.ancestorId, build),
    TotalNumberOfMetadataFiles: build.files,
    TotalSizeOfMetadataFiles: build.bytes
  });
}

function percentages({ classes }: NonNullable<Build['coverage']>): unknown {
  return {
    codeCoveragePercentages: classes.map(({ className, coverable, covered }) => ({
      className,
      codeCoveragePercentage: coverable === 0 ? 100 : Math.floor((covered * 100) / coverable)
    }))
  };
}

/** Has the version less than its ancestor? */
function removesMetadata(
  { platform }: HostedOrg,
  shelf: PackageShelf,
  ancestorId: string | null,
  build: Build
): boolean {
  if (ancestorId === null) return false;
  const ancestor = platform.find('Package2Version', { Id: ancestorId })[0]!;
  const before = storedFacts(shelf.folderOf(String(ancestor['SubscriberPackageVersionId'])));
  const now = new Set(build.components);
  return before.components.some((component) => !now.has(component));
}

/** @throws Error when the folder holds no version */
export function storedFacts(folder: string): StoredFacts {
  const file = path.join(folder, 'version.json');
  if (!existsSync(file)) throw new Error(`there is no package version in ${folder}`);
  return JSON.parse(readFileSync(file, 'utf8')) as StoredFacts;
}
