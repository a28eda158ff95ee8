/**
 * A list keeps the element type that it was made with, whatever the variable that holds it, and takes nothing else.
 * Apex Developer Guide, "Collection Casting"; the message as glade-sh/glade has it.
 */
import type { ApexList } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { ApexObject } from './apex-object.ts';
import { apexException } from './errors.ts';
import { printedType } from './printed-type.ts';
import type { RuntimeType } from './runtime-type.ts';

/** @throws System.TypeException `Collection store exception adding Contact to List<Account>` */
function checkElement(list: ApexList, value: unknown): void {
  const element = list.type.args[0];
  if (element === undefined || value === null || isOfType(element, value)) return;
  throw apexException(
    'TypeException',
    `Collection store exception adding ${printedType(value, element)} to ${list.type.name}`
  );
}

/** The usual cases first: lists are filled in loops. */
function isOfType(element: RuntimeType, value: unknown): boolean {
  if (element.kind === 'primitive')
    // What is no id has been refused by its conversion, or is one of 15 characters.
    return element.name === 'Object' || element.name === 'Id' || element.isInstance(value);
  if (value instanceof SObjectRecord && (element.name === 'SObject' || element.name === value.typeName)) return true;
  if (value instanceof ApexObject && value.apexType === element) return true;
  return element.isInstance(value);
}

export function addElement(list: ApexList, value: unknown): void {
  checkElement(list, value);
  list.add(value);
}

export function insertElement(list: ApexList, index: number, value: unknown): void {
  checkElement(list, value);
  list.insert(index, value);
}

export function setElement(list: ApexList, index: number, value: unknown): void {
  checkElement(list, value);
  list.set(index, value);
}

export function addElements(list: ApexList, values: readonly unknown[]): void {
  for (const value of values) checkElement(list, value);
  list.addAll(values);
}
