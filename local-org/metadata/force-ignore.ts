/**
 * `.forceignore`: which files of a project are no part of it. Its lines are those of a `.gitignore` (Salesforce DX
 * Developer Guide, "How to Exclude Source When Syncing or Converting").
 */

/** @param text of the file @returns whether a path, relative to the project with forward slashes, is left out */
export function forceIgnore(text: string): (file: string) => boolean {
  const rules = text.split(/\r?\n/).flatMap(ruleOf);
  const isIgnored = (path: string, isFolder: boolean): boolean =>
    rules.reduce(
      (ignored, rule) => (rule.matches.test(path) && (isFolder || !rule.foldersOnly) ? !rule.negated : ignored),
      false
    );
  return (file) => {
    const parts = file.split('/');
    // What is in an ignored folder cannot be taken back.
    return parts.some((_, index) => isIgnored(parts.slice(0, index + 1).join('/'), index < parts.length - 1));
  };
}

interface Rule {
  readonly matches: RegExp;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
}

function ruleOf(line: string): Rule[] {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return [];
  const negated = text.startsWith('!');
  const pattern = (negated ? text.slice(1) : text).replaceAll('\\', '/');
  const foldersOnly = pattern.endsWith('/');
  const path = pattern.replace(/^\/|\/$/g, '');
  // A pattern without a slash inside matches at any depth.
  const anchored = pattern.slice(0, -1).includes('/');
  return [{ matches: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${globSource(path)}$`), negated, foldersOnly }];
}

const GLOB = /\*\*\/|\/\*\*$|\*+|\?|\[[^\]]+\]|[^]/g;

function globSource(glob: string): string {
  return glob.replace(GLOB, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '/**') return '/.+';
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 1) return part.replace(/^\[!/, '[^');
    return part.replace(/[\\^$.|+(){}[\]]/, '\\$&');
  });
}
