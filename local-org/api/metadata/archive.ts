/** Zip archives as the Metadata API sends and takes them. */
import { strToU8, unzipSync, zipSync } from 'fflate';

/** Path with forward slashes -> content. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Bytes of an archive once unpacked, and number of its files: what the Metadata API takes at most. */
export const MAX_UNPACKED_BYTES = 600 * 1024 * 1024;
export const MAX_FILES = 10_000;

export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/** @throws ArchiveError when it is no zip, too large, or leads out of its own folder */
export function unpack(archive: Uint8Array): Map<string, Uint8Array> {
  let size = 0;
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(archive, {
      filter({ originalSize }) {
        size += originalSize;
        if (size > MAX_UNPACKED_BYTES) throw new ArchiveError('The unpacked archive is larger than 600 MB');
        return true;
      }
    });
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(`The archive cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const files = new Map<string, Uint8Array>();
  for (const [name, content] of Object.entries(entries)) {
    if (name.endsWith('/')) continue;
    if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..'))
      throw new ArchiveError(`The archive holds a file outside of its folder: ${name}`);
    files.set(name, content);
  }
  if (files.size > MAX_FILES) throw new ArchiveError('The archive holds more than 10,000 files');
  return files;
}

export function pack(files: Iterable<readonly [string, Uint8Array | string]>): Uint8Array {
  const entries: Record<string, Uint8Array> = {};
  for (const [name, content] of files) entries[name] = typeof content === 'string' ? strToU8(content) : content;
  return zipSync(entries);
}

const decoder = new TextDecoder();

export function textOf(content: Uint8Array): string {
  return decoder.decode(content);
}
