/** An org in a folder of its own, without a server: what deployments are tested on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LocalOrg } from '../../jobs/local-org.ts';
import { ADMIN_USER_ID } from '../../store/index.ts';
import type { Deployments } from '../deploy/deployments.ts';
import { OrgMetadata } from '../deploy/org-metadata.ts';
import type { MetadataState } from '../deploy/metadata-state.ts';
import type { DeployOptions, DeployResult } from '../deploy/result.ts';
import { pack } from '../metadata/archive.ts';
import { OrgRegistry } from '../orgs/registry.ts';

export const ADMIN = { id: ADMIN_USER_ID, name: 'Admin User' };

const OPTIONS: DeployOptions = {
  checkOnly: false,
  ignoreWarnings: false,
  rollbackOnError: true,
  purgeOnDelete: false,
  testLevel: 'NoTestRun',
  runTests: []
};

export class OrgOnDisk {
  readonly folder: string;
  readonly metadata: OrgMetadata;
  readonly #orgs: OrgRegistry;

  private constructor(folder: string, orgs: OrgRegistry, metadata: OrgMetadata) {
    this.folder = folder;
    this.#orgs = orgs;
    this.metadata = metadata;
  }

  static async create(): Promise<OrgOnDisk> {
    const folder = mkdtempSync(path.join(tmpdir(), 'org-on-disk-'));
    const errors: unknown[] = [];
    const orgs = new OrgRegistry({ folder, hosts: {}, onError: (error) => errors.push(error) });
    const hosted = await orgs.create({
      kind: 'scratch',
      projects: [],
      identity: {
        organizationName: 'Test Scratch',
        organizationType: 'Developer Edition',
        instanceName: 'LOCAL',
        isSandbox: true,
        trialExpiration: Date.now() + 86_400_000,
        namespacePrefix: null,
        username: 'test@local-org.example'
      }
    });
    return new OrgOnDisk(folder, orgs, new OrgMetadata(orgs, hosted));
  }

  get deployments(): Deployments {
    return this.metadata.deployments;
  }

  get state(): MetadataState {
    return this.metadata.state;
  }

  local(): LocalOrg {
    return this.metadata.local();
  }

  /** Text of the org's classes by name. */
  classes(): Record<string, string> {
    return Object.fromEntries(
      this.local().compiled.projects.flatMap(({ classes }) => classes.map(({ name, text }) => [name, text]))
    );
  }

  /** Deploys files (the manifest is written for them unless there is one) and waits for the end. */
  async deploy(files: Readonly<Record<string, string>>, options: Partial<DeployOptions> = {}): Promise<DeployResult> {
    const id = this.deployments.start(archiveOf(files), { ...OPTIONS, ...options }, ADMIN);
    await this.deployments.idle();
    return this.deployments.status(id);
  }

  async remove(): Promise<void> {
    await this.deployments.idle();
    await this.#orgs.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
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
