/**
 * Apex List, Set and Map. They carry their run-time type (`List<Id>`), keep insertion order, and refuse changes while a
 * for-each loop runs over them and, when read-only (Trigger.new, key sets), the changes that Salesforce refuses.
 */
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { HashTable } from './hash-table.ts';
import { FIRST_MEASURE, grown } from './heap.ts';

const READ_ONLY = 'Collection is read-only';

export class ApexList implements Iterable<unknown> {
  readonly type: RuntimeType;
  #items: unknown[];
  #iterations = 0;
  /** Elements put between others so far. */
  #insertions = 0;
  #readOnly = false;
  #measureAt = FIRST_MEASURE;

  /** Takes over `items`; the caller must not keep using the array. */
  constructor(type: RuntimeType, items: unknown[] = []) {
    this.type = type;
    this.#items = items;
  }

  get size(): number {
    return this.#items.length;
  }

  /** @throws System.ListException `List index out of bounds: 3` */
  get(index: number): unknown {
    this.#checkIndex(index, this.#items.length - 1);
    return this.#items[index];
  }

  /** @throws System.ListException when there is no such element; System.FinalException when read-only */
  set(index: number, value: unknown): void {
    this.#checkIndex(index, this.#items.length - 1);
    if (this.#readOnly) throw apexException('FinalException', READ_ONLY);
    this.#items[index] = value;
  }

  add(value: unknown): void {
    this.#checkModifiable();
    this.#items.push(value);
    this.#measureAt = grown(this, this.#items.length, this.#measureAt, value);
  }

  addAll(values: Iterable<unknown>): void {
    this.#checkModifiable();
    // A list may be added to itself, so the values are read before the first is added.
    for (const value of [...values]) this.#items.push(value);
    this.#measureAt = grown(this, this.#items.length, this.#measureAt, null);
  }

  /**
   * While a loop runs over the list too, unlike `add` at the end (benahm/TestDataFactory, `addRelationshipName`); how
   * such a loop would go on is not known.
   * @throws System.ListException when the index is beyond the end
   */
  insert(index: number, value: unknown): void {
    this.#checkIndex(index, this.#items.length);
    if (this.#readOnly) throw apexException('FinalException', READ_ONLY);
    this.#items.splice(index, 0, value);
    this.#insertions += 1;
    this.#measureAt = grown(this, this.#items.length, this.#measureAt, value);
  }

  /** The removed element. */
  remove(index: number): unknown {
    this.#checkIndex(index, this.#items.length - 1);
    this.#checkModifiable();
    return this.#items.splice(index, 1)[0];
  }

  clear(): void {
    this.#checkModifiable();
    this.#items = [];
  }

  /** Puts all elements in a new order, or replaces them. */
  replaceAll(items: unknown[]): void {
    this.#checkModifiable();
    this.#items = items;
  }

  /** From now on every change is refused (`Trigger.new`). */
  makeReadOnly(): this {
    this.#readOnly = true;
    return this;
  }

  /** The elements, for reading only. */
  toArray(): readonly unknown[] {
    return this.#items;
  }

  /** Until the iteration ends, adding and removing is refused. */
  *[Symbol.iterator](): Generator<unknown, void, undefined> {
    this.#iterations += 1;
    const before = this.#insertions;
    try {
      for (const item of this.#items) {
        yield item;
        if (this.#insertions !== before) notSupported('a loop over a list that goes on after List.add(index, element)');
      }
    } finally {
      this.#iterations -= 1;
    }
  }

  #checkIndex(index: number, last: number): void {
    if (index < 0 || index > last) throw apexException('ListException', `List index out of bounds: ${index}`);
  }

  #checkModifiable(): void {
    if (this.#readOnly) throw apexException('FinalException', READ_ONLY);
    if (this.#iterations > 0)
      throw apexException('FinalException', 'Cannot modify a collection while it is being iterated.');
  }
}

export class ApexSet implements Iterable<unknown> {
  readonly type: RuntimeType;
  readonly #table: HashTable;
  readonly #isKeySet: boolean;

  /** With `mapTable` the set is the key set of the map that owns the table. */
  constructor(type: RuntimeType, values: Iterable<unknown> = [], mapTable: HashTable | null = null) {
    this.type = type;
    this.#table = mapTable ?? new HashTable();
    this.#isKeySet = mapTable !== null;
    for (const value of values) this.#table.put(value, true);
  }

  get size(): number {
    return this.#table.size;
  }

  contains(value: unknown): boolean {
    return this.#table.has(value);
  }

  /** Was the value new? @throws System.FinalException on the key set of a map (salesforce.stackexchange.com/q/207388) */
  add(value: unknown): boolean {
    if (this.#isKeySet) throw apexException('FinalException', READ_ONLY);
    if (this.#table.has(value)) return false;
    this.#table.put(value, true);
    return true;
  }

  /** Was the value there? On the key set of a map the map's entry goes too. */
  remove(value: unknown): boolean {
    const before = this.#table.size;
    this.#table.remove(value);
    return this.#table.size < before;
  }

  clear(): void {
    this.#table.clear();
  }

  toArray(): unknown[] {
    return this.#table.keys();
  }

  [Symbol.iterator](): Generator<unknown, void, undefined> {
    return this.#table.iterate(this.#isKeySet);
  }
}

export class ApexMap {
  readonly type: RuntimeType;
  readonly #table = new HashTable();
  #readOnly = false;

  constructor(type: RuntimeType, entries: Iterable<readonly [unknown, unknown]> = []) {
    this.type = type;
    for (const [key, value] of entries) this.#table.put(key, value);
  }

  get size(): number {
    return this.#table.size;
  }

  containsKey(key: unknown): boolean {
    return this.#table.has(key);
  }

  /** Null when the key is absent. */
  get(key: unknown): unknown {
    return this.#table.get(key) ?? null;
  }

  /** The previous value or null. */
  put(key: unknown, value: unknown): unknown {
    this.#checkModifiable();
    return this.#table.put(key, value) ?? null;
  }

  /** The removed value or null. */
  remove(key: unknown): unknown {
    this.#checkModifiable();
    return this.#table.remove(key, true) ?? null;
  }

  clear(): void {
    this.#checkModifiable();
    this.#table.clear();
  }

  /** A live view: removing from it removes from the map, adding to it is refused. */
  keySet(): ApexSet {
    return new ApexSet(runtimeType(`Set<${this.type.args[0]!.name}>`), [], this.#table);
  }

  /** The values in insertion order, copied. */
  values(): unknown[] {
    return this.entries().map(([, value]) => value);
  }

  entries(): [key: unknown, value: unknown][] {
    return this.#table.entries();
  }

  /** From now on every change is refused (`Trigger.newMap`). */
  makeReadOnly(): this {
    this.#readOnly = true;
    return this;
  }

  #checkModifiable(): void {
    if (this.#readOnly) throw apexException('FinalException', READ_ONLY);
  }
}
