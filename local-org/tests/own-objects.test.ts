import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../../force-app/main', import.meta.url));

/** Objects of the package that have records: no custom settings and no metadata types. */
function objectsOfThePackage(): string[] {
  const files = readdirSync(PACKAGE, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('__c.object-meta.xml')
  );
  return files
    .filter((file) => !readFileSync(join(PACKAGE, file), 'utf8').includes('<customSettingsType>'))
    .map((file) => basename(file, '.object-meta.xml'))
    .sort();
}

it('the package knows each of its own objects, so that it never counts them', () => {
  const source = readFileSync(join(PACKAGE, 'foundation/classes/PackageObjects.cls'), 'utf8');
  const known = [...source.matchAll(/'(\w+__c)'/g)].map(([, name]) => name);
  const objects = objectsOfThePackage();
  assert.ok(objects.length > 0);
  assert.deepEqual(known, objects);
});
