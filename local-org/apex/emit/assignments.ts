/** `=`, `+=`, `++` and their like. A target is evaluated before the value, and once. */
import type { Assignment, Expression, FieldAccess, Target, Update } from '../tree.ts';
import { emitExpression, isNeverNull, isPure } from './expressions.ts';
import { at } from './marks.ts';
import { fieldKey, getterKey, isPlainRead, isPlainWrite, localName, quote, setterKey } from './names.ts';
import type { FunctionScope } from './scope.ts';

/** A target whose parts are evaluated. */
interface Place {
  /** Expressions to evaluate first, in order. */
  readonly setup: readonly string[];
  readonly read: string;
  /** An expression; its own value is of no interest. */
  readonly write: (value: string) => string;
}

/** With `wantsValue` false the result is good as a statement only. */
export function emitAssignment(node: Assignment, scope: FunctionScope, wantsValue: boolean): string {
  if (node.target.kind === 'local')
    return `(${localName(node.target.variable)} = ${emitExpression(node.value, scope)})`;
  const place = emitPlace(node.target, scope);
  const value = emitExpression(node.value, scope);
  if (isPure(node.value)) return sequence([...place.setup, place.write(value)], wantsValue ? value : null);
  const variable = scope.temporary();
  return sequence([...place.setup, `${variable} = ${value}`, place.write(variable)], wantsValue ? variable : null);
}

export function emitUpdate(node: Update, scope: FunctionScope, wantsValue: boolean): string {
  if (node.target.kind === 'local' && (!wantsValue || node.yields === 'new')) {
    const name = localName(node.target.variable);
    return `(${name} = ${scope.withCurrentValue(name, () => emitExpression(node.result, scope))})`;
  }
  const old = scope.temporary();
  const place = emitPlace(node.target, scope);
  const result = scope.withCurrentValue(old, () => emitExpression(node.result, scope));
  const steps = [...place.setup, `${old} = ${place.read}`];
  if (!wantsValue) return sequence([...steps, place.write(result)], null);
  if (node.yields === 'old') return sequence([...steps, place.write(result)], old);
  const updated = scope.temporary();
  return sequence([...steps, `${updated} = ${result}`, place.write(updated)], updated);
}

function sequence(steps: readonly string[], value: string | null): string {
  return `(${(value === null ? steps : [...steps, value]).join(', ')})`;
}

function emitPlace(target: Target, scope: FunctionScope): Place {
  const mark = at(target.position);
  switch (target.kind) {
    case 'local': {
      const name = localName(target.variable);
      return { setup: [], read: name, write: (value) => `${name} = ${value}` };
    }
    case 'field':
      return emitFieldPlace(target, scope);
    case 'libraryField': {
      const [setup, object] = target.target === null ? [[], 'null'] : remember(target.target, scope);
      const { member } = target;
      return {
        setup,
        read: `${mark}${scope.pool.getter(member)}(${object})`,
        write: (value) => `${mark}${scope.pool.setter(member)}(${object}, ${value})`
      };
    }
    case 'sobjectField':
      return recordPlace(target.target, 'Field', target.field, mark, scope);
    case 'sobjectParent':
      return recordPlace(target.target, 'Parent', target.relationship, mark, scope);
    case 'element': {
      const [setup, list] = remember(target.target, scope);
      const index = scope.temporary();
      return {
        setup: [...setup, `${index} = ${emitExpression(target.index, scope)}`],
        read: `${mark}$.getElement(${list}, ${index})`,
        write: (value) => `${mark}$.setElement(${list}, ${index}, ${value})`
      };
    }
  }
}

function recordPlace(
  record: Expression,
  what: 'Field' | 'Parent',
  name: string,
  mark: string,
  scope: FunctionScope
): Place {
  const [setup, object] = remember(record, scope);
  return {
    setup,
    read: `${mark}$.get${what}(${object}, ${quote(name)})`,
    write: (value) => `${mark}$.set${what}(${object}, ${quote(name)}, ${value})`
  };
}

function emitFieldPlace(target: FieldAccess, scope: FunctionScope): Place {
  const { field } = target;
  const mark = at(target.position);
  const backing = target.direct && scope.accessorOf === field;
  const key = fieldKey(field);
  const property = backing || !isPlainWrite(field) ? null : scope.pool.coverProperty(field, scope.owner);
  const touched = property === null ? [] : [property];
  if (target.target === null) {
    const statics = `${mark}${scope.pool.statics(field.owner)}()`;
    const type = `${scope.pool.classReference(field.owner)}()`;
    return {
      setup: touched,
      read: backing || isPlainRead(field) ? `${statics}.${key}` : `${type}${mark}[${quote(getterKey(field))}]()`,
      write: (value) =>
        backing || isPlainWrite(field)
          ? `${statics}.${key} = ${value}`
          : `${type}${mark}[${quote(setterKey(field))}](${value})`
    };
  }
  const inherited = target.direct && !backing && field.property !== null;
  const [setup, object] = inherited ? [[], 'super'] : rememberObject(target.target, scope);
  return {
    setup: [...setup, ...touched],
    read:
      (backing || isPlainRead(field)) && !inherited
        ? `${object}.${key}`
        : `${object}${mark}[${quote(getterKey(field))}]()`,
    write: (value) =>
      (backing || isPlainWrite(field)) && !inherited
        ? `${object}.${key} = ${value}`
        : `${object}${mark}[${quote(setterKey(field))}](${value})`
  };
}

/** Evaluates a target once. The functions that use it check for null themselves. */
function remember(target: Expression, scope: FunctionScope): [setup: string[], code: string] {
  const code = emitExpression(target, scope);
  if (target.kind === 'this') return [[], code];
  const variable = scope.temporary();
  return [[`${variable} = ${code}`], variable];
}

/** Evaluates the object of a field access; the null check comes when the field is touched, after the value. */
function rememberObject(target: Expression, scope: FunctionScope): [setup: string[], code: string] {
  const [setup, code] = remember(target, scope);
  return [setup, isNeverNull(target) ? code : `${at(target.position)}$.notNull(${code})`];
}
