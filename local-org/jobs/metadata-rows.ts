/** Rows of setup objects that metadata of a project makes on the platform and that are not made here. */
import path from 'node:path';
import { decodedName } from '../metadata/encoded-names.ts';
import type { SfdxProject } from '../metadata/project.ts';
import { standardObjects } from '../metadata/standard-objects.ts';
import { objectsWithSharingRules } from './gaps.ts';
import { featuresOf } from './shape-gaps.ts';
import { isMade } from '../store/permission-rows.ts';
import type { RowsElsewhere } from '../runtime/platform/org-context.ts';
import { ELSEWHERE, NAMELESS } from '../runtime/platform/setup-row-facts.ts';
import type { UnknownRows } from '../runtime/platform/setup-row-facts.ts';

type Rows = Readonly<Record<string, UnknownRows>>;

const named = (name: string, facts: UnknownRows['rows'][number] = {}): UnknownRows => ({
  rows: [{ DeveloperName: name, ...facts }],
  unsure: 'all'
});

/** File to object to rows, by the name that the file gives its component. */
const KINDS: ReadonlyArray<readonly [file: RegExp, rows: (name: string) => Rows]> = [
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

/**
 * What the metadata of the projects would make beside what is here.
 * @param read the projects as they are
 * @param kept what the org has of them
 */
export function rowsOfMetadata(read: readonly SfdxProject[], kept: readonly SfdxProject[]): RowsElsewhere[] {
  return [
    ...rowsOfFiles(kept),
    ...profilesElsewhere(kept),
    ...recordsLeftOut(read, kept),
    ...inactiveStages(kept),
    ...rowsOfShape(kept),
    ...sharesOfRules(kept)
  ];
}

/** Profiles of licences that are not here. */
function profilesElsewhere(projects: readonly SfdxProject[]): RowsElsewhere[] {
  return projects
    .flatMap(({ profiles }) => profiles)
    .filter((profile) => !isMade(profile))
    .map(({ name }) => ({ objectName: 'Profile', unknown: { rows: [{ Name: name }], unsure: 'all' } }));
}

/** Records of custom metadata that the org here cannot hold. */
function recordsLeftOut(read: readonly SfdxProject[], kept: readonly SfdxProject[]): RowsElsewhere[] {
  const there = new Set(kept.flatMap(({ customMetadata }) => customMetadata));
  return read
    .flatMap(({ customMetadata }) => customMetadata)
    .filter((record) => !there.has(record))
    .map(({ typeName, developerName }) => ({
      objectName: typeName,
      unknown: { rows: [{ DeveloperName: developerName }], unsure: 'all', why: 'that were left out' }
    }));
}

/** Stages of a new org that a project does not list stay in the org, without being active. */
function inactiveStages(projects: readonly SfdxProject[]): RowsElsewhere[] {
  const set = projects
    .flatMap(({ standardValueSets }) => standardValueSets)
    .find(({ name }) => name === 'OpportunityStage');
  if (set === undefined) return [];
  const listed = new Set(set.values.map(({ value }) => value));
  const stages = standardObjects()
    .find(({ apiName }) => apiName === 'Opportunity')!
    .fields.get('stagename')!;
  const rows = stages.picklistValues
    .filter(({ value }) => !listed.has(value))
    .map(({ value, label }) => ({ ApiName: value, MasterLabel: label, IsActive: false }));
  const why = `of stages that ${set.path} takes out`;
  return rows.length === 0 ? [] : [{ objectName: 'OpportunityStage', unknown: { rows, unsure: 'all', why } }];
}

/** What features and settings of the projects' orgs make. */
function rowsOfShape(projects: readonly SfdxProject[]): RowsElsewhere[] {
  const person = { SobjectType: 'Account', DeveloperName: 'PersonAccount', IsActive: true };
  const hours = projects.some(({ orgSwitches }) => orgSwitches.some(({ name }) => name.startsWith('businesshours.')));
  return [
    ...(featuresOf(projects).has('personAccounts')
      ? [{ objectName: 'RecordType', unknown: { rows: [person], unsure: 'all' } } as const]
      : []),
    ...(hours ? ['BusinessHours', 'Holiday'].map((objectName) => ({ objectName, unknown: NAMELESS })) : [])
  ];
}

/** Shares that sharing rules make. */
function sharesOfRules(projects: readonly SfdxProject[]): RowsElsewhere[] {
  return [...objectsWithSharingRules(projects)].map((name) => ({
    objectName: name.endsWith('__c') ? name.replace(/__c$/, '__Share') : `${name}Share`,
    unknown: { rows: [{ RowCause: 'Rule' }], unsure: 'all', why: 'of sharing rules' }
  }));
}

function rowsOfFiles(projects: readonly SfdxProject[]): RowsElsewhere[] {
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
