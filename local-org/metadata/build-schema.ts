import { companionObjects } from './companions.ts';
import { MetadataError, throwUnsupported, UnsupportedMetadataError } from './errors.ts';
import { linkOpenLookups } from './open-lookups.ts';
import type { OnUnsupported } from './errors.ts';
import { makeField } from './field-flags.ts';
import type { ObjectDefinition, ObjectSource, SfdxProject } from './project.ts';
import type {
  ChildRelationship,
  FieldSchema,
  ObjectKind,
  ObjectSchema,
  OrgSchema,
  RecordTypeSchema
} from './schema.ts';
import { checkFormulas } from './formula/check-formulas.ts';
import { assignRecordTypes } from './profile-record-types.ts';
import { addShapeFields } from './shape-fields.ts';
import { useStandardValues, withValues } from './standard-value-sets.ts';
import { typedSummaries } from './summary-fields.ts';
import { systemFields } from './system-fields.ts';

/** A schema under construction: objects by lower-case API name. */
type Objects = Map<string, ObjectSchema>;

/**
 * Puts standard objects and projects together: custom fields join standard objects, custom objects get the fields the
 * platform gives them, lookups become child relationships, and Share and History companions appear.
 * @throws MetadataError for a lookup to, or a field on, an object that does not exist here. When it is one of the
 * platform's own, `onUnsupported` decides: what it does not refuse is left out.
 * @param keyPrefixes API name -> key prefix of objects that have records already, whose ids begin with it
 */
export function buildSchema(
  standard: readonly ObjectSchema[],
  projects: readonly SfdxProject[],
  onUnsupported: OnUnsupported = throwUnsupported,
  keyPrefixes: ReadonlyMap<string, string> = new Map()
): OrgSchema {
  const objects: Objects = new Map(standard.map((object) => [object.apiName.toLowerCase(), object]));
  useStandardValues(
    objects,
    projects.flatMap(({ standardValueSets }) => standardValueSets)
  );
  const sources = mergeSources(projects.flatMap((project) => project.objects.flatMap(ofActivities)));
  const prefixes = new KeyPrefixes(keyPrefixes);
  for (const source of sources) {
    if (isKnown(objects, source, onUnsupported))
      objects.set(source.apiName.toLowerCase(), combine(objects, source, prefixes));
  }
  addShapeFields(
    objects,
    projects.flatMap(({ orgSwitches }) => orgSwitches)
  );
  assignRecordTypes(
    objects,
    projects.flatMap(({ profiles }) => profiles)
  );
  for (const source of sources) linkChildren(objects, source, onUnsupported);
  const missing = missingPackages(sources, objects);
  typedSummaries(objects, missing, onUnsupported);
  const definitions = new Map(
    sources.flatMap((source) => (source.definition ? [[source.apiName, source.definition] as const] : []))
  );
  linkOpenLookups(objects, definitions);
  const reasons = new Map(sources.map(({ apiName, sharingReasons }) => [apiName, sharingReasons]));
  for (const companion of companionObjects(objects.values(), definitions, reasons))
    objects.set(companion.apiName.toLowerCase(), companion);
  const schema = { objects, missingPackages: missing };
  checkFormulas(schema);
  return schema;
}

/** Custom fields of activities are those of tasks and events; a lookup's children are tasks (SalesforceLabs/ActionPlansV4). */
function ofActivities(source: ObjectSource): ObjectSource[] {
  if (source.apiName !== 'Activity') return [source];
  return [
    { ...source, apiName: 'Task' },
    { ...source, apiName: 'Event', childRelationshipNames: new Map() }
  ];
}

/** The same object may be spread over several package directories or projects. */
function mergeSources(sources: readonly ObjectSource[]): ObjectSource[] {
  const merged = new Map<string, ObjectSource>();
  for (const source of sources) {
    const known = merged.get(source.apiName);
    merged.set(
      source.apiName,
      known === undefined
        ? source
        : {
            apiName: source.apiName,
            path: known.definition ? known.path : source.path,
            definition: known.definition ?? source.definition,
            standardSharing: known.standardSharing ?? source.standardSharing,
            fields: [...known.fields, ...source.fields],
            standardFields: [...known.standardFields, ...source.standardFields],
            childRelationshipNames: new Map([...known.childRelationshipNames, ...source.childRelationshipNames]),
            recordTypes: [...known.recordTypes, ...source.recordTypes],
            fieldSets: [...known.fieldSets, ...source.fieldSets],
            sharingReasons: [...known.sharingReasons, ...source.sharingReasons],
            validationRules: [...known.validationRules, ...source.validationRules]
          }
    );
  }
  return [...merged.values()];
}

