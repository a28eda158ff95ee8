/** Package versions as every org of this computer sees them: their rows and their files. */
import path from 'node:path';
import { insertRow, findRows, updateRow } from '../../runtime/platform/system-rows.ts';
import { ADMIN_USER_ID, openStore } from '../../store/index.ts';
import type { PlainRow, Store } from '../../store/index.ts';
import { standardObjects } from '../../metadata/standard-objects.ts';
import { sharedPackageObjects } from '../platform/packaging-objects.ts';
import type { Descriptor } from './build.ts';

export interface VersionNumber {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly build: number;
}

/** What installing a version needs to know beside its row. */
export interface VersionFacts {
  readonly id: string;
  readonly packageId: string;
  readonly namespace: string;
  readonly number: VersionNumber;
  readonly isReleased: boolean;
  readonly isDeprecated: boolean;
  readonly installationKey: string | null;
  /** The sfdx project. */
  readonly folder: string;
}

/** The shelf belongs to no org, so its rows have no user. */
const NOBODY = { CreatedById: null, LastModifiedById: null };

export class PackageShelf {
  readonly #root: string;
  readonly #store: Store;

  /** @param root the folder of the registry */
  constructor(root: string) {
    this.#root = root;
    this.#store = openShelf(path.join(root, 'packages.db'));
  }

  /** Where the project of a version is. @param id of the SubscriberPackageVersion */
  folderOf(id: string): string {
    return path.join(this.#root, 'packages', id.slice(0, 15));
  }

  insert(objectName: 'SubscriberPackage' | 'SubscriberPackageVersion', values: PlainRow): string {
    return this.#write(() => insertRow(this.#store, objectName, { ...NOBODY, ...values }));
  }

  update(objectName: 'SubscriberPackage' | 'SubscriberPackageVersion', id: string, values: PlainRow): void {
    this.#write(() => updateRow(this.#store, objectName, id, { ...values, LastModifiedById: null }));
  }

  /** Null when there is no such version. */
  version(id: string): VersionFacts | null {
    const row = findRows(this.#store, 'SubscriberPackageVersion', { Id: id })[0];
    if (row === undefined) return null;
    const packageId = String(row['SubscriberPackageId']);
    const owner = findRows(this.#store, 'SubscriberPackage', { Id: packageId })[0];
    const number = (name: string): number => Number(row[name]);
    return {
      id,
      packageId,
      namespace: typeof owner?.['NamespacePrefix'] === 'string' ? owner['NamespacePrefix'] : '',
      number: {
        major: number('MajorVersion'),
        minor: number('MinorVersion'),
        patch: number('PatchVersion'),
        build: number('BuildNumber')
      },
      isReleased: row['IsBeta'] !== true,
      isDeprecated: row['IsDeprecated'] === true,
      installationKey: typeof row['InstallationKey'] === 'string' ? row['InstallationKey'] : null,
      folder: this.folderOf(id)
    };
  }

  close(): void {
    this.#store.close();
  }

  #write<T>(work: () => T): T {
    this.#store.beginWrite();
    try {
      const value = work();
      this.#store.commit();
      return value;
    } catch (error) {
      this.#store.rollback();
      throw error;
    }
  }
}

/** The shelf's database, made when it does not exist. */
export function openShelf(file: string): Store {
  // Audit fields look users up.
  const objects = [
    ...sharedPackageObjects.map(({ schema }) => schema),
    ...standardObjects().filter(({ apiName }) => apiName === 'User')
  ];
  const schema = { objects: new Map(objects.map((object) => [object.apiName.toLowerCase(), object])) };
  return openStore(file, schema, { clock: () => Date.now(), userId: ADMIN_USER_ID });
}

/** `1.2.0.NEXT` or `1.2.0.4`; null for the build when it is the next. */
export function parseVersionNumber({
  versionNumber
}: Descriptor): Omit<VersionNumber, 'build'> & { readonly build: number | null } {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(NEXT|\d+)$/i.exec(versionNumber ?? '');
  if (match === null) throw new Error(`The version number ${versionNumber ?? ''} has to be like 1.2.0.NEXT`);
  const [, major, minor, patch, build] = match as unknown as [string, string, string, string, string];
  return {
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch),
    build: /^\d/.test(build) ? Number(build) : null
  };
}
