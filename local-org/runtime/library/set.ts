/** System.Set. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { ApexSet } from '../values/collections.ts';
import type { ApexList } from '../values/collections.ts';
import { deepEquals } from '../values/equality.ts';
import { hashCode } from '../values/keys.ts';
import { textOf } from '../values/text.ts';
import { iteratorOf } from './iteration.ts';
import { given } from './members.ts';

type Collection = ApexList | ApexSet | null;

const elementsOf = (collection: Collection): readonly unknown[] => given(collection).toArray();
const newSet = (type: RuntimeType, elements: Collection): ApexSet => new ApexSet(type, elementsOf(elements));
const containsAll = (self: ApexSet, elements: Collection): boolean =>
  elementsOf(elements).every((element) => self.contains(element));

/** Did the set change? Every element is taken in turn. */
const addAll = (self: ApexSet, elements: Collection): boolean =>
  elementsOf(elements)
    .map((element) => self.add(element))
    .includes(true);
const removeAll = (self: ApexSet, elements: Collection): boolean =>
  elementsOf(elements)
    .map((element) => self.remove(element))
    .includes(true);

function retainAll(self: ApexSet, elements: Collection): boolean {
  const kept = new ApexSet(self.type, elementsOf(elements));
  return self
    .toArray()
    .filter((element) => !kept.contains(element))
    .map((element) => self.remove(element))
    .includes(true);
}

export const setType: LibraryType = libraryType(
  'Set',
  { parameters: ['E'], implements: ['Iterable<E>'], isInstance: (value) => value instanceof ApexSet },
  {
    'new()': (type: RuntimeType) => new ApexSet(type),
    'new(Set<E> elements)': newSet,
    'new(List<E> elements)': newSet,

    'Boolean add(E element)': (self: ApexSet, element: unknown) => self.add(element),
    'Boolean addAll(List<E> elements)': addAll,
    'Boolean addAll(Set<E> elements)': addAll,
    'void clear()': (self: ApexSet) => self.clear(),
    'Set<E> clone()': (self: ApexSet) => new ApexSet(self.type, self.toArray()),
    'Boolean contains(E element)': (self: ApexSet, element: unknown) => self.contains(element),
    'Boolean containsAll(List<E> elements)': containsAll,
    'Boolean containsAll(Set<E> elements)': containsAll,
    'Boolean equals(Object other)': (self: ApexSet, other: unknown) => deepEquals(self, other),
    'Integer hashCode()': (self: ApexSet) => hashCode(self),
    'Boolean isEmpty()': (self: ApexSet) => self.size === 0,
    'Iterator<E> iterator()': (self: ApexSet) => iteratorOf(self),
    'Boolean remove(E element)': (self: ApexSet, element: unknown) => self.remove(element),
    'Boolean removeAll(List<E> elements)': removeAll,
    'Boolean removeAll(Set<E> elements)': removeAll,
    'Boolean retainAll(List<E> elements)': retainAll,
    'Boolean retainAll(Set<E> elements)': retainAll,
    'Integer size()': (self: ApexSet) => self.size,
    'String toString()': (self: ApexSet) => textOf(self)
  }
);
