/** The name of a value's type as messages print it. */
import { notSupported } from './errors.ts';
import { isIdText } from './ids.ts';
import { typeOf } from './instance-of.ts';
import type { RuntimeType } from './runtime-type.ts';

/** @param near any type of the same program */
export function printedType(value: unknown, near: RuntimeType): string {
  // Ids are texts here, and the message would name one or the other.
  if (typeof value === 'string' && isIdText(value))
    notSupported('the type of a text that could be an Id, in a message');
  return (typeOf(value, near.registry)?.name ?? 'Object').replace(/\bObject\b/g, 'ANY');
}
