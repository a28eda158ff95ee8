import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from './gate.ts';

/**
 * Compares a document that is made from the source with what is checked in.
 *
 * @param file relative to the project root
 * @param text what the source implies
 * @param option of `npm run check` that writes it
 * @returns a finding when they differ, or the document is missing
 */
export function staleDocument(root: string, file: string, text: string, option: string): Finding[] {
  let written = '';
  try {
    written = readFileSync(path.join(root, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return plain(written) === plain(text)
    ? []
    : [
        {
          file,
          line: 0,
          rule: 'document',
          message: `differs from the source; run npm run check -- ${option}`
        }
      ];
}

/** Markdown formatters pad table cells: white space and dashes say nothing. */
function plain(text: string): string {
  return text.replace(/-+/g, '-').replace(/\s+/g, ' ').trim();
}
