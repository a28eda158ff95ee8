/** An org in a folder of its own, without a server: what deployments are tested on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileOrg } from '../../jobs/compile-org.ts';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import { changeOrg } from '../../jobs/change-org.ts';
import { LocalOrg } from '../../jobs/local-org.ts';
import { ADMIN_USER_ID } from '../../store/index.ts';
import { Deployments } from '../deploy/deployments.ts';
import { MetadataState } from '../deploy/metadata-state.ts';
import type { DeployOptions, DeployResult } from '../deploy/result.ts';
import type { DeployTarget } from '../deploy/target.ts';
import { pack } from '../metadata/archive.ts';
import { SourceTree } from '../metadata/source-tree.ts';

export const ADMIN = { id: ADMIN_USER_ID, name: 'Admin User' };

const OPTIONS: DeployOptions = {
  checkOnly: false,
  ignoreWarnings: false,
  rollbackOnError: true,
  purgeOnDelete: false,
  testLevel: 'NoTestRun',
  runTests: []
};

export class OrgOnDisk implements DeployTarget {
  readonly folder: string;
  readonly tree: SourceTree;
  readonly state: MetadataState;
  readonly deployments: Deployments;
  readonly installed: string[] = [];
  #local: LocalOrg;

  private constructor(folder: string, tree: SourceTree, local: LocalOrg) {
    this.folder = folder;
    this.tree = tree;
    this.#local = local;
    this.state = new MetadataState(folder);
    this.deployments = new Deployments(this);
  }

  static async create(): Promise<OrgOnDisk> {
    const folder = mkdtempSync(path.join(tmpdir(), 'org-on-disk-'));
    const tree = new SourceTree(path.join(folder, 'source')).create('');
    return new OrgOnDisk(folder, tree, await LocalOrg.open(optionsOf(folder, compileOrg([tree.root]))));
  }

  packages(): readonly string[] {
    return this.installed;
  }

  local(): LocalOrg {
    return this.#local;
  }

  replace(compiled: CompiledOrg): Promise<void> {
    return changeOrg(this.#local, compiled, optionsOf(this.folder, compiled), (org) => (this.#local = org));
  }

  /** Deploys files (the manifest is written for them unless there is one) and waits for the end. */
  async deploy(files: Readonly<Record<string, string>>, options: Partial<DeployOptions> = {}): Promise<DeployResult> {
    const id = this.deployments.start(archiveOf(files), { ...OPTIONS, ...options }, ADMIN);
    await this.deployments.idle();
    return this.deployments.status(id);
  }

  async remove(): Promise<void> {
    await this.deployments.idle();
    await this.#local.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function optionsOf(folder: string, compiled: CompiledOrg): Parameters<typeof LocalOrg.open>[0] {
  return { projects: [], compiled, databaseFile: path.join(folder, 'org.db'), engineStopped: true };
}

const TYPES: Readonly<Record<string, string>> = {
  classes: 'ApexClass',
  triggers: 'ApexTrigger',
  objects: 'CustomObject',
  permissionsets: 'PermissionSet',
  lwc: 'LightningComponentBundle',
  labels: 'CustomLabels',
  customMetadata: 'CustomMetadata',
  settings: 'Settings',
  customPermissions: 'CustomPermission'
};

export function archiveOf(files: Readonly<Record<string, string>>): Uint8Array {
  if ('package.xml' in files) return pack(Object.entries(files));
  const members = Object.keys(files)
    .filter((file) => file.includes('/') && !file.endsWith('-meta.xml'))
    .map((file) => {
      const [folder, name] = file.split('/') as [string, string];
      return `<types><members>${name.replace(/\.\w+$/, '')}</members><name>${TYPES[folder] ?? folder}</name></types>`;
    });
  return pack([...Object.entries(files), ['package.xml', manifestOf([...new Set(members)].join(''))]]);
}

export function manifestOf(types: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Package xmlns="http://soap.sforce.com/2006/04/metadata">${types}<version>65.0</version></Package>`;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

/** A class with its metadata file. */
export function apexClass(name: string, text: string): Record<string, string> {
  return {
    [`classes/${name}.cls`]: text,
    [`classes/${name}.cls-meta.xml`]: `${XML}<ApexClass ${NAMESPACE}><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>\n`
  };
}

/** An object's file: the definition and what else it holds, one element a line. */
export function customObject(name: string, ...parts: readonly string[]): Record<string, string> {
  const own = [
    `<label>${name}</label>`,
    `<pluralLabel>${name}</pluralLabel>`,
    '<nameField><label>Name</label><type>Text</type></nameField>',
    '<deploymentStatus>Deployed</deploymentStatus>',
    '<sharingModel>ReadWrite</sharingModel>'
  ];
  return objectFile(name, ...own, ...parts);
}

export function objectFile(name: string, ...parts: readonly string[]): Record<string, string> {
  return { [`objects/${name}.object`]: `${XML}<CustomObject ${NAMESPACE}>\n${parts.join('\n')}\n</CustomObject>\n` };
}

export function field(name: string, type: string, more = ''): string {
  return `<fields><fullName>${name}</fullName><label>${name}</label><type>${type}</type>${more}</fields>`;
}

export function metadataFile(root: string, content: string): string {
  return `${XML}<${root} ${NAMESPACE}>${content}</${root}>\n`;
}
