/** What an org without everything of its projects can still do: parts are left out by name, and what would depend on them is refused. */
import { holdsDurableId } from '../metadata/durable-ids.ts';
import type { CompileProblem } from '../apex/symbols.ts';
import type { CustomMetadataRecord, PermissionGrants, SfdxProject } from '../metadata/project.ts';
import { KNOWN_PROFILES } from '../metadata/read-profiles.ts';
import type { FieldSchema, OrgSchema } from '../metadata/schema.ts';

/**
 * Can a record of custom metadata hold the value? References to metadata that is no record can not, unless they name an
 * object that is described here.
 */
function isKnown(field: FieldSchema | undefined, value: string | null, schema: OrgSchema): boolean {
  if (field === undefined) return false;
  if (holdsDurableId(field)) return value === null || schema.objects.has(value.toLowerCase());
  return !field.referenceTo.some((name) => METADATA_ENTITIES.has(name));
}

const METADATA_ENTITIES: ReadonlySet<string> = new Set(['FieldDefinition', 'EntityParticle']);

/** The project without grants and records of what is not described here; each is reported. */
export function withoutUnknown(
  project: SfdxProject,
  schema: OrgSchema,
  report: (problem: CompileProblem) => void
): SfdxProject {
  const leaveOut = (file: string, what: string): false => {
    report({
      path: file,
      line: 1,
      column: 1,
      kind: 'unsupported',
      message: `not supported by the local org: ${what}, which is left out`
    });
    return false;
  };
  const fields = (object: string) => schema.objects.get(object.toLowerCase())?.fields;
  const permissionFields = fields('PermissionSet');
  const granted = <T extends PermissionGrants>(source: T): T => ({
    ...source,
    objectPermissions: source.objectPermissions.filter(
      ({ object }) => fields(object) !== undefined || leaveOut(source.path, `permissions of object ${object}`)
    ),
    fieldPermissions: source.fieldPermissions.filter(({ field }) => {
      const [object, name] = field.split('.') as [string, string | undefined];
      return (
        fields(object)?.has(name?.toLowerCase() ?? '') === true ||
        leaveOut(source.path, `permissions of field ${field}`)
      );
    }),
    userPermissions: source.userPermissions.filter(
      (name) =>
        permissionFields?.has(`permissions${name.toLowerCase()}`) === true ||
        leaveOut(source.path, `user permission ${name}`)
    ),
    classAccesses: source.classAccesses.filter(
      (name) => project.classes.some((each) => each.name === name) || leaveOut(source.path, `access to class ${name}`)
    ),
    customPermissions: source.customPermissions.filter(
      (name) =>
        project.customPermissions.some((each) => each.name === name) ||
        leaveOut(source.path, `custom permission ${name}`)
    )
  });
  return {
    ...project,
    permissionSets: project.permissionSets.map(granted),
    // What other profiles grant is not known, whatever their files say.
    profiles: project.profiles.map((source) => (KNOWN_PROFILES.has(source.name) ? granted(source) : source)),
    customMetadata: withoutDangling(
      project.customMetadata,
      (record) =>
        fields(record.typeName) !== undefined &&
        [...record.values].every(([name, value]) =>
          isKnown(fields(record.typeName)!.get(name.toLowerCase()), value, schema)
        ),
      (record, name) => fields(record.typeName)!.get(name.toLowerCase())!.referenceTo[0],
      (record) => leaveOut(record.path, `a record of ${record.typeName}`)
    )
  };
}

/** Records that refer to one that is left out are left out with it. */
function withoutDangling(
  records: readonly CustomMetadataRecord[],
  isRepresentable: (record: CustomMetadataRecord) => boolean,
  target: (record: CustomMetadataRecord, field: string) => string | undefined,
  report: (record: CustomMetadataRecord) => void
): CustomMetadataRecord[] {
  const key = (typeName: string, name: string): string => `${typeName}.${name}`.toLowerCase();
  const left = new Set<string>();
  let kept = [...records];
  for (let before = -1; before !== left.size;) {
    before = left.size;
    kept = kept.filter((record) => {
      const dangles = (): boolean =>
        [...record.values].some(([name, value]) => value !== null && left.has(key(target(record, name) ?? '', value)));
      if (isRepresentable(record) && !dangles()) return true;
      left.add(key(record.typeName, record.developerName));
      report(record);
      return false;
    });
  }
  return kept;
}
