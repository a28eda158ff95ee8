/** Which types include which others, at run time. */
import type { RuntimeType } from './runtime-type.ts';

/** Does a variable of type `target` accept every value of type `source`? */
export function isAssignable(target: RuntimeType, source: RuntimeType): boolean {
  if (target === source) return true;
  if (target.name === 'Object') return true;
  if (target.kind === 'sobject') return target.name === 'SObject' && source.kind === 'sobject';
  if (target.kind === 'primitive') return target.name === 'String' && source.name === 'Id';
  if (target.args.length > 0 && target.baseName === source.baseName) return argumentsAssignable(target, source);
  return supertypes(source).some((parent) => isAssignable(target, parent));
}

/**
 * Lists convert with their elements and maps with their values, `SObject` and concrete sObjects both ways; sets and
 * the keys of maps convert not at all. Observed on the platform: https://salesforce.stackexchange.com/posts/145444.
 */
function argumentsAssignable(target: RuntimeType, source: RuntimeType): boolean {
  const [first, second] = target.args;
  const [sourceFirst, sourceSecond] = source.args;
  if (first === undefined || sourceFirst === undefined) return false;
  switch (target.baseName) {
    case 'Set':
      return first === sourceFirst;
    case 'Map':
      return (
        first === sourceFirst &&
        second !== undefined &&
        sourceSecond !== undefined &&
        (isAssignable(second, sourceSecond) || sobjectCompatible(second, sourceSecond))
      );
    default:
      return isAssignable(first, sourceFirst) || sobjectCompatible(first, sourceFirst);
  }
}

function sobjectCompatible(first: RuntimeType, second: RuntimeType): boolean {
  return (
    first.kind === 'sobject' && second.kind === 'sobject' && (first.name === 'SObject' || second.name === 'SObject')
  );
}

/** Parent class and interfaces, with type arguments filled in. */
export function supertypes(type: RuntimeType): RuntimeType[] {
  const definition = type.definition;
  if (definition) return [...(definition.superclass ? [definition.superclass] : []), ...definition.interfaces];
  const library = type.library;
  if (!library) return [];
  const names = [...(library.extends === undefined ? [] : [library.extends]), ...library.implements];
  return names.map((name) => type.registry.get(fillParameters(name, library.parameters, type.args)));
}

function fillParameters(name: string, parameters: readonly string[], args: readonly RuntimeType[]): string {
  return name.replace(/\b\w+\b/g, (word) => {
    const at = parameters.indexOf(word);
    return at < 0 ? word : (args[at]?.name ?? word);
  });
}
