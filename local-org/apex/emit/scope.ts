/** What emitting the body of one function needs to know. */
import type { ClassSymbol, FieldSymbol } from '../symbols.ts';
import type { ConstantPool } from './pool.ts';

export class FunctionScope {
  readonly pool: ConstantPool;
  readonly owner: ClassSymbol;
  /** The property whose accessor is being emitted: inside it, its name means the stored value. */
  readonly accessorOf: FieldSymbol | null;
  /** The line that the hook before what is emitted now has marked. */
  line = 0;
  #temporaries = 0;
  readonly #current: string[] = [];

  constructor(pool: ConstantPool, owner: ClassSymbol, accessorOf: FieldSymbol | null = null) {
    this.pool = pool;
    this.owner = owner;
    this.accessorOf = accessorOf;
  }

  /** A fresh variable of the function, declared by `declarations`. */
  temporary(): string {
    return `$${++this.#temporaries}`;
  }

  /** For the top of the function, after its body has been emitted. */
  declarations(): string {
    if (this.#temporaries === 0) return '';
    return `let ${Array.from({ length: this.#temporaries }, (_, index) => `$${index + 1}`).join(', ')};\n`;
  }

  /** Emits with `code` as the meaning of CurrentValue. */
  withCurrentValue(code: string, emit: () => string): string {
    this.#current.push(code);
    const emitted = emit();
    this.#current.pop();
    return emitted;
  }

  get currentValue(): string {
    const code = this.#current.at(-1);
    if (code === undefined) throw new Error('CurrentValue outside of an update');
    return code;
  }
}
