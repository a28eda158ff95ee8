import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from './files.ts';
import { GateError } from './gate.ts';

/** One place of the shipped Apex that asks the platform for rows. */
export interface Query {
  readonly capability: string;
  readonly className: string;
  readonly member: string;
  readonly objects: readonly string[];
  /** Whose access counts. */
  readonly access: string;
  /** First sentence of the comment of the member, or of its class. */
  readonly purpose: string;
}

const COUNTED = 'every object that is counted';
/** What a name stands for after FROM: words, or where the class itself lists the objects. */
const NAMES: Readonly<Record<string, string | RegExp>> = {
  'facts.name': COUNTED,
  'InventorySource.objectName': /new InventorySource\(\s*[\w']+,\s*'(\w+)'/g,
  'PermissionGroups.objectName': /readParts\('(\w+)'/g
};
/** Classes that run what others write; their own text is no query. */
const SEAMS = new Set(['SetupQuery']);

/**
 * Every query of the shipped Apex, tests left out, in the order of the files.
 *
 * @throws GateError for a query whose object or access cannot be told, so that none is left out unseen
 */
export function findQueries(root: string): Query[] {
  const files = filesBelow(
    path.join(root, 'force-app'),
    (file) => file.endsWith('.cls') && !/[\\/]tests[\\/]/.test(file)
  );
  return files.flatMap((file) => {
    const className = path.basename(file, '.cls');
    const text = readFileSync(file, 'utf8');
    if (SEAMS.has(className)) return [];
    const capability = path.basename(path.resolve(file, '../..'));
    const members = membersOf(text);
    return placesOf(className, text).map(({ offset, objects, access }) => {
      const member = members.findLast((each) => each.offset <= offset);
      const purpose = sentence(member?.comment ?? '') || sentence(commentAbove(text, text.search(/^public .*class /m)));
      if (purpose === '') throw new GateError(`${className}: nothing says what the query in ${member?.name} is for`);
      return { capability, className, member: member?.name ?? '', objects, access, purpose };
    });
  });
}

interface Place {
  readonly offset: number;
  readonly objects: readonly string[];
  readonly access: string;
}

function placesOf(className: string, text: string): Place[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) => comment.replace(/\S/g, ' '));
  const inline = [...code.matchAll(/\[\s*SELECT\b[^\]]*\]/g)].map((match) => {
    const object = /\bFROM\s+(\w+)/.exec(match[0])?.[1];
    const access = /\bWITH\s+(SYSTEM|USER)_MODE\b/.exec(match[0])?.[1]?.toLowerCase();
    if (object === undefined || access === undefined)
      throw new GateError(`${className}: a query without object or access level: ${match[0]}`);
    return { offset: match.index, objects: [object], access };
  });
  const written = [...code.matchAll(/'SELECT\b[^;]*/g)].map((match) => {
    const [, literal, name] = /\bFROM\s+(?:(\w+)|'\s*\+\s*([\w.]+))/.exec(match[0]) ?? [];
    return {
      offset: match.index,
      objects: literal === undefined ? resolve(className, name, code) : [literal],
      access: accessOf(className, code)
    };
  });
  const all = [...code.matchAll(/\bSELECT\b/g)].length;
  if (all !== inline.length + written.length)
    throw new GateError(`${className}: ${all} queries, of which ${inline.length + written.length} were understood`);
  const setup = [...code.matchAll(/new SetupQuery\(\s*(?:'(\w+)'|(\w+))/g)].map((match) => ({
    offset: match.index,
    objects: match[1] === undefined ? resolve(className, match[2], code) : [match[1]],
    access: 'system'
  }));
  return [...inline, ...written, ...setup].sort((a, b) => a.offset - b.offset);
}

function resolve(className: string, name: string | undefined, code: string): readonly string[] {
  const known = NAMES[name ?? ''] ?? NAMES[`${className}.${name}`];
  const objects =
    known instanceof RegExp ? [...code.matchAll(known)].map((match) => match[1]!) : known === undefined ? [] : [known];
  if (objects.length === 0) throw new GateError(`${className}: which object does ${name} stand for?`);
  return objects;
}

function accessOf(className: string, code: string): string {
  if (/\bQueries\.(?:records|aggregate)\(/.test(code)) return 'system';
  if (/\bLoopbackApi\b/.test(code)) return 'the user of the Named Credential, by the Tooling API';
  throw new GateError(`${className}: who runs the query that it writes?`);
}

interface Member {
  readonly name: string;
  readonly offset: number;
  readonly comment: string;
}

/** Methods and constructors, as Prettier writes them. */
function membersOf(text: string): Member[] {
  return [...text.matchAll(/^ {4,8}(?:public|private|protected)\b[^=;\n(]*?\b(\w+)\(/gm)].map((match) => ({
    name: match[1]!,
    offset: match.index,
    comment: commentAbove(text, match.index)
  }));
}

function commentAbove(text: string, offset: number): string {
  const above = text
    .slice(0, offset)
    .trimEnd()
    .replace(/(?:\s*(?:\/\/ (?:Reason|code-analyzer).*|@\w+.*))+$/, '');
  const block = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/$/.exec(above)?.[1] ?? '';
  return block.replace(/^\s*\* ?/gm, '').trim();
}

/** The first sentence that tells what, not what it costs; where there is none, what is returned. */
function sentence(comment: string): string {
  const [text = '', ...tags] = comment.split(/^@/m);
  const told = text
    .replace(/\s+/g, ' ')
    .replace(/\bLimits: .*/, '')
    .trim();
  const first = /^.*?[.:?](?=\s|$)/.exec(told)?.[0] ?? told;
  if (first !== '') return first.replace(/[.:]$/, '');
  const returned = tags.find((tag) => tag.startsWith('return '))?.slice('return '.length) ?? '';
  const words = returned.replace(/\s+/g, ' ').split(';')[0]!.trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
