/** A row of random numbers that a generator reads its choices from; past the end every choice is the first one. */
export class Tape {
  readonly #numbers: readonly number[];
  #position = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** From 0 up to, but not including, `count`. */
  pick(count: number): number {
    return (this.#numbers[this.#position++] ?? 0) % count;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.pick(choices.length)]!;
  }
}
