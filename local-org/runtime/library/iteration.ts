/** Iterable and Iterator: for collections of the library and for project classes. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException } from '../machine/errors.ts';
import { implementationOf, implementsMember } from '../machine/invoke-interface.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { ApexList, ApexSet } from '../values/collections.ts';

/** What `list.iterator()` gives. Unlike a for-each loop it does not keep the collection from changing. */
export class ApexIterator {
  /** `ListIterator<Id>`. */
  readonly type: RuntimeType;
  readonly #source: Iterator<unknown, unknown>;
  #ahead: IteratorResult<unknown, unknown> | null = null;

  constructor(type: RuntimeType, source: Iterable<unknown>) {
    this.type = type;
    this.#source = source[Symbol.iterator]();
  }

  hasNext(): boolean {
    this.#ahead ??= this.#source.next();
    return this.#ahead.done !== true;
  }

  /** @throws System.NoSuchElementException after the last element */
  next(): unknown {
    if (!this.hasNext()) throw apexException('NoSuchElementException', 'Iterator has no more elements.');
    const { value } = this.#ahead!;
    this.#ahead = null;
    return value;
  }
}

/** The iterator of a List or Set. */
export function iteratorOf(collection: ApexList | ApexSet): ApexIterator {
  return new ApexIterator(runtimeType(`ListIterator<${collection.type.args[0]!.name}>`), collection.toArray());
}

/** Elements of a List, Set, or of an object that implements Iterable; null for other values. */
export function apexIterable(value: unknown): Iterable<unknown> | null {
  if (value instanceof ApexList || value instanceof ApexSet) return value;
  if (!implementsMember(value, 'Iterable.Iterator<E> iterator()')) return null;
  const iterator = implementationOf(value, 'Iterable.Iterator<E> iterator()')();
  return drain(
    implementationOf(iterator, 'Iterator.Boolean hasNext()'),
    implementationOf(iterator, 'Iterator.E next()')
  );
}

function* drain(hasNext: () => unknown, next: () => unknown): Generator<unknown, void, undefined> {
  while (hasNext() === true) yield next();
}

export const iterationTypes: LibraryType[] = [
  libraryType('Iterator', { parameters: ['E'], kind: 'interface' }, { 'Boolean hasNext()': null, 'E next()': null }),
  libraryType('Iterable', { parameters: ['E'], kind: 'interface' }, { 'Iterator<E> iterator()': null }),
  libraryType(
    'ListIterator',
    { parameters: ['E'], implements: ['Iterator<E>'], isInstance: (value) => value instanceof ApexIterator },
    {
      'Boolean hasNext()': (self: ApexIterator) => self.hasNext(),
      'E next()': (self: ApexIterator) => self.next()
    }
  )
];
