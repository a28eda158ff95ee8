/** What source tracking reads (Tooling API Developer Guide, SourceMember). */
import { platformObject } from './objects.ts';
import type { PlatformObject } from './objects.ts';

export const sourceObjects: readonly PlatformObject[] = [
  platformObject({
    name: 'SourceMember',
    keyPrefix: '0MZ',
    api: 'tooling',
    only: 'scratch',
    fields: {
      MemberType: 'string',
      MemberName: 'string',
      MemberIdOrName: 'string',
      IsNameObsolete: 'boolean',
      IsNewMember: 'boolean',
      RevisionCounter: 'int',
      ChangedBy: 'string'
    }
  })
];
