/** Package version numbers: major.minor.patch, and the build that the Dev Hub counts. */
import { ReleaseError } from './errors.ts';

export interface VersionNumber {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** `1.2.3`, as package.json has it. @throws ReleaseError for anything else */
export function parseVersion(text: string): VersionNumber {
  const match = /^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/.exec(text.trim());
  if (match === null)
    throw new ReleaseError(
      'bad_version',
      `"${text}" is not a version number.`,
      'Write it as major.minor.patch: 1.2.0.'
    );
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}

export function formatVersion({ major, minor, patch }: VersionNumber): string {
  return `${major}.${minor}.${patch}`;
}

/** Negative, zero or positive. */
export function compareVersionNumbers(a: VersionNumber, b: VersionNumber): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** A version of the package in the Dev Hub. */
export interface HubVersion {
  /** 04t… */
  readonly id: string;
  readonly number: VersionNumber;
  readonly build: number;
  readonly released: boolean;
  /** The commit it was built from; '' when it has none. */
  readonly tag: string;
  /** Percent; null while it is unknown. */
  readonly coverage: number | null;
  readonly passedCoverage: boolean;
}

export function formatHubVersion({ number, build }: HubVersion): string {
  return `${formatVersion(number)}-${build}`;
}

/** The newest by number, then by build; null for none. */
export function newest(versions: readonly HubVersion[]): HubVersion | null {
  return versions.reduce<HubVersion | null>(
    (best, each) =>
      best === null || (compareVersionNumbers(each.number, best.number) || each.build - best.build) > 0 ? each : best,
    null
  );
}

/**
 * What a new version descends from: `NONE` for the first, the newest released one below its number otherwise. A patch
 * descends from its own major.minor, which has to be released (Salesforce DX Developer Guide, package ancestors).
 * @param wanted `HIGHEST`, or the number of a released version
 * @throws ReleaseError `ancestor_missing`, `version_too_low`
 */
export function chooseAncestor(
  number: VersionNumber,
  versions: readonly HubVersion[],
  wanted: string
): HubVersion | null {
  const released = versions.filter((each) => each.released);
  const list = released.map((each) => formatVersion(each.number)).join(', ') || 'none';
  const missing = (what: string): ReleaseError =>
    new ReleaseError(
      'ancestor_missing',
      `There is no released version ${what} to descend from (released: ${list}).`,
      'Leave --ancestor out for the newest released version, or name one of those.'
    );
  if (wanted !== 'HIGHEST') {
    const named = parseVersion(wanted);
    const found = released.find((each) => compareVersionNumbers(each.number, named) === 0);
    if (found === undefined) throw missing(wanted);
    if (compareVersionNumbers(found.number, number) >= 0)
      throw new ReleaseError(
        'ancestor_missing',
        `${wanted} is not older than ${formatVersion(number)}.`,
        'An ancestor has a lower number than the version that descends from it.'
      );
    return found;
  }
  if (number.patch > 0) {
    const line = newest(
      released.filter(
        (each) =>
          each.number.major === number.major && each.number.minor === number.minor && each.number.patch < number.patch
      )
    );
    if (line === null) throw missing(`${number.major}.${number.minor}.x`);
    return line;
  }
  const highest = newest(released.filter((each) => each.number.patch === 0));
  if (highest !== null && compareVersionNumbers(highest.number, number) > 0)
    throw new ReleaseError(
      'version_too_low',
      `${formatVersion(number)} is lower than ${formatVersion(highest.number)}, which is released.`,
      'Raise "version" in package.json above it; for a patch count the last number up.'
    );
  return highest;
}
