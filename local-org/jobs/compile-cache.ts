/**
 * Keeps on disk what compiling large projects left behind. An entry's name is a hash of everything that the result
 * follows from: the sources, the schema, the options, the compiler's own code and the packages it uses. So an entry is
 * never out of date, only unused.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync
} from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';

const LOCAL_ORG = path.join(import.meta.dirname, '..');
/** What the compiler consists of; `jobs/compile-org.ts` is hashed too. */
const COMPILER_FOLDERS = ['apex', 'soql', 'metadata', 'runtime'];
/** The size of SHA-256, which stands before the data, so that a damaged file is not believed. */
const DIGEST_BYTES = 32;

export interface CompileCache<T> {
  /** What was kept for the same input, or what `build` makes of it now. */
  get(input: unknown, build: () => T): T;
}

/**
 * @param folder is made when something is kept; that it cannot be written only costs time
 * @param keep entries used last that stay; about 5 MB each for 300 classes
 * @param fingerprint of the compiler's code
 */
export function compileCache<T>(
  folder: string,
  keep = 12,
  fingerprint: () => string = compilerFingerprint
): CompileCache<T> {
  return {
    get(input, build) {
      const key = createHash('sha256').update(fingerprint()).update(textOf(input)).digest('hex');
      const file = path.join(folder, key);
      const kept = read<T>(file);
      if (kept !== null) return kept.value;
      const value = build();
      write(folder, file, value, keep);
      return value;
    }
  };
}

/**
 * The same text for the same content. (`serialize` is no such thing: it writes a number as the engine happens to hold it
 * at that moment, as an integer or as a floating-point number.)
 */
function textOf(input: unknown): string {
  return JSON.stringify(input, (_name, value: unknown) => {
    if (value instanceof Map) return { map: [...value] };
    if (value instanceof Set) return { set: [...value] };
    return typeof value === 'bigint' ? { bigint: String(value) } : value;
  });
}

function read<T>(file: string): { readonly value: T } | null {
  try {
    const bytes = readFileSync(file);
    const data = bytes.subarray(DIGEST_BYTES);
    if (!bytes.subarray(0, DIGEST_BYTES).equals(createHash('sha256').update(data).digest())) return null;
    const now = new Date();
    utimesSync(file, now, now);
    return { value: deserialize(data) as T };
  } catch {
    // Not there, or taken away by another process at this moment: it is made again.
    return null;
  }
}

function write(folder: string, file: string, value: unknown, keep: number): void {
  const data = serialize(value);
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, Buffer.concat([createHash('sha256').update(data).digest(), data]));
    // Whole or not at all, whoever reads meanwhile.
    renameSync(unfinished, file);
    prune(folder, keep);
  } catch {
    // A full or read-only disk: the result is there all the same.
    if (existsSync(unfinished)) rmSync(unfinished, { force: true });
  }
}

function prune(folder: string, keep: number): void {
  const entries = readdirSync(folder).map((name) => path.join(folder, name));
  const aged = entries.map((file) => ({ file, used: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  for (const { file } of aged.sort((a, b) => b.used - a.used).slice(keep)) rmSync(file, { force: true });
}

let ownFingerprint: string | null = null;

function compilerFingerprint(): string {
  if (ownFingerprint !== null) return ownFingerprint;
  const hash = createHash('sha256').update(process.version);
  const files = COMPILER_FOLDERS.flatMap((folder) =>
    readdirSync(path.join(LOCAL_ORG, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ts|txt)$/.test(file) && !file.split(path.sep).includes('tests'))
      .map((file) => path.join(folder, file))
  );
  for (const file of [...files.sort(), path.join('jobs', 'compile-org.ts'), path.join('..', 'package-lock.json')]) {
    hash.update(file).update(readFileSync(path.join(LOCAL_ORG, file)));
  }
  return (ownFingerprint = hash.digest('hex'));
}
