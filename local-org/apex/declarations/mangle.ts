import type { ApexType } from '../types.ts';
import { typeName } from '../typing/names.ts';

const ESCAPES: Readonly<Record<string, string>> = { '<': '$L', '>': '$R', ',': '$C', '.': '$D' };

/**
 * A JavaScript identifier for a method: lower-case name and parameter types, so that an override gets the name of what
 * it overrides and overloads differ.
 */
export function mangle(name: string, parameters: readonly ApexType[]): string {
  const base = name === '<init>' ? 'init' : name.toLowerCase();
  return [base, ...parameters.map((type) => typeName(type).toLowerCase().replace(/[<>,.]/g, (character) => ESCAPES[character]!))].join('$');
}
