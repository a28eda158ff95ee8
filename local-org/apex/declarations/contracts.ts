/** When one method stands for another: by its signature, as the implementation of a contract, by its result. */
import type { MethodSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import type { Conversions } from '../typing/conversions.ts';
import type { TypedMember } from '../typing/library-index.ts';
import { sameParameters } from '../typing/members.ts';
import { isPrimitive, sameType, typeName } from '../typing/names.ts';

export function returnTypesClash(method: MethodSymbol, inherited: MethodSymbol): string {
  const [own, other] = [method, inherited].map(({ returnType }) => typeName(returnType));
  return `Method return types clash: ${own!} vs ${other!} from the type ${method.owner.qualifiedName}`;
}

/** Does the method name a type that is not known? */
export function isUnknown({ returnType, parameters }: MethodSymbol): boolean {
  return returnType.kind === 'unknown' || parameters.some(({ type }) => type.kind === 'unknown');
}

export function sameSignature(a: MethodSymbol, b: MethodSymbol): boolean {
  return (
    a.name.toLowerCase() === b.name.toLowerCase() &&
    sameParameters(
      a.parameters.map((parameter) => parameter.type),
      b.parameters.map((parameter) => parameter.type)
    )
  );
}

/**
 * Same name, and parameters that take what the contract's parameters hold: Salesforce takes such a method as the
 * implementation of an interface's, though not as an override (public code: apexfarm/ApexTestKit).
 */
export function isWider(method: MethodSymbol, contract: MethodSymbol, conversions: Conversions): boolean {
  return (
    method.name.toLowerCase() === contract.name.toLowerCase() &&
    method.parameters.length === contract.parameters.length &&
    method.parameters.every(({ type }, index) => conversions.distance(contract.parameters[index]!.type, type) !== null)
  );
}

function isIdForText(from: ApexType, to: ApexType): boolean {
  return isPrimitive(from, 'Id') && isPrimitive(to, 'String');
}

/** Values of the one are values of the other as they are, without becoming something else on the way. */
export function isSameValue(from: ApexType, to: ApexType): boolean {
  const isReference = (type: ApexType): boolean => !isPrimitive(type) || isPrimitive(type, 'Object');
  return sameType(from, to) || isReference(to) || isIdForText(from, to);
}

/** Same name; same parameters, where lists of sObjects may name the object; a result that is one of the member's. */
export function implementsMember(method: MethodSymbol, typed: TypedMember, conversions: Conversions): boolean {
  if (
    method.name.toLowerCase() !== typed.member.name.toLowerCase() ||
    method.parameters.length !== typed.parameters.length
  )
    return false;
  const own = method.parameters.map((parameter) => parameter.type);
  const parametersFit =
    sameParameters(own, typed.parameters) ||
    own.every(
      (type, index) =>
        sameType(type, typed.parameters[index]!) || narrowsRecords(typed.parameters[index]!, type, conversions)
    );
  if (!parametersFit) return false;
  return typed.type.kind === 'void'
    ? method.returnType.kind === 'void'
    : conversions.isSubtype(method.returnType, typed.type) ||
        // `Id` for `String` (SalesforceFoundation/NPSP implements FinalizerContext.getRequestId so).
        isIdForText(method.returnType, typed.type) ||
        narrowsRecords(typed.type, method.returnType, conversions);
}

/** `List<Account>` for `List<SObject>` (tests of SalesforceFoundation/NPSP). */
function narrowsRecords(wide: ApexType, narrow: ApexType, conversions: Conversions): boolean {
  return (
    wide.kind === 'library' &&
    narrow.kind === 'library' &&
    wide.args[0]?.kind === 'sobject' &&
    conversions.distance(narrow, wide) !== null
  );
}