/** Namespaces of packages that the sources add to and that are not among them, in lower case. */
function missingPackages(sources: readonly ObjectSource[], objects: Objects): ReadonlySet<string> {
  const unknown = sources.filter(({ apiName }) => !objects.has(apiName.toLowerCase()));
  return new Set(unknown.flatMap(({ apiName }) => namespaceOf(apiName)?.toLowerCase() ?? []));
}

function namespaceOf(apiName: string): string | null {
  return /^(?<namespace>\w+?)__\w+?__\w+$/.exec(apiName)?.groups?.['namespace'] ?? null;
}

/** Could only the project itself define an object of that name? Others are the platform's, big or external ones included. */
function isOwnKind(apiName: string): boolean {
  return /__(?:c|mdt|e)$/i.test(apiName);
}

/** What to do about an object that an installed package would bring; null for the project's own. */
function packageOf(apiName: string): string | null {
  const namespace = namespaceOf(apiName);
  return namespace === null
    ? null
    : `it belongs to a package with namespace ${namespace}, whose source has to be among the package directories`;
}

function isKnown(objects: Objects, source: ObjectSource, onUnsupported: OnUnsupported): boolean {
  if (source.definition || objects.has(source.apiName.toLowerCase())) return true;
  const missing = packageOf(source.apiName);
  if (isOwnKind(source.apiName) && missing === null)
    throw new MetadataError(
      source.path,
      1,
      `object ${source.apiName} is not known here; add ${source.apiName}.object-meta.xml`
    );
  onUnsupported(
    new UnsupportedMetadataError(
      source.path,
      1,
      `not supported by the local org: object ${source.apiName}, which is not described in it${missing === null ? '' : `; ${missing}`}`
    )
  );
  return false;
}

function combine(objects: Objects, source: ObjectSource, prefixes: KeyPrefixes): ObjectSchema {
  const base = source.definition
    ? newObject(source, source.definition, prefixes)
    : objects.get(source.apiName.toLowerCase())!;
  const recordTypes = [...base.recordTypes, ...source.recordTypes];
  const fields = new Map(base.fields);
  if (recordTypes.length > 0 && !fields.has('recordtypeid')) addField(fields, recordTypeField(recordTypes), source);
  for (const { apiName, filteredLookup, values } of source.standardFields) {
    const field = fields.get(apiName.toLowerCase());
    // Names of custom objects and fields that no describe here has stand in their objects' files too.
    if (field === undefined) continue;
    const changed = { ...field, filteredLookup: filteredLookup || field.filteredLookup };
    fields.set(apiName.toLowerCase(), values === null ? changed : withValues(changed, values));
  }
  for (const field of source.fields) addField(fields, adapted(field, base.kind), source);
  const validationRules = [...(base.validationRules ?? []), ...source.validationRules];
  return { ...base, fields, recordTypes, fieldSets: [...base.fieldSets, ...source.fieldSets], validationRules };
}

/**
 * SOQL neither counts nor groups by the fields of custom metadata; permission sets grant events as a
 * whole, not their fields.
 */
function adapted(field: FieldSchema, kind: ObjectKind): FieldSchema {
  if (kind === 'customMetadata') return { ...field, aggregatable: false, groupable: false };
  return kind === 'platformEvent' ? { ...field, permissionable: false } : field;
}

function addField(fields: Map<string, FieldSchema>, field: FieldSchema, source: ObjectSource): void {
  const key = field.apiName.toLowerCase();
  const known = fields.get(key);
  // Files may say the same twice, in two package directories or formats.
  if (known !== undefined && JSON.stringify(known) === JSON.stringify(field)) return;
  if (known !== undefined)
    throw new MetadataError(source.path, 1, `${source.apiName}.${field.apiName} exists twice; remove one of them`);
  fields.set(key, field);
}

