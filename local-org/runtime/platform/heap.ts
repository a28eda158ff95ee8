/**
 * The heap of the running transaction, as far as it can be known: rows of queries and bodies of callouts are charged as
 * they come (`GovernorLimits.addHeap`), static variables and single collections are measured. What only local variables
 * hold, each thing smaller than the limit, is not added up.
 */
import { heapSize } from '../values/heap-size.ts';
import { FIRST_MEASURE, provideHeap } from '../values/heap.ts';
import { currentTransaction, hasTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

const MOST_STATIC_VALUES = 1_000_000;
/** So many statements lie between two measurements of the static variables. */
const STATEMENTS_BETWEEN = 100_000;
/** Of an execution that holds nothing yet; the figure is from memory. */
const EMPTY = 1_000;

/** Values that a collection of so many elements may have before the rest is left out. */
function mostValues(size: number): number {
  return 1_000 + 20 * size;
}

function measureGrowth(collection: object, size: number): number {
  if (!hasTransaction()) return Infinity;
  const { limits } = currentTransaction();
  const most = limits.figures.heapBytes;
  const bytes = heapSize([collection], most, mostValues(size));
  limits.requireHeap(bytes);
  // At twice the size, or sooner where half of what is left would be used up by more of the same.
  const more = Math.floor((most - bytes) / Math.max(4, bytes / Math.max(1, size)) / 2);
  return size + Math.max(FIRST_MEASURE, Math.min(size, more));
}

provideHeap(measureGrowth);

function staticsSize({ statics, limits }: Transaction): number {
  const fields = statics.slots.flatMap((slot) => (slot === undefined ? [] : Object.values(slot)));
  return heapSize(fields, limits.figures.heapBytes, MOST_STATIC_VALUES);
}

/** After so many more statements. @throws UncatchableError when the static variables alone fill the heap */
export function checkStatics(transaction: Transaction, executed: number): void {
  transaction.statementsUnmeasured += executed;
  if (transaction.statementsUnmeasured < STATEMENTS_BETWEEN) return;
  transaction.statementsUnmeasured = 0;
  transaction.limits.requireHeap(staticsSize(transaction));
}

/** `Limits.getHeapSize()`. */
export function heapInUse(transaction: Transaction): number {
  return EMPTY + transaction.limits.heapBytes + staticsSize(transaction);
}
