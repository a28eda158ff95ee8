import { EVERYTHING, fieldsOf, together } from './object-shape.ts';
import type { ObjectShape, Slice, Step, StepKind } from './object-shape.ts';

/** Narrowing: a query that took too long counts a fourth of the fields; records are cut into at most so many slices. */
const FEWER = 4;
const MOST_SLICES = 400;
/** The queries that find the first and the last id. */
const EDGES = 2;
/** In the order of FieldStrategies. */
const KINDS: readonly Exclude<StepKind, 'records'>[] = ['checkboxes', 'picklist', 'packed'];

/** How far one object has come, and how its queries were narrowed: what `ObjectProgress` and `Narrowing` know. */
export class ObjectWork {
  readonly shape: ObjectShape;
  /** Deaths at the step that is next. */
  attempts = 0;
  /** Steps that were given up. */
  givenUp = 0;
  #isCounted = false;
  #left: Record<Exclude<StepKind, 'records'>, number>;
  #mostFields = Infinity;
  #slices: readonly Slice[] | null = null;
  /** Slices of the step in work; null when none is. */
  #todo: readonly Slice[] | null = null;
  #done: readonly Slice[] = [];

  constructor(shape: ObjectShape) {
    this.shape = shape;
    this.#left = fieldsOf(shape);
  }

  copy(): ObjectWork {
    const copy = new ObjectWork(this.shape);
    copy.attempts = this.attempts;
    copy.givenUp = this.givenUp;
    copy.#isCounted = this.#isCounted;
    copy.#left = { ...this.#left };
    copy.#mostFields = this.#mostFields;
    copy.#slices = this.#slices;
    copy.#todo = this.#todo;
    copy.#done = this.#done;
    return copy;
  }

  get isSliced(): boolean {
    return this.#slices !== null;
  }

  /** Do queries over all records have transactions of their own? Not before they were counted. */
  isHeavy(heavyRows: number): boolean {
    return this.isSliced || (this.#isCounted && this.shape.rows > heavyRows);
  }

  /** null when nothing is left. */
  next(): Step | null {
    if (!this.#isCounted) return { kind: 'records', fields: 0 };
    const kind = this.shape.rows === 0 ? undefined : KINDS.find((each) => this.#left[each] > 0);
    if (kind === undefined) return null;
    return { kind, fields: Math.min(together(this.shape, kind), this.#mostFields, this.#left[kind]) };
  }

  /** What the next step asks for. */
  slice(): Slice {
    return (this.#todo ?? this.#slices)?.[0] ?? EVERYTHING;
  }

  /** Notes that the slice of the next step is counted. */
  counted(): void {
    if (this.#slices !== null) {
      const [slice, ...rest] = this.#todo ?? this.#slices;
      this.#done = [...this.#done, slice!];
      this.#todo = rest;
      if (rest.length > 0) return;
      this.#slices = this.#done;
    }
    this.#finish();
  }

  /** Asks for less. @returns the queries that it takes; null when it cannot */
  narrow(): number | null {
    const { fields } = this.next()!;
    if (fields > 1) {
      this.#mostFields = Math.max(1, Math.floor(fields / FEWER));
      this.#stop();
      return 0;
    }
    this.#slices ??= [EVERYTHING];
    return this.#halve() ? EDGES : null;
  }

  /** Leaves the fields of the next step unknown; without the number of records, all of them. */
  giveUp(): void {
    if (!this.#isCounted) {
      this.abandon();
      return;
    }
    this.givenUp++;
    this.#slices = null;
    this.#finish();
  }

  /** Leaves all that is left unknown. */
  abandon(): void {
    this.givenUp++;
    this.#isCounted = true;
    this.#left = { checkboxes: 0, picklist: 0, packed: 0 };
  }

  /** Slices like the one that took too long are halved. */
  #halve(): boolean {
    const todo = this.#todo ?? this.#slices!;
    const { depth } = todo[0]!;
    const half: Slice = { depth: depth + 1 };
    this.#todo = todo.flatMap((slice) => (slice.depth === depth ? [half, half] : [slice]));
    return this.#todo.length + this.#done.length <= MOST_SLICES;
  }

  #finish(): void {
    const step = this.next()!;
    if (step.kind === 'records') this.#isCounted = true;
    else this.#left[step.kind] -= step.fields;
    this.#todo = null;
    this.#done = [];
  }

  /** Forgets what the step in work has counted. */
  #stop(): void {
    if (this.#todo !== null) this.#slices = [...this.#done, ...this.#todo];
    this.#todo = null;
    this.#done = [];
  }
}
