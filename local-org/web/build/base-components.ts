import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Folder of the npm package with Salesforce's own base components. */
export const baseComponentsFolder = (root: string): string => path.join(root, 'node_modules/lightning-base-components');

/** Whether customers may use a `lightning/*` module of the package: it is exposed there with a minimum API version. */
export function isPublicBaseComponent(root: string, id: string): boolean {
  const name = /^lightning\/(\w+)$/.exec(id)?.[1];
  if (!name) return false;
  const meta = path.join(baseComponentsFolder(root), 'src/lightning', name, `${name}.js-meta.xml`);
  return existsSync(meta) && readFileSync(meta, 'utf8').includes('<minApiVersion>');
}
