import { readFile } from 'node:fs/promises';
import path from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2'
};

/** A URL prefix and the folder that it shows. Nothing outside the folder is ever served. */
export interface StaticFolder {
  readonly prefix: string;
  readonly folder: string;
  /** Content never changes under its URL, so a browser may keep it. */
  readonly immutable: boolean;
}

export interface StaticFile {
  readonly body: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** The file at a URL path, or null when there is none (unknown type, outside the folder, missing). */
export async function readStaticFile(folders: readonly StaticFolder[], urlPath: string): Promise<StaticFile | null> {
  const served = folders.find(({ prefix }) => urlPath.startsWith(prefix));
  if (!served) return null;
  let relative: string;
  try {
    relative = decodeURIComponent(urlPath.slice(served.prefix.length));
  } catch {
    return null;
  }
  const contentType = CONTENT_TYPES[path.extname(relative)];
  const base = path.resolve(served.folder);
  const file = path.resolve(base, relative);
  // A relative path that climbs out, or is absolute, resolves outside the folder. NUL makes the file system throw.
  if (!contentType || !file.startsWith(base + path.sep) || relative.includes('\0')) return null;
  try {
    const body = await readFile(file);
    return { body, contentType, cacheControl: served.immutable ? 'max-age=31536000, immutable' : 'no-store' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}
