/** Reads what a Java class file declares: enough of the format (Java Virtual Machine Specification, chapter 4) for stubs. */

const PRIVATE = 0x0002;
const STATIC = 0x0008;
const INTERFACE = 0x0200;
const SYNTHETIC = 0x1000;
const ENUM = 0x4000;
/** Bytes that a constant pool entry of each tag has after the tag; entries of long and double count twice. */
const CONSTANT_SIZES: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4
};

export interface ClassMember {
  readonly name: string;
  readonly isStatic: boolean;
  /** Generic signature where there is one, else the descriptor. */
  readonly signature: string;
}

export interface ClassFile {
  /** With slashes: `com/nawforce/runforce/System/String`. */
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly parent: string | null;
  readonly interfaces: readonly string[];
  /** Generic signature of the class, null when it has none. */
  readonly signature: string | null;
  /** What is not private. */
  readonly fields: readonly ClassMember[];
  readonly methods: readonly ClassMember[];
}

/** @throws RangeError when the bytes end too early */
export function readClassFile(bytes: Uint8Array): ClassFile {
  const reader = new Reader(bytes);
  const flags = reader.flags();
  const name = reader.className();
  const parent = reader.className();
  const interfaces = reader.times(() => reader.className());
  const fields = reader.members();
  const methods = reader.members();
  return {
    name,
    kind: flags & ENUM ? 'enum' : flags & INTERFACE ? 'interface' : 'class',
    parent: parent === '' ? null : parent,
    interfaces,
    fields,
    methods,
    signature: reader.signature()
  };
}

class Reader {
  readonly #view: DataView;
  readonly #constants: Array<string | number | null> = [];
  #at = 8;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#readConstants();
  }

  flags(): number {
    return this.#u2();
  }

  className(): string {
    const index = this.#constants[this.#u2()];
    return typeof index === 'number' ? this.#text(index) : '';
  }

  times<T>(read: () => T): T[] {
    return Array.from({ length: this.#u2() }, read);
  }

  members(): ClassMember[] {
    return this.times(() => {
      const flags = this.#u2();
      const name = this.#text(this.#u2());
      const descriptor = this.#text(this.#u2());
      const signature = this.signature() ?? descriptor;
      return { hidden: (flags & (PRIVATE | SYNTHETIC)) !== 0, name, isStatic: (flags & STATIC) !== 0, signature };
    })
      .filter(({ hidden }) => !hidden)
      .map(({ name, isStatic, signature }) => ({ name, isStatic, signature }));
  }

  /** Reads a list of attributes for the one that holds the generic signature. */
  signature(): string | null {
    let found: string | null = null;
    this.times(() => {
      const name = this.#text(this.#u2());
      const length = this.#u4();
      if (name === 'Signature') found = this.#text(this.#view.getUint16(this.#at));
      this.#at += length;
    });
    return found;
  }

  #readConstants(): void {
    const count = this.#u2();
    for (let index = 1; index < count; index += 1) {
      const tag = this.#view.getUint8(this.#at);
      this.#at += 1;
      if (tag === 1) {
        const length = this.#u2();
        this.#constants[index] = Buffer.from(this.#view.buffer, this.#view.byteOffset + this.#at, length).toString();
        this.#at += length;
        continue;
      }
      const size = CONSTANT_SIZES[tag];
      if (size === undefined) throw new RangeError(`constant ${index} has the unknown tag ${tag}`);
      this.#constants[index] = tag === 7 ? this.#view.getUint16(this.#at) : null;
      this.#at += size;
      if (size === 8) index += 1;
    }
  }

  #text(index: number): string {
    const text = this.#constants[index];
    if (typeof text !== 'string') throw new RangeError(`constant ${index} is no text`);
    return text;
  }

  #u2(): number {
    this.#at += 2;
    return this.#view.getUint16(this.#at - 2);
  }

  #u4(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4);
  }
}
