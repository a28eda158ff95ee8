/** Constants of one emitted file: types, class references, library members, queries; each looked up once, on load. */
import type { CheckedQuery } from '../../soql/checked-query.ts';
import type { LibraryMember } from '../library.ts';
import type { ClassSymbol, FieldSymbol } from '../symbols.ts';
import type { ApexType } from '../types.ts';
import { quote, typeName } from './names.ts';

export class ConstantPool {
  readonly queries: CheckedQuery[] = [];
  readonly hookLines: number[] = [];
  readonly #constants = new Map<string, string>();
  readonly #hooks = new Map<number, number>();

  type(type: ApexType): string {
    return this.#constant('T', `$.type(${quote(typeName(type))})`);
  }

  typeNamed(name: string): string {
    return this.#constant('T', `$.type(${quote(name)})`);
  }

  /** A function that gives the emitted class, loading it when needed. */
  classReference(definition: ClassSymbol): string {
    return this.#constant('C', `$.classReference(${quote(definition.qualifiedName)})`);
  }

  /** A function that gives the statics of the class in the running transaction, initialising them on first use. */
  statics(definition: ClassSymbol): string {
    return this.#constant('S', `$.staticsOf(${quote(definition.qualifiedName)})`);
  }

  /** The function behind a method, constructor or constant. */
  member(member: LibraryMember): string {
    return this.#constant('L', `$.member(${quote(member.key)})`);
  }

  getter(member: LibraryMember): string {
    return this.#constant('L', `$.getter(${quote(member.key)})`);
  }

  setter(member: LibraryMember): string {
    return this.#constant('L', `$.setter(${quote(member.key)})`);
  }

  enumValue(type: ApexType, value: string): string {
    return this.#constant('E', `$.enumValue(${quote(typeName(type))}, ${quote(value)})`);
  }

  decimal(text: string): string {
    return this.#constant('D', `$.decimal(${quote(text)})`);
  }

  double(text: string): string {
    return this.#constant('D', `$.double(${quote(text)})`);
  }

  query(query: CheckedQuery): string {
    const known = this.queries.indexOf(query);
    const index = known >= 0 ? known : this.queries.push(query) - 1;
    return `$q[${index}]`;
  }

  /** Call of the statement hook for a line. */
  hook(line: number): string {
    return `$t(${this.#lineIndex(line)})`;
  }

  /** Call that only marks a line as run. */
  cover(line: number): string {
    return `$c(${this.#lineIndex(line)})`;
  }

  /** Marks the line of an automatic property, whose accessors are not called, where the property is used; null: it has none. */
  coverProperty({ property, owner, position }: FieldSymbol, from: ClassSymbol): string | null {
    if (property === null) return null;
    if (owner.file === from.file) return this.cover(position.line);
    return `${this.#constant('H', `$.lineHook(${quote(owner.file.path)}, ${position.line})`)}()`;
  }

  #lineIndex(line: number): number {
    let index = this.#hooks.get(line);
    if (index === undefined) {
      index = this.hookLines.push(line) - 1;
      this.#hooks.set(line, index);
    }
    return index;
  }

  /** The declarations, for the top of the file. */
  prelude(): string {
    return [...this.#constants].map(([expression, name]) => `const ${name} = ${expression};\n`).join('');
  }

  #constant(prefix: string, expression: string): string {
    let name = this.#constants.get(expression);
    if (name === undefined) {
      name = `${prefix}${this.#constants.size}`;
      this.#constants.set(expression, name);
    }
    return name;
  }
}
