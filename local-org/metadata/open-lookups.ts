/** Standard lookups that may also lead to the custom objects of a project: files, and tasks and events where activities are allowed. */
import type { ObjectDefinition } from './project.ts';
import type { ObjectSchema } from './schema.ts';

interface OpenLookup {
  readonly object: string;
  readonly field: string;
  /** Of its targets' child relationship; null where there is none. */
  readonly relationshipName: string | null;
  readonly cascadeDelete: boolean;
  leadsTo(definition: ObjectDefinition): boolean;
}

const isCustom = ({ kind }: ObjectDefinition): boolean => kind === 'custom';
const hasActivities = ({ enableActivities }: ObjectDefinition): boolean => enableActivities;
const ACTIVITY = { field: 'WhatId', cascadeDelete: true, leadsTo: hasActivities } as const;

const OPEN_LOOKUPS: readonly OpenLookup[] = [
  {
    object: 'ContentDocumentLink',
    field: 'LinkedEntityId',
    relationshipName: 'ContentDocumentLinks',
    cascadeDelete: true,
    leadsTo: isCustom
  },
  {
    object: 'ContentVersion',
    field: 'FirstPublishLocationId',
    relationshipName: null,
    cascadeDelete: false,
    leadsTo: isCustom
  },
  { object: 'Task', relationshipName: 'Tasks', ...ACTIVITY },
  { object: 'Event', relationshipName: 'Events', ...ACTIVITY }
];

/** Adds the custom objects to the lookups, and the lookups to the custom objects' children. */
export function linkOpenLookups(
  objects: Map<string, ObjectSchema>,
  definitions: ReadonlyMap<string, ObjectDefinition>
): void {
  for (const lookup of OPEN_LOOKUPS) {
    const owner = objects.get(lookup.object.toLowerCase());
    const field = owner?.fields.get(lookup.field.toLowerCase());
    if (!owner || !field) continue;
    const targets = [...definitions].filter(([, definition]) => lookup.leadsTo(definition)).map(([name]) => name);
    const fields = new Map(owner.fields);
    fields.set(lookup.field.toLowerCase(), { ...field, referenceTo: [...field.referenceTo, ...targets] });
    objects.set(lookup.object.toLowerCase(), { ...owner, fields });
    for (const name of targets) {
      const target = objects.get(name.toLowerCase())!;
      const { relationshipName, cascadeDelete } = lookup;
      const child = { childObject: lookup.object, field: lookup.field, relationshipName, cascadeDelete };
      objects.set(name.toLowerCase(), { ...target, childRelationships: [...target.childRelationships, child] });
    }
  }
}
