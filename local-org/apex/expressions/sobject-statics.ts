/**
 * Static methods of custom settings and custom metadata types: `Foo__c.getOrgDefaults()`, `Region__mdt.getAll()`. The
 * library declares each kind once, in types source code cannot name, with the object's token as first parameter and
 * `SObject` where the object's own type belongs. So it does with classes that have the name of an object, such as
 * `BusinessHours`, whose methods take no token.
 */
import type { ObjectKind } from '../../metadata/schema.ts';
import { sobjectType } from '../sobjects.ts';
import type { Expression } from '../tree.ts';
import type { ApexType } from '../types.ts';
import { isGenericSObject } from '../typing/names.ts';
import { chooseOverload } from '../typing/overloads.ts';
import type { CallSite } from './calls.ts';
import { sobjectToken } from './tokens.ts';

const HOLDERS: Partial<Record<ObjectKind, string>> = {
  customMetadata: 'SObject.CustomMetadata',
  hierarchySetting: 'SObject.HierarchySetting',
  listSetting: 'SObject.ListSetting'
};

/** Null when the object has no such method. */
export function checkSObjectStatic(objectName: string, site: CallSite): Expression | null {
  if (site.name.toLowerCase() === 'getsobjecttype' && site.args.length === 0)
    return sobjectToken(objectName, site.position, site.body);
  const { world, conversions } = site.body.services;
  const holder = HOLDERS[world.sobjects.find(objectName)?.kind ?? 'standard'];
  const definition = world.library.internal(holder ?? `SObject.${objectName}`);
  if (!definition) return null;
  const overloads = world.library
    .members({ kind: 'library', definition, args: [] }, site.name)
    .filter(({ member }) => member.isStatic);
  const choice = chooseOverload(
    overloads,
    holder === undefined ? site.args : [sobjectToken(objectName, site.position, site.body), ...site.args],
    conversions
  );
  if (choice.kind !== 'one') return null;
  const { member, type } = choice.overload;
  return {
    kind: 'libraryCall',
    type: concrete(type, objectName),
    position: site.position,
    member,
    target: null,
    args: choice.args,
    safe: false,
    locals: []
  };
}

function concrete(type: ApexType, objectName: string): ApexType {
  if (isGenericSObject(type)) return sobjectType(objectName);
  return type.kind === 'library' ? { ...type, args: type.args.map((arg) => concrete(arg, objectName)) } : type;
}
