/** A random identifier of 128 bits, version 4. */
export class ApexUuid {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}
