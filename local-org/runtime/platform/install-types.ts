/** Install and uninstall scripts of packages, and `Version` (Apex Reference Guide v65, "InstallHandler Interface"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException } from '../machine/errors.ts';
import { invokeInterface } from '../machine/invoke-interface.ts';
import { currentTransaction } from './transaction.ts';

class VersionValue {
  readonly parts: readonly [number, number, number | null];
  constructor(major: number | null, minor: number | null, patch: number | null) {
    if (major === null || minor === null) throw apexException('NullPointerException', 'Argument cannot be null.');
    this.parts = [major, minor, patch];
  }

  compareTo(other: VersionValue | null): number {
    if (other === null) throw apexException('NullPointerException', 'Argument cannot be null.');
    // A version without a patch number compares by major and minor only.
    const count = this.parts[2] === null || other.parts[2] === null ? 2 : 3;
    for (let index = 0; index < count; index++) {
      const difference = this.parts[index]! - other.parts[index]!;
      if (difference !== 0) return Math.sign(difference);
    }
    return 0;
  }
}

class InstallContextValue {
  readonly previous: VersionValue | null;
  readonly isPush: boolean;
  constructor(previous: VersionValue | null, isPush: boolean) {
    this.previous = previous;
    this.isPush = isPush;
  }
}

class UninstallContextValue {}

const ON_INSTALL = 'void onInstall(InstallContext context)';
const ON_UNINSTALL = 'void onUninstall(UninstallContext context)';

/** `Test.testInstall`: `previous` is null for a first installation. */
export function testInstall(handler: unknown, previous: VersionValue | null, isPush: boolean | null): void {
  if (handler === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  invokeInterface(handler, `InstallHandler.${ON_INSTALL}`, new InstallContextValue(previous, isPush === true));
}

export function testUninstall(handler: unknown): void {
  if (handler === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  invokeInterface(handler, `UninstallHandler.${ON_UNINSTALL}`, new UninstallContextValue());
}

/** Runs a package's own script, as installing or uninstalling does. @param previous of an upgrade; null for the first */
export function runInstallHandler(
  handler: unknown,
  previous: { readonly major: number; readonly minor: number; readonly patch: number } | null
): void {
  testInstall(handler, previous && new VersionValue(previous.major, previous.minor, previous.patch), false);
}

export function runUninstallHandler(handler: unknown): void {
  testUninstall(handler);
}

export const installTypes: LibraryType[] = [
  libraryType(
    'Version',
    { isInstance: (value) => value instanceof VersionValue },
    {
      'new(Integer major, Integer minor)': (_type: unknown, major: number | null, minor: number | null) =>
        new VersionValue(major, minor, null),
      'new(Integer major, Integer minor, Integer patch)': (
        _type: unknown,
        major: number | null,
        minor: number | null,
        patch: number | null
      ) => new VersionValue(major, minor, patch),
      'Integer major()': (self: VersionValue) => self.parts[0],
      'Integer minor()': (self: VersionValue) => self.parts[1],
      'Integer patch()': (self: VersionValue) => self.parts[2],
      'Integer compareTo(Version other)': (self: VersionValue, other: VersionValue | null) => self.compareTo(other)
    }
  ),
  libraryType('InstallHandler', { kind: 'interface' }, { [ON_INSTALL]: null }),
  libraryType('UninstallHandler', { kind: 'interface' }, { [ON_UNINSTALL]: null }),
  libraryType(
    'InstallContext',
    { isInstance: (value) => value instanceof InstallContextValue },
    {
      'Id organizationId()': () => currentTransaction().org.organization.id,
      'Id installerId()': () => currentTransaction().user.id,
      'Boolean isUpgrade()': (self: InstallContextValue) => self.previous !== null,
      'Boolean isPush()': (self: InstallContextValue) => self.isPush,
      'Version previousVersion()': (self: InstallContextValue) => self.previous
    }
  ),
  libraryType(
    'UninstallContext',
    { isInstance: (value) => value instanceof UninstallContextValue },
    {
      'Id organizationId()': () => currentTransaction().org.organization.id,
      'Id uninstallerId()': () => currentTransaction().user.id
    }
  )
];
