/** Everything that names can mean in one compilation. */
import type { OrgSchema } from '../metadata/schema.ts';
import type { LibraryCatalog } from './library.ts';
import { ProblemLog } from './problems.ts';
import { SObjectIndex } from './sobjects.ts';
import type { ClassSymbol } from './symbols.ts';
import { LibraryIndex } from './typing/library-index.ts';

export interface WorldInput {
  readonly catalog: LibraryCatalog;
  readonly schema: OrgSchema;
  /** Names of custom labels. */
  readonly labels: { keys(): Iterable<string> };
  readonly namespace?: string;
}

export class World {
  readonly log = new ProblemLog();
  readonly sobjects: SObjectIndex;
  readonly library: LibraryIndex;
  readonly namespace: string | null;
  /** Lower-case name -> class. */
  readonly classes = new Map<string, ClassSymbol>();
  /** Lower-case name -> declared name. */
  readonly #labels: ReadonlyMap<string, string>;

  constructor(input: WorldInput) {
    this.sobjects = new SObjectIndex(input.schema);
    this.library = new LibraryIndex(input.catalog, (name) => this.sobjects.nameOf(name));
    this.namespace = input.namespace === undefined || input.namespace === '' ? null : input.namespace;
    this.#labels = new Map([...input.labels.keys()].map((name) => [name.toLowerCase(), name]));
  }

  /** Is `name` the namespace of the package being compiled? */
  isOwnNamespace(name: string): boolean {
    return this.namespace !== null && this.namespace.toLowerCase() === name.toLowerCase();
  }

  /** A label's name in its declared case. */
  label(name: string): string | null {
    return this.#labels.get(name.toLowerCase()) ?? null;
  }
}
