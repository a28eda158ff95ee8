/** Share and History objects, which the platform makes beside another object. */
import { makeField } from './field-flags.ts';
import type { ObjectDefinition, SharingReason } from './project.ts';
import type { FieldSchema, ObjectSchema } from './schema.ts';

/** Sharing models without a Share object: nothing to share, or shared with the parent. */
const NO_SHARES = new Set(['ReadWrite', 'ReadWriteTransfer', 'FullAccess', 'ControlledByParent']);
const STANDARD_WITH_SHARES = new Set(['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Campaign', 'User']);
const STANDARD_WITH_HISTORY = new Set(['Account', 'Contact', 'Lead', 'Opportunity', 'Case']);

export function companionObjects(
  objects: Iterable<ObjectSchema>,
  definitions: ReadonlyMap<string, ObjectDefinition>,
  reasons: ReadonlyMap<string, readonly SharingReason[]>
): ObjectSchema[] {
  const found: ObjectSchema[] = [];
  for (const object of [...objects]) {
    const definition = definitions.get(object.apiName);
    const shares = definition
      ? definition.kind === 'custom' &&
        !NO_SHARES.has(definition.sharingModel ?? 'ReadWrite') &&
        object.fields.has('ownerid')
      : STANDARD_WITH_SHARES.has(object.apiName);
    const history = definition
      ? definition.kind === 'custom' && definition.enableHistory
      : STANDARD_WITH_HISTORY.has(object.apiName);
    if (shares)
      found.push(definition ? customShare(object, definition, reasons.get(object.apiName) ?? []) : share(object));
    if (history) found.push(historyOf(object));
  }
  return found;
}

function share(parent: ObjectSchema): ObjectSchema {
  const parentField = parent.custom ? 'ParentId' : `${parent.apiName}Id`;
  const access = parent.custom ? 'AccessLevel' : `${parent.apiName}AccessLevel`;
  return companion(
    parent,
    parent.custom ? parent.apiName.replace(/__c$/, '__Share') : `${parent.apiName}Share`,
    'Share',
    [
      link(parentField, 'Parent ID', [parent.apiName], parent.custom ? 'Parent' : parent.apiName),
      makeField({
        apiName: access,
        label: 'Access Level',
        type: 'picklist',
        length: 40,
        nillable: false,
        restrictedPicklist: true,
        picklistValues: ['Read', 'Edit', 'All'].map((value) => ({
          value,
          label: value,
          active: true,
          isDefault: false
        }))
      }),
      link('UserOrGroupId', 'User/Group ID', ['Group', 'User'], 'UserOrGroup'),
      makeField({ apiName: 'RowCause', label: 'Row Cause', type: 'picklist', length: 40, nillable: true })
    ]
  );
}

/** Every Share object of a custom object has this prefix. */
const SHARE_PREFIX = '02c';

/** Shares of a custom object, which the local org keeps (`store/shares.ts`). */
function customShare(
  parent: ObjectSchema,
  definition: ObjectDefinition,
  reasons: readonly SharingReason[]
): ObjectSchema {
  const described = share(parent);
  const fields = new Map(described.fields);
  const put = (field: FieldSchema) => fields.set(field.apiName.toLowerCase(), field);
  for (const name of ['parentid', 'userorgroupid']) put({ ...fields.get(name)!, updateable: false });
  put(
    makeField({
      apiName: 'RowCause',
      label: 'Row Cause',
      type: 'picklist',
      length: 40,
      updateable: false,
      defaultedOnCreate: true,
      restrictedPicklist: true,
      picklistValues: [
        ...['Owner', 'Manual', 'Rule', 'ImplicitChild', 'ImplicitParent', 'Team'].map((name) => ({
          name,
          label: name
        })),
        ...reasons
      ].map(({ name, label }) => ({ value: name, label, active: true, isDefault: name === 'Manual' }))
    })
  );
  const readOnly = { createable: false, updateable: false, nillable: false, defaultedOnCreate: true } as const;
  put(makeField({ ...readOnly, apiName: 'LastModifiedDate', label: 'Last Modified Date', type: 'datetime' }));
  put({ ...link('LastModifiedById', 'Last Modified By ID', ['User'], 'LastModifiedBy'), ...readOnly });
  put(makeField({ ...readOnly, apiName: 'IsDeleted', label: 'Deleted', type: 'boolean' }));
  return {
    ...described,
    keyPrefix: SHARE_PREFIX,
    sharedAs: definition.sharingModel === 'Read' ? 'Read' : 'Private',
    createable: true,
    updateable: true,
    deletable: true,
    fields
  };
}

function historyOf(parent: ObjectSchema): ObjectSchema {
  const parentField = parent.custom ? 'ParentId' : `${parent.apiName}Id`;
  return companion(
    parent,
    parent.custom ? parent.apiName.replace(/__c$/, '__History') : `${parent.apiName}History`,
    'History',
    [
      link(parentField, 'Parent ID', [parent.apiName], parent.custom ? 'Parent' : parent.apiName),
      makeField({ apiName: 'Field', label: 'Changed Field', type: 'picklist', length: 255, nillable: false }),
      makeField({ apiName: 'OldValue', label: 'Old Value', type: 'anyType', length: 255 }),
      makeField({ apiName: 'NewValue', label: 'New Value', type: 'anyType', length: 255 })
    ]
  );
}

function link(apiName: string, label: string, referenceTo: readonly string[], relationshipName: string): FieldSchema {
  return makeField({
    apiName,
    label,
    type: 'reference',
    length: 18,
    nillable: false,
    referenceTo,
    relationshipName,
    namePointing: referenceTo.length > 1
  });
}

/** Described as the platform does; the local org does not fill them, so queries on them are refused (soql). */
function companion(parent: ObjectSchema, apiName: string, what: string, fields: readonly FieldSchema[]): ObjectSchema {
  const id = makeField({
    apiName: 'Id',
    label: `${what} ID`,
    type: 'id',
    length: 18,
    nillable: false,
    createable: false,
    updateable: false,
    idLookup: true,
    defaultedOnCreate: true
  });
  return {
    apiName,
    label: `${parent.label} ${what}`,
    labelPlural: `${parent.label} ${what}`,
    keyPrefix: '',
    kind: 'companion',
    custom: parent.custom,
    queryable: true,
    createable: false,
    updateable: false,
    deletable: false,
    undeletable: false,
    searchable: false,
    setup: false,
    visibility: 'Public',
    fields: new Map([id, ...fields].map((field) => [field.apiName.toLowerCase(), field])),
    recordTypes: [],
    fieldSets: [],
    childRelationships: [],
    source: parent.source
  };
}
