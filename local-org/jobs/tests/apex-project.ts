/** A small sfdx project written for one test, and the results of its Apex tests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runApexTests } from '../apex-tests.ts';
import type { ApexTestRun } from '../apex-tests.ts';

const META =
  '<?xml version="1.0" encoding="UTF-8"?>\n<KIND xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></KIND>\n';

/** Text of a metadata file. */
export function metadata(element: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${element} xmlns="http://soap.sforce.com/2006/04/metadata">${content}</${element}>\n`;
}

/** The definition of a custom object with a text name. */
export function customObject(label: string, more = '<sharingModel>ReadWrite</sharingModel>'): string {
  return metadata(
    'CustomObject',
    `<deploymentStatus>Deployed</deploymentStatus><label>${label}</label><pluralLabel>${label}s</pluralLabel>` +
      `<nameField><label>Name</label><type>Text</type></nameField>${more}`
  );
}

export interface ProjectOnDisk {
  /** Name of the class (`Foo`) or trigger (`Foo.trigger`) -> its text. */
  readonly apex: Readonly<Record<string, string>>;
  /** Further files, by path below the package directory. */
  readonly files?: Readonly<Record<string, string>>;
  readonly namespace?: string;
}

/** Writes a project below `root`; its package directory is `force-app`, or has the name of its namespace. */
export function putProject(root: string, { apex, files = {}, namespace = '' }: ProjectOnDisk): void {
  const directory = namespace === '' ? 'force-app' : namespace;
  const put = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  put(
    'sfdx-project.json',
    JSON.stringify({ packageDirectories: [{ path: directory, default: true }], namespace, sourceApiVersion: '65.0' })
  );
  for (const [name, text] of Object.entries(apex)) {
    const isTrigger = name.endsWith('.trigger');
    const file = isTrigger ? `${directory}/triggers/${name}` : `${directory}/classes/${name}.cls`;
    put(file, text);
    put(`${file}-meta.xml`, META.replaceAll('KIND', isTrigger ? 'ApexTrigger' : 'ApexClass'));
  }
  for (const [file, text] of Object.entries(files)) put(`${directory}/${file}`, text);
}

/**
 * Runs the tests of a project.
 * @param apex as in `ProjectOnDisk`
 * @param files further files, by path below `force-app/`
 */
export async function runProject(
  apex: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
  unsupported: 'refuse' | 'leaveOut' = 'refuse'
): Promise<ApexTestRun> {
  const root = mkdtempSync(path.join(tmpdir(), 'apex-project-'));
  try {
    putProject(root, { apex, files });
    return await runApexTests({ projects: [root], unsupported, workers: 1 });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** `method: outcome message` of every method that did not pass. */
export function problems({ results }: ApexTestRun): string[] {
  return results
    .filter(({ outcome }) => outcome !== 'Pass')
    .map(({ method, outcome, message, stackTrace }) => `${method}: ${outcome} ${message ?? ''}\n${stackTrace ?? ''}`);
}

/** The same with the first line only of each, without the words that everything unsupported begins with. */
export function refusals(run: ApexTestRun): string[] {
  return problems(run).map((text) => text.split('\n')[0]!.replace('Unsupported not supported by the local org: ', ''));
}
