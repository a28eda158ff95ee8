/**
 * What types the platform has, with the members of each: names and signatures, nothing of what they do. Tells a wrong
 * name from one that the local org does not know. Read only when something has to be judged.
 */
import { readFileSync } from 'node:fs';

export interface PlatformMember {
  readonly kind: 'method' | 'constructor' | 'field';
  readonly isStatic: boolean;
  readonly name: string;
  /** Types as the signatures of the library write them; empty for fields. */
  readonly parameters: readonly string[];
  /** What a call or a read yields. */
  readonly type: string;
}

export interface PlatformType {
  /** `String`, `Database.QueryLocator`; types of the namespace System have no prefix. */
  readonly name: string;
  readonly typeParameters: readonly string[];
  readonly kind: 'class' | 'interface' | 'enum';
  readonly parents: readonly string[];
  readonly members: readonly PlatformMember[];
}

/** Each says at its top where it comes from. */
const FILES = ['types.txt', 'additions.txt'];

export class PlatformFacts {
  /** Lower-case name -> its lines: one in each file at most. */
  #lines: ReadonlyMap<string, readonly string[]> | null = null;
  readonly #open = new Set<string>();
  readonly #types = new Map<string, PlatformType>();

  /** By the name that source code uses: in any case, `System.` and `Schema.` may be left out. */
  find(name: string): PlatformType | null {
    const key = name.toLowerCase().replace(/^system\./, '');
    return this.#type(key) ?? this.#type(`schema.${key}`);
  }

  /** Types without parameters, by their declared names. */
  types(): Array<Pick<PlatformType, 'name' | 'kind'>> {
    return [...this.#all().values()].flatMap(([line]) => {
      const [name, kind] = line!.split(' ', 2);
      return name!.includes('<') ? [] : [{ name: name!, kind: kind as PlatformType['kind'] }];
    });
  }

  /** Has any type this one, by its declared name, as its parent? */
  isParent(name: string): boolean {
    return [...this.#all().values()].some((lines) =>
      lines.some((line) => (line.split(' ', 3)[2] ?? '').split('+').includes(name))
    );
  }

  /** Is `name` the namespace of some type of the platform? */
  isNamespace(name: string): boolean {
    const prefix = `${name.toLowerCase()}.`;
    return prefix === 'system.' || this.isOpen(name) || [...this.#all().keys()].some((key) => key.startsWith(prefix));
  }

  /** Has the namespace types that the facts do not list? */
  isOpen(namespace: string): boolean {
    this.#all();
    return this.#open.has(namespace.toLowerCase());
  }

  /** Members of that name, inherited ones included. */
  members(type: PlatformType, name: string): PlatformMember[] {
    const lower = name.toLowerCase();
    const inherited = type.parents.flatMap((text) => {
      const parent = this.find(text.replace(/<.*/, ''));
      return parent === null ? [] : this.members(parent, name);
    });
    return [...type.members.filter((member) => member.name.toLowerCase() === lower), ...inherited];
  }

  #type(key: string): PlatformType | null {
    const known = this.#types.get(key);
    if (known) return known;
    const lines = this.#all().get(key);
    if (!lines) return null;
    const [first, ...more] = lines.map(parseLine);
    const type = { ...first!, members: [first!, ...more].flatMap(({ members }) => members) };
    this.#types.set(key, type);
    return type;
  }

  #all(): ReadonlyMap<string, readonly string[]> {
    return (this.#lines ??= this.#read());
  }

  #read(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const file of FILES) {
      for (const line of readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')) {
        if (line === '' || line.startsWith('#')) continue;
        const name = /^[\w.]+/.exec(line)![0].toLowerCase();
        if (line.endsWith(' namespace')) this.#open.add(name);
        else found.set(name, [...(found.get(name) ?? []), line]);
      }
    }
    return found;
  }
}

/** `Name<T> kind Parent+Interface member;member`, as `generate.ts` writes it. */
function parseLine(line: string): PlatformType {
  const [head = '', kind = '', parents = '', members = ''] = line.split(' ');
  const [name = '', typeParameters = ''] = head.replace('>', '').split('<');
  const texts = members === '' ? [] : members.split(';');
  return {
    name,
    typeParameters: typeParameters === '' ? [] : typeParameters.split(','),
    kind: kind as PlatformType['kind'],
    parents: parents === '' ? [] : parents.split('+'),
    members: texts.map((text) =>
      kind === 'enum' ? { kind: 'field', isStatic: true, name: text, parameters: [], type: name } : parseMember(text)
    )
  };
}

function parseMember(text: string): PlatformMember {
  const isStatic = text.startsWith('*');
  const plain = isStatic ? text.slice(1) : text;
  const open = plain.indexOf('(');
  if (open < 0) {
    const [name = '', type = ''] = plain.split(':');
    return { kind: 'field', isStatic, name, parameters: [], type };
  }
  const close = plain.lastIndexOf(')');
  const name = plain.slice(0, open);
  const kind = name === 'new' ? 'constructor' : 'method';
  const parameters = topLevelParts(plain.slice(open + 1, close));
  return { kind, isStatic, name, parameters, type: plain.slice(close + 1) };
}

/** Splits at the commas outside of angle brackets. */
function topLevelParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '<') depth += 1;
    if (character === '>') depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return text === '' ? parts : [...parts, part];
}

/** Reading them takes some milliseconds, so all that need them share them. */
export const platformFacts = new PlatformFacts();
