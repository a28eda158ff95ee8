/** `values()` and `valueOf()` of enums: what they yield depends on the enum, so no library signature can say it. */
import { fail, unsupported } from '../problems.ts';
import type { Expression } from '../tree.ts';
import type { ApexType } from '../types.ts';
import { STRING, typeName } from '../typing/names.ts';
import type { CallSite } from './calls.ts';

/** Null when the call is neither. */
export function checkEnumStatic(type: ApexType, site: CallSite): Expression | null {
  const { library } = site.body.services.world;
  const { position } = site;
  const name = site.name.toLowerCase();
  if (name === 'values' && site.args.length === 0) {
    if (type.kind === 'library' && type.definition.isOfFacts)
      unsupported(position, `the order of the values of ${typeName(type)}`);
    const elements = valuesOf(type).map((value): Expression => ({ kind: 'enumConstant', type, position, value }));
    return { kind: 'newCollection', type: library.list(type), position, elements };
  }
  if (name === 'valueof' && site.args.length === 1) {
    const text =
      site.body.services.conversions.convert(site.args[0]!, STRING) ?? fail(position, 'Illegal assignment to String');
    const holder = library.internal('Enum');
    const [typed] = holder ? library.members({ kind: 'library', definition: holder, args: [] }, 'valueOf') : [];
    if (!typed) unsupported(position, 'valueOf() of enums');
    const named: Expression = { kind: 'classLiteral', type: library.need('Type'), position, named: type };
    return {
      kind: 'libraryCall',
      type,
      position,
      member: typed.member,
      target: null,
      args: [named, text],
      safe: false,
      locals: []
    };
  }
  return null;
}

function valuesOf(type: ApexType): readonly string[] {
  return type.kind === 'class' || type.kind === 'library' ? type.definition.enumValues : [];
}
