/** Small sfdx projects on disk, for tests of the commands that read them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';

export const folder = mkdtempSync(join(tmpdir(), 'commands-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;

/** Writes a project with these files, beside a project file and what every class needs, and gives its folder. */
export function project(files: Readonly<Record<string, string>>): string {
  count += 1;
  const root = join(folder, String(count));
  const all: Record<string, string> = {
    'sfdx-project.json': '{ "packageDirectories": [{ "path": "app" }] }',
    ...files
  };
  for (const name of Object.keys(files).filter((path) => path.endsWith('.cls'))) {
    all[`${name}-meta.xml`] ??=
      '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>';
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
