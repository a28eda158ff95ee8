/** The classes of a loaded program: scripts run on first use, statics per transaction. */
import { Script } from 'node:vm';
import type { CheckedQuery } from '../../soql/checked-query.ts';
import type { EmittedClass, EmittedFile } from '../../apex/emit/emitted-file.ts';
import type { ApexInstance } from './apex-object.ts';
import { defineClass } from './reflection.ts';
import type { ClassAccess, EmittedConstructor } from './reflection.ts';
import type { StaticsHolder, StaticsStore } from './statics.ts';
import type { TypeRegistry } from './runtime-type.ts';

/** What a file's script is: a function of the machine and the file's queries. */
type FileFunction = (operations: object, queries: readonly CheckedQuery[]) => void;
type StaticInitialiser = ((statics: StaticsHolder) => void) | null;

interface Entry {
  readonly data: EmittedClass;
  readonly file: EmittedFile;
  /** Number of the class in StaticsStore. */
  readonly slot: number;
  make: (() => EmittedConstructor) | null;
  initialise: StaticInitialiser;
  loaded: EmittedConstructor | null;
}

export class ClassTable implements ClassAccess {
  readonly registry: TypeRegistry;
  readonly #entries = new Map<string, Entry>();
  readonly #runFiles = new Set<EmittedFile>();
  readonly #operations: () => object;
  readonly #currentStatics: () => StaticsStore;

  constructor(
    files: readonly EmittedFile[],
    registry: TypeRegistry,
    operations: () => object,
    currentStatics: () => StaticsStore
  ) {
    this.registry = registry;
    this.#operations = operations;
    this.#currentStatics = currentStatics;
    for (const file of files) {
      for (const data of file.classes) {
        this.#entries.set(data.name, {
          data,
          file,
          slot: this.#entries.size,
          make: null,
          initialise: null,
          loaded: null
        });
        const definition = defineClass(data, file.path, this);
        registry.addClass(data.name, () => definition);
      }
    }
  }

  /** The emitted class; runs its file's script and its supertypes' when this is their first use. */
  load(name: string): EmittedConstructor {
    const entry = this.#entry(name);
    if (entry.loaded !== null) return entry.loaded;
    this.#run(entry.file);
    if (entry.make === null) throw new TypeError(`${name} is no class that can be loaded`);
    const loaded = entry.make();
    entry.loaded = loaded;
    this.#equip(entry, loaded);
    return loaded;
  }

  /** For emitted code: the class, looked up once. */
  reference(name: string): () => EmittedConstructor {
    const entry = this.#entry(name);
    return () => entry.loaded ?? this.load(name);
  }

  /** For emitted code: the statics of a class in the running transaction. */
  staticsOf(name: string): () => StaticsHolder {
    const { slot } = this.#entry(name);
    return () => this.#currentStatics().slots[slot] ?? this.statics(name);
  }

  /**
   * Initialises on first use in a transaction, the parent class first. Code that runs meanwhile sees the statics as far
   * as they have come. When initialising throws, the next use tries again (what Salesforce does then is not documented).
   */
  statics(name: string): StaticsHolder {
    const entry = this.#entry(name);
    const { slots } = this.#currentStatics();
    const known = slots[entry.slot];
    if (known !== undefined) return known;
    this.load(name);
    const parent = entry.data.superclass;
    if (parent !== null && this.#entries.has(parent)) this.statics(parent);
    const holder: StaticsHolder = {};
    slots[entry.slot] = holder;
    try {
      entry.initialise?.(holder);
    } catch (error) {
      slots[entry.slot] = undefined;
      throw error;
    }
    return holder;
  }

  /** For emitted code: called once per class when a file's script runs. */
  define(name: string, make: () => EmittedConstructor, initialise: StaticInitialiser): void {
    const entry = this.#entry(name);
    entry.make = make;
    entry.initialise = initialise;
  }

  #run(file: EmittedFile): void {
    if (this.#runFiles.has(file)) return;
    this.#runFiles.add(file);
    const run = new Script(file.code, { filename: file.path }).runInThisContext() as FileFunction;
    run(this.#operations(), file.queries);
  }

  /** Puts on the prototype what the runtime asks every object for. */
  #equip(entry: Entry, loaded: EmittedConstructor): void {
    const prototype = loaded.prototype as object;
    const type = this.registry.get(entry.data.name);
    Object.defineProperty(prototype, 'apexType', { value: type });
    const own = (name: string, parameters: readonly string[]): string | undefined =>
      entry.data.methods.find(
        (method) =>
          !method.isStatic &&
          method.name.toLowerCase() === name &&
          method.parameters.map((parameter) => parameter.type).join() === parameters.join()
      )?.key;
    const hooks = {
      userEquals: own('equals', ['Object']),
      userHashCode: own('hashcode', []),
      userToString: own('tostring', [])
    };
    for (const [hook, key] of Object.entries(hooks)) {
      if (key === undefined) continue;
      Object.defineProperty(prototype, hook, {
        value(this: ApexInstance, ...args: readonly unknown[]): unknown {
          return (this as unknown as Record<string, (...values: readonly unknown[]) => unknown>)[key]!(...args);
        }
      });
    }
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new TypeError(`the program has no class ${name}`);
    return entry;
  }
}
