/** Everything that names can mean in one compilation. */
import type { OrgSchema } from '../metadata/schema.ts';
import type { LibraryCatalog } from './library.ts';
import { PlatformVerdicts } from './platform/verdicts.ts';
import { ProblemLog } from './problems.ts';
import { SObjectIndex } from './sobjects.ts';
import type { ClassSymbol } from './symbols.ts';
import { LibraryIndex } from './typing/library-index.ts';

export interface WorldInput {
  readonly catalog: LibraryCatalog;
  readonly schema: OrgSchema;
  /** Names of custom labels. */
  readonly labels: { keys(): Iterable<string> };
  /** Names of Visualforce pages, as addresses have them: `ns__Foo` in a package with a namespace. */
  readonly pages?: readonly string[];
  readonly namespace?: string;
  /** Names of packages that the project depends on and that are not among its sources; none when left out. */
  readonly packages?: readonly string[];
  /**
   * Which problems inside bodies do not keep the program from running: the body then fails when it runs. 'all' is for
   * programs that classes were left out of, because of which others name what is no longer there.
   */
  readonly setAside?: SetAside;
}

export type SetAside = 'nothing' | 'unsupported' | 'all';

export class World {
  readonly log = new ProblemLog();
  readonly sobjects: SObjectIndex;
  readonly library: LibraryIndex;
  /** Judges names that nothing was found for. */
  readonly platform: PlatformVerdicts;
  readonly namespace: string | null;
  readonly setAside: SetAside;
  /** Lower-case name, after that of a namespace and a dot -> top-level class. */
  readonly #classes = new Map<string, ClassSymbol>();
  /** Lower-case name -> declared name. */
  readonly #labels: ReadonlyMap<string, string>;
  readonly #pages: ReadonlyMap<string, string>;

  constructor(input: WorldInput) {
    this.sobjects = new SObjectIndex(input.schema, input.namespace ?? '');
    this.library = new LibraryIndex(input.catalog, (name) => this.sobjects.nameOf(name));
    this.platform = new PlatformVerdicts(this.library, this.sobjects, input.packages ?? []);
    this.setAside = input.setAside ?? 'nothing';
    this.namespace = input.namespace === undefined || input.namespace === '' ? null : input.namespace;
    this.#pages = new Map((input.pages ?? []).map((name) => [name.toLowerCase(), name]));
    this.#labels = new Map([...input.labels.keys()].map((name) => [name.toLowerCase(), name]));
  }

  /** Is `name` the namespace of the package that is compiled, or that the compiled org has installed? */
  isOwnNamespace(name: string): boolean {
    return this.namespace !== null && this.namespace.toLowerCase() === name.toLowerCase();
  }

  /** The top-level class of that name; a namespace of '' is that of classes without one. */
  classNamed(name: string, namespace: string): ClassSymbol | null {
    const known = this.#classes.get(`${namespace}.${name}`.toLowerCase());
    // A package that is compiled without its namespace may still name it.
    return known ?? (this.isOwnNamespace(namespace) ? this.#classes.get(`.${name}`.toLowerCase()) : null) ?? null;
  }

  addClass(symbol: ClassSymbol): void {
    this.#classes.set(`${symbol.file.namespace}.${symbol.name}`.toLowerCase(), symbol);
  }

  /** A label's name in its declared case. */
  label(name: string): string | null {
    return this.#labels.get(name.toLowerCase()) ?? null;
  }

  /** A page's name as its address has it; code may leave out the prefix of its own package. */
  page(name: string, namespace: string): string | null {
    const own = namespace === '' ? undefined : this.#pages.get(`${namespace}__${name}`.toLowerCase());
    return own ?? this.#pages.get(name.toLowerCase()) ?? this.#pages.get(this.sobjects.withoutOwnPrefix(name)) ?? null;
  }
}
