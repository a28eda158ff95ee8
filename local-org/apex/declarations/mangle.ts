import type { ApexType } from '../types.ts';
import { typeName } from '../typing/names.ts';

const ESCAPES: Readonly<Record<string, string>> = { '<': '$L', '>': '$R', ',': '$C', '.': '$D' };

/**
 * A JavaScript identifier for a method: lower-case name and parameter types, so that an override gets the name of what
 * it overrides and overloads differ. A private method cannot be overridden: its class is part of its name.
 */
export function mangle(name: string, parameters: readonly ApexType[], privateTo: string | null): string {
  const base = name === '<init>' ? 'init' : name.toLowerCase();
  const owner = privateTo === null ? '' : `$$${privateTo.toLowerCase().replace('.', '$D')}`;
  const signature = [
    base,
    ...parameters.map((type) =>
      typeName(type)
        .toLowerCase()
        .replace(/[<>,.]/g, (character) => ESCAPES[character]!)
    )
  ].join('$');
  return signature + owner;
}
