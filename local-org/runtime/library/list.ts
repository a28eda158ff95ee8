/** System.List. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { collectionOperations } from '../machine/data-operations.ts';
import { addElement, addElements, insertElement, setElement } from '../machine/element-store.ts';
import { implementationOf } from '../machine/invoke-interface.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import type { ApexSet } from '../values/collections.ts';
import { ApexList } from '../values/collections.ts';
import { deepEquals } from '../values/equality.ts';
import { hashCode } from '../values/keys.ts';
import { textOf } from '../values/text.ts';
import { deepCloneOf } from './deep-clone.ts';
import { iteratorOf } from './iteration.ts';
import { given } from './members.ts';
import { compareNatural } from './ordering.ts';

const COMPARE = 'Comparator.Integer compare(T left, T right)';

export const comparableTypes: LibraryType[] = [
  libraryType('Comparable', { kind: 'interface' }, { 'Integer compareTo(Object other)': null }),
  libraryType('Comparator', { kind: 'interface', parameters: ['T'] }, { 'Integer compare(T left, T right)': null })
];

export const listType: LibraryType = libraryType(
  'List',
  { parameters: ['E'], implements: ['Iterable<E>'], isInstance: (value) => value instanceof ApexList },
  {
    'new()': (type: RuntimeType) => new ApexList(type),
    // As many nulls (apexfarm/ApexTestKit fills them in by their index).
    'new(Integer size)': (type: RuntimeType, size: number | null) => collectionOperations.newArray(type, size),
    'new(List<E> elements)': (type: RuntimeType, elements: ApexList | null) =>
      new ApexList(type, [...given(elements).toArray()]),
    'new(Set<E> elements)': (type: RuntimeType, elements: ApexSet | null) =>
      new ApexList(type, given(elements).toArray()),

    'void add(E element)': addElement,
    'void add(Integer index, E element)': (self: ApexList, index: number | null, element: unknown) =>
      insertElement(self, given(index), element),
    'void addAll(List<E> elements)': (self: ApexList, elements: ApexList | null) =>
      addElements(self, given(elements).toArray()),
    'void addAll(Set<E> elements)': (self: ApexList, elements: ApexSet | null) =>
      addElements(self, given(elements).toArray()),
    'void clear()': (self: ApexList) => self.clear(),
    'List<E> clone()': (self: ApexList) => new ApexList(self.type, [...self.toArray()]),
    'Boolean contains(E element)': (self: ApexList, element: unknown) => indexOf(self, element) >= 0,
    'List<E> deepClone()': (self: ApexList) => deepCloneList(self, false, false, false),
    'List<E> deepClone(Boolean preserveId)': (self: ApexList, id: boolean | null) =>
      deepCloneList(self, given(id), false, false),
    'List<E> deepClone(Boolean preserveId, Boolean preserveReadonlyTimestamps)': (
      self: ApexList,
      id: boolean | null,
      timestamps: boolean | null
    ) => deepCloneList(self, given(id), given(timestamps), false),
    'List<E> deepClone(Boolean preserveId, Boolean preserveReadonlyTimestamps, Boolean preserveAutonumber)': (
      self: ApexList,
      id: boolean | null,
      timestamps: boolean | null,
      autonumber: boolean | null
    ) => deepCloneList(self, given(id), given(timestamps), given(autonumber)),
    'Boolean equals(Object other)': (self: ApexList, other: unknown) => deepEquals(self, other),
    'E get(Integer index)': (self: ApexList, index: number | null) => self.get(given(index)),
    'Integer hashCode()': (self: ApexList) => hashCode(self),
    'Integer indexOf(E element)': indexOf,
    'Boolean isEmpty()': (self: ApexList) => self.size === 0,
    'Iterator<E> iterator()': (self: ApexList) => iteratorOf(self),
    'E remove(Integer index)': (self: ApexList, index: number | null) => self.remove(given(index)),
    'void set(Integer index, E element)': (self: ApexList, index: number | null, element: unknown) =>
      setElement(self, given(index), element),
    'Integer size()': (self: ApexList) => self.size,
    'void sort()': (self: ApexList) => self.replaceAll([...self.toArray()].sort(compareNatural)),
    'void sort(Comparator<E> order)': (self: ApexList, order: unknown) => {
      const compare = implementationOf(given(order), COMPARE);
      self.replaceAll([...self.toArray()].sort((left, right) => compare(left, right) as number));
    },
    'String toString()': (self: ApexList) => textOf(self)
  }
);

function indexOf(list: ApexList, element: unknown): number {
  return list.toArray().findIndex((item) => deepEquals(item, element));
}

function deepCloneList(list: ApexList, id: boolean, timestamps: boolean, autonumber: boolean): ApexList {
  return new ApexList(
    list.type,
    list.toArray().map((item) => deepCloneOf(item, { id, timestamps, autonumber }))
  );
}
