/** Names that stand for schema tokens and labels. */
import { fail, OR_UNSUPPORTED, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Expression } from '../tree.ts';
import type { Position } from '../types.ts';
import { STRING } from '../typing/names.ts';

/** `Account.SObjectType`. */
export function sobjectToken(sobject: string, position: Position, body: Body): Expression {
  return {
    kind: 'sobjectToken',
    type: body.services.world.library.need('Schema.SObjectType'),
    position,
    sobject,
    describe: false
  };
}

/** `Account.Name`, the token; null when the object has no such field. */
export function fieldToken(sobject: string, name: string, position: Position, body: Body): Expression | null {
  const { world } = body.services;
  const field = world.sobjects.field(sobject, name);
  if (field)
    return {
      kind: 'fieldToken',
      type: world.library.need('Schema.SObjectField'),
      position,
      sobject,
      field: field.apiName
    };
  if (world.sobjects.parent(sobject, name))
    unsupported(position, `a field token through the relationship ${sobject}.${name}`);
  return null;
}

/** `Foo__Share.RowCause.Reason__c`: the text of a row cause; null for everything else. */
export function sharingReason(token: Expression, name: string, position: Position, body: Body): Expression | null {
  if (token.kind !== 'fieldToken' || token.field !== 'RowCause') return null;
  const causes = body.services.world.sobjects.field(token.sobject, token.field)?.picklistValues ?? [];
  const wanted = body.services.world.sobjects.withoutOwnPrefix(name);
  const cause = causes.find(({ value }) => value.toLowerCase() === wanted);
  return cause === undefined ? null : { kind: 'literal', type: STRING, position, value: cause.value };
}

/** `SObjectType.Account.FieldSets.Short`, which is the set of that name in the map of them; null for everything else. */
export function fieldSetNamed(sets: Expression, name: string, position: Position, body: Body): Expression | null {
  if (sets.kind !== 'libraryField' || sets.target?.kind !== 'sobjectToken' || sets.type.kind !== 'library') return null;
  const { library, sobjects } = body.services.world;
  const [getMap] = library.members(sets.type, 'getMap');
  if (sets.type.definition.name !== 'Schema.SObjectTypeFieldSets' || getMap?.type.kind !== 'library') return null;
  const [get] = library.members(getMap.type, 'get');
  const wanted = sobjects.withoutOwnPrefix(name);
  const found = sobjects
    .find(sets.target.sobject)
    ?.fieldSets.find(({ developerName }) => developerName.toLowerCase() === wanted);
  if (get === undefined || found === undefined) return null;
  const call = { kind: 'libraryCall', position, safe: false, locals: [] } as const;
  const map: Expression = { ...call, type: getMap.type, member: getMap.member, target: sets, args: [] };
  const key: Expression = { kind: 'literal', type: STRING, position, value: found.developerName };
  return { ...call, type: get.type, member: get.member, target: map, args: [key] };
}

/** `Schema.SObjectType.Account` and what hangs below it. */
export const describeTokens = {
  isRoot(names: readonly string[]): boolean {
    const path = names.join('.').toLowerCase();
    return path === 'schema.sobjecttype' || path === 'sobjecttype' || path === 'system.schema.sobjecttype';
  },

  object(name: string, position: Position, body: Body): Expression {
    const { world } = body.services;
    const sobject = world.sobjects.find(name);
    if (!sobject) fail(position, `Variable does not exist: ${name}${world.platform.objectName(name)}`);
    return {
      kind: 'sobjectToken',
      type: world.library.need('Schema.DescribeSObjectResult'),
      position,
      sobject: sobject.apiName,
      describe: true
    };
  },

  /** `Schema.SObjectType.Account.fields` as a value. */
  fields(sobject: string, position: Position, body: Body): Expression {
    const { library } = body.services.world;
    const [fields] = library.members(library.need('Schema.DescribeSObjectResult'), 'fields');
    if (!fields) unsupported(position, 'a map of described fields');
    const target = describeTokens.object(sobject, position, body);
    return { kind: 'libraryField', type: fields.type, position, member: fields.member, target, safe: false };
  },

  /** `Account.fields.Name`. */
  fieldToken(sobject: string, name: string, position: Position, body: Body): Expression {
    const { sobjects } = body.services.world;
    return (
      fieldToken(sobject, name, position, body) ??
      fail(position, `Variable does not exist: ${name}${sobjects.mayHave(sobject, name) ? OR_UNSUPPORTED : ''}`)
    );
  },

  /** `Schema.SObjectType.Account.fields.Name`: the described field, by way of its token. */
  field(sobject: string, name: string, position: Position, body: Body): Expression {
    const { library } = body.services.world;
    const token = describeTokens.fieldToken(sobject, name, position, body);
    const [describe] = library.members(library.need('Schema.SObjectField'), 'getDescribe');
    if (!describe) unsupported(position, 'Schema.SObjectField.getDescribe()');
    return {
      kind: 'libraryCall',
      type: describe.type,
      position,
      member: describe.member,
      target: token,
      args: [],
      safe: false,
      locals: []
    };
  }
};

/** `Page.Foo`, `System.Page.Foo`; null when it is no page. */
export function pageNamed(names: readonly string[], position: Position, body: Body): Expression | null {
  const path = names[0]!.toLowerCase() === 'system' ? names.slice(1) : names;
  if (path.length !== 2 || path[0]!.toLowerCase() !== 'page') return null;
  const { world } = body.services;
  const page = world.page(path[1]!, body.owner.file.namespace);
  if (page === null) fail(position, `Page does not exist: ${path[1]!}`);
  return { kind: 'page', type: world.library.need('PageReference'), position, page };
}

/** `Label.Foo`, `System.Label.Foo`, `Label.ns.Foo`; `'namespace'` while the name is not complete, null when it is no label. */
export function labelNamed(names: readonly string[], position: Position, body: Body): Expression | 'namespace' | null {
  const { world } = body.services;
  const path = names[0]!.toLowerCase() === 'system' ? names.slice(1) : names;
  if (path.length < 2 || path.length > 3 || path[0]!.toLowerCase() !== 'label') return null;
  const qualified = path.length === 3;
  if (qualified && world.sobjects.isOfMissingPackage(path[1]!)) unsupported(position, `labels of ${path[1]!}`);
  if (qualified && !world.isOwnNamespace(path[1]!))
    fail(position, `External string does not exist: ${path.slice(1).join('.')}`);
  const label = world.label(path[path.length - 1]!);
  if (label === null && !qualified && world.isOwnNamespace(path[1]!)) return 'namespace';
  if (label === null && !qualified && world.sobjects.isOfMissingPackage(path[1]!)) return 'namespace';
  if (label === null) fail(position, `External string does not exist: ${path[path.length - 1]!}`);
  return { kind: 'label', type: STRING, position, label };
}
