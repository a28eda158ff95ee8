/** Source tracking: clients read the rows of SourceMember, and set a revision back to hide a change that is theirs. */
import { ApiError } from '../http/errors.ts';
import type { Route } from '../http/router.ts';
import { platformObjectRoutes } from '../platform/routes.ts';
import { sourceObjects } from '../platform/source-objects.ts';

export const sourceTrackingRoutes: readonly Route[] = platformObjectRoutes({
  object: sourceObjects[0]!,
  update(session, id, values) {
    const names = Object.keys(values);
    const revision = values['RevisionCounter'];
    if (names.length !== 1 || typeof revision !== 'number' || !Number.isInteger(revision) || revision < 0)
      throw new ApiError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'Only RevisionCounter can be set, to a whole number');
    session.org.platform.update('SourceMember', id, { RevisionCounter: revision });
  }
});
