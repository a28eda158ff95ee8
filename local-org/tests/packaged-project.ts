/** This repository's package in the format of the Metadata API, as the `sf` CLI converts it for a package version. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pack } from '../api/metadata/archive.ts';
import { SourceTree } from '../api/metadata/source-tree.ts';
import { METADATA_TYPES } from '../api/metadata/types.ts';
import { composed } from '../api/retrieve/compose.ts';
import { manifestOf } from '../api/tests/org-on-disk.ts';
import { projectRoot } from '../cli/bootstrap.mjs';
import { readBundles, readProject } from '../web/build/project.ts';
import { compileLwcTypeScript } from '../web/build/typescript.ts';

const DIRECTORIES = new Set(METADATA_TYPES.map(({ directory }) => directory));
/** What `.forceignore` leaves out. */
const LEFT_OUT = /\/__tests__\/|\.ts$|\.js\.map$|README\.md$|(?:ts|js)config[^/]*\.json$/;

/**
 * Builds the components' JavaScript beside their TypeScript first.
 * @param folder for the source in the layout of an org
 * @returns `package.zip` of a version
 */
export async function packagedProject(folder: string): Promise<Uint8Array> {
  await compileLwcTypeScript(projectRoot, readBundles(readProject(projectRoot)));
  const tree = new SourceTree(folder).create('');
  for (const file of readProject(projectRoot).files) {
    const place = placeOf(path.relative(projectRoot, file).split(path.sep));
    if (place === null || LEFT_OUT.test(file)) continue;
    tree.write({
      type: 'file of a component',
      fullName: place,
      fileName: place,
      files: new Map([[place, new Uint8Array(readFileSync(file))]]),
      lineOffset: null
    });
  }
  const components = tree.components();
  const members = new Map<string, string[]>();
  for (const { type, fullName } of components) {
    // The labels of the project are in one file.
    const listed = type === 'CustomLabel' ? 'CustomLabels' : type;
    members.set(listed, [...(members.get(listed) ?? []), `<members>${fullName}</members>`]);
  }
  const types = [...members].map(([name, names]) => `<types>${names.join('')}<name>${name}</name></types>`);
  return pack([...composed(tree, components), ['package.xml', manifestOf(types.join(''))]]);
}

/** `force-app/main/<capability>/classes/…` to `classes/…`; tests are classes. Null for what is no metadata. */
function placeOf(parts: readonly string[]): string | null {
  const at = parts.findIndex((part, index) => index > 1 && (part === 'tests' || DIRECTORIES.has(part)));
  return at < 0 ? null : [parts[at] === 'tests' ? 'classes' : parts[at]!, ...parts.slice(at + 1)].join('/');
}
