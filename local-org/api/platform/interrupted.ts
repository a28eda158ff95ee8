/** Requests that nobody works on any more, because the local org was stopped while they were under way. */
import type { PlatformStore } from './platform-store.ts';

const STOPPED = 'The local org was stopped before this was done. Please try again.';

/** Ends them with an error. Only for an org that this process has not opened before. */
export function endInterrupted(platform: PlatformStore): void {
  const underWay = (objectName: string, ...states: readonly string[]): string[] =>
    platform.has('tooling', objectName)
      ? states.flatMap((Status) => platform.find(objectName, { Status }).map((row) => String(row['Id'])))
      : [];
  for (const id of underWay('Package2VersionCreateRequest', 'Queued', 'InProgress')) {
    platform.insert('Package2VersionCreateRequestError', { ParentRequestId: id, Message: STOPPED });
    platform.update('Package2VersionCreateRequest', id, { Status: 'Error' });
  }
  for (const id of underWay('PackageInstallRequest', 'IN_PROGRESS'))
    platform.update('PackageInstallRequest', id, {
      Status: 'ERROR',
      Errors: JSON.stringify({ errors: [{ message: STOPPED }] })
    });
  for (const id of underWay('SubscriberPackageVersionUninstallRequest', 'InProgress')) {
    platform.insert('PackageVersionUninstallRequestError', { ParentRequestId: id, Message: STOPPED });
    platform.update('SubscriberPackageVersionUninstallRequest', id, { Status: 'Error' });
  }
}
