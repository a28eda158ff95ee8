/** SCIM, by which `sf org create user` creates users. The local org refuses it, in the error shape of SCIM 1.1. */
import { json } from '../http/answer.ts';
import { unsupportedHere } from '../http/errors.ts';
import type { Route } from '../http/router.ts';

export const scimRoutes: readonly Route[] = [
  {
    route: 'POST /services/scim/v1/Users',
    handle() {
      const { status, entries } = unsupportedHere('creating users by SCIM; insert a User with the data API');
      return json({ Errors: entries.map(({ message }) => ({ description: message, code: status })) }, status);
    }
  }
];
