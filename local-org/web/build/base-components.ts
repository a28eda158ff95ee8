import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BASE_COMPONENTS_FOLDER } from './paths.ts';

/** Whether customers may use a `lightning/*` module of the package: it is exposed there with a minimum API version. */
export function isPublicBaseComponent(id: string): boolean {
  const name = /^lightning\/(\w+)$/.exec(id)?.[1];
  if (!name) return false;
  const meta = path.join(BASE_COMPONENTS_FOLDER, 'src/lightning', name, `${name}.js-meta.xml`);
  return existsSync(meta) && readFileSync(meta, 'utf8').includes('<minApiVersion>');
}
