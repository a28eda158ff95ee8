/** Rows of setup objects that metadata of a project makes on the platform and that are not made here. */
import path from 'node:path';
import { decodedName } from '../metadata/encoded-names.ts';
import type { SfdxProject } from '../metadata/project.ts';
import type { RowsElsewhere } from '../runtime/platform/org-context.ts';
import { ELSEWHERE, NAMELESS, PROFILE_FILES } from '../runtime/platform/setup-row-facts.ts';
import type { UnknownRows } from '../runtime/platform/setup-row-facts.ts';

type Rows = Readonly<Record<string, UnknownRows>>;

const named = (name: string, facts: UnknownRows['rows'][number] = {}): UnknownRows => ({
  rows: [{ DeveloperName: name, ...facts }],
  unsure: 'all'
});

/** File to object to rows, by the name that the file gives its component. */
const KINDS: ReadonlyArray<readonly [file: RegExp, rows: (name: string) => Rows]> = [
  [
    /\.profile(?:-meta\.xml)?$/,
    (name) =>
      Object.hasOwn(PROFILE_FILES, name) || name.startsWith('Minimum Access - ')
        ? {}
        : { Profile: { rows: [{ Name: name }], unsure: 'all' } }
  ],
  [
    /\.queue(?:-meta\.xml)?$/,
    (name) => ({
      Group: named(name, { Type: 'Queue' }),
      QueueSobject: { rows: [{ QueueId: ELSEWHERE }], unsure: 'all' }
    })
  ],
  [/\.group(?:-meta\.xml)?$/, (name) => ({ Group: named(name, { Type: 'Regular' }) })],
  [/\.role(?:-meta\.xml)?$/, (name) => ({ UserRole: named(name) })],
  [/\.(?:document|email|report|dashboard)Folder(?:-meta\.xml)?$/, (name) => ({ Folder: named(name) })],
  [/\.email(?:-meta\.xml)?$/, (name) => ({ EmailTemplate: named(name) })],
  [/(?:^|\/)documents\/[^/]+\//, (name) => ({ Document: named(name) })],
  [/\.notiftype(?:-meta\.xml)?$/, (name) => ({ CustomNotificationType: named(name) })],
  [/\.connectedApp(?:-meta\.xml)?$/, () => ({ ConnectedApplication: NAMELESS })],
  [/\.mutingpermissionset(?:-meta\.xml)?$/, (name) => ({ MutingPermissionSet: named(name) })],
  [
    /\.permissionsetgroup(?:-meta\.xml)?$/,
    (name) => ({
      PermissionSetGroup: named(name),
      PermissionSetGroupComponent: { rows: [{ PermissionSetGroupId: ELSEWHERE }], unsure: 'all' },
      PermissionSet: { rows: [{ Name: name, Type: 'Group', IsOwnedByProfile: false, IsCustom: true }], unsure: 'all' }
    })
  ],
  // A site has a user and a profile for its guests.
  [
    /\.(?:site|network)(?:-meta\.xml)?$/,
    () => ({
      User: {
        rows: [{ UserType: 'Guest', ProfileId: ELSEWHERE, IsActive: true }],
        unsure: ['Name', 'FirstName', 'LastName']
      },
      Profile: { rows: [{ UserType: 'Guest' }], unsure: 'all' }
    })
  ]
];

/** What the metadata of the projects would make beside what is read. */
export function rowsOfMetadata(projects: readonly SfdxProject[]): RowsElsewhere[] {
  const files = projects.flatMap(({ unsupported, components }) =>
    [...unsupported, ...components].map((each) => each.path)
  );
  return files.flatMap((file) => {
    const kind = KINDS.find(([matches]) => matches.test(file));
    if (kind === undefined) return [];
    const name = decodedName(
      path.posix
        .basename(file)
        .replace(/-meta\.xml$/, '')
        .replace(/\.\w+$/, '')
    );
    return Object.entries(kind[1](name)).map(([objectName, unknown]) => ({ objectName, unknown }));
  });
}