function newObject(source: ObjectSource, definition: ObjectDefinition, prefixes: KeyPrefixes): ObjectSchema {
  const kind: ObjectKind = definition.kind;
  const isDetail = source.fields.some((field) => field.relationshipOrder !== null);
  const stored = kind === 'custom' || kind === 'listSetting' || kind === 'hierarchySetting';
  return {
    apiName: source.apiName,
    label: definition.label,
    labelPlural: definition.labelPlural,
    keyPrefix: prefixes.of(source.apiName, kind),
    kind,
    ...(kind === 'platformEvent'
      ? { publishes: definition.publishBehavior === 'PublishImmediately' ? 'immediately' : 'afterCommit' }
      : {}),
    ...(kind === 'bigObject' ? { outline: true, unsupportedSaves: 'big objects are not kept here' } : {}),
    custom: true,
    queryable: kind !== 'platformEvent',
    createable: kind !== 'customMetadata' && kind !== 'bigObject',
    updateable: stored,
    deletable: stored,
    undeletable: kind === 'custom',
    searchable: definition.searchable,
    setup: false,
    visibility: definition.visibility,
    fields: new Map(systemFields(definition, isDetail).map((field) => [field.apiName.toLowerCase(), field])),
    recordTypes: [],
    fieldSets: [],
    childRelationships: [],
    source: source.path
  };
}

function recordTypeField(recordTypes: readonly RecordTypeSchema[]): FieldSchema {
  return makeField({
    apiName: 'RecordTypeId',
    label: 'Record Type ID',
    type: 'reference',
    length: 18,
    referenceTo: ['RecordType'],
    relationshipName: 'RecordType',
    nillable: true,
    defaultedOnCreate: recordTypes.some((type) => type.active)
  });
}

/** Lookups of custom fields give their targets a child relationship. */
function linkChildren(objects: Objects, source: ObjectSource, onUnsupported: OnUnsupported): void {
  for (const field of source.fields) {
    if (field.type !== 'reference') continue;
    for (const targetName of field.referenceTo) {
      const target = objects.get(targetName.toLowerCase());
      if (!target && isOwnKind(targetName) && packageOf(targetName) === null)
        throw new MetadataError(
          source.path,
          1,
          `${source.apiName}.${field.apiName} looks up ${targetName}, which is not known here; add the object or change <referenceTo>`
        );
      if (!target) {
        onUnsupported(
          new UnsupportedMetadataError(
            source.path,
            1,
            `not supported by the local org: ${source.apiName}.${field.apiName}, because it looks up ${targetName}, which is not described in it`
          )
        );
        continue;
      }
      const name = source.childRelationshipNames.get(field.apiName.toLowerCase());
      const child: ChildRelationship = {
        childObject: source.apiName,
        field: field.apiName,
        relationshipName: name === undefined ? null : `${name}__r`,
        cascadeDelete: field.cascadeDelete
      };
      objects.set(targetName.toLowerCase(), { ...target, childRelationships: [...target.childRelationships, child] });
    }
  }
}

/** Custom objects get a00, a01 … in reading order, custom metadata m00, platform events e00; what has one keeps it. */
class KeyPrefixes {
  readonly #known: ReadonlyMap<string, string>;
  readonly #taken: ReadonlySet<string>;
  readonly #next = new Map<string, number>();

  constructor(known: ReadonlyMap<string, string>) {
    this.#known = known;
    this.#taken = new Set(known.values());
  }

  of(apiName: string, kind: ObjectKind): string {
    return this.#known.get(apiName) ?? this.#free(kind);
  }

  #free(kind: ObjectKind): string {
    const letter = kind === 'customMetadata' ? 'm' : kind === 'platformEvent' ? 'e' : 'a';
    const number = this.#next.get(letter) ?? 0;
    this.#next.set(letter, number + 1);
    const prefix = letter + number.toString(36).toUpperCase().padStart(2, '0');
    return this.#taken.has(prefix) ? this.#free(kind) : prefix;
  }
}
