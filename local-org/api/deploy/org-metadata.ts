/** The metadata of the hosted orgs: source, deployments and state of each, found again whenever its org is reopened. */
import path from 'node:path';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import type { LocalOrg } from '../../jobs/local-org.ts';
import { SourceTree } from '../metadata/source-tree.ts';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { Session } from '../session.ts';
import { Deployments } from './deployments.ts';
import { MetadataState } from './metadata-state.ts';
import type { Member } from './metadata-state.ts';
import type { DeployTarget, DeployUser } from './target.ts';

export class OrgMetadata implements DeployTarget {
  readonly folder: string;
  readonly tree: SourceTree;
  readonly state: MetadataState;
  readonly deployments: Deployments;
  readonly #orgs: OrgRegistry;
  hosted: HostedOrg;

  constructor(orgs: OrgRegistry, hosted: HostedOrg) {
    this.#orgs = orgs;
    this.hosted = hosted;
    this.folder = hosted.folder;
    this.tree = new SourceTree(path.join(hosted.folder, 'source')).create('');
    this.state = new MetadataState(hosted.folder, (member) => this.#track(member));
    this.deployments = new Deployments(this);
  }

  packages(): readonly string[] {
    return this.hosted.facts.projects.filter((project) => project !== this.tree.root);
  }

  local(): LocalOrg {
    return this.hosted.local;
  }

  async replace(compiled: CompiledOrg): Promise<void> {
    await this.replaceWith([...this.packages(), this.tree.root], compiled);
  }

  /** Like `replace`, with other packages. @param projects the org's own source included, when it has any */
  async replaceWith(projects: readonly string[], compiled: CompiledOrg): Promise<void> {
    try {
      await this.#orgs.replaceProjects(this.hosted.facts.id, projects, compiled);
    } finally {
      this.hosted = await this.#orgs.open(this.hosted.facts.id);
    }
  }

  /** Rows of SourceMember, which only orgs that track their source have. */
  #track({ type, name, memberId, obsolete, revision, isNew, changedById }: Member): void {
    const { platform } = this.hosted;
    if (!platform.has('tooling', 'SourceMember')) return;
    const where = { MemberType: type, MemberName: name };
    const values = {
      MemberIdOrName: memberId,
      IsNameObsolete: obsolete,
      RevisionCounter: revision,
      IsNewMember: isNew,
      ChangedBy: changedById
    };
    const id = platform.find('SourceMember', where)[0]?.['Id'];
    if (typeof id === 'string') platform.update('SourceMember', id, values);
    else platform.insert('SourceMember', { ...where, ...values });
  }
}

/** One `OrgMetadata` for each org that has been asked for. */
export class MetadataCatalogue {
  readonly #orgs: OrgRegistry;
  readonly #known = new Map<string, OrgMetadata>();

  constructor(orgs: OrgRegistry) {
    this.#orgs = orgs;
  }

  of(hosted: HostedOrg): OrgMetadata {
    let found = this.#known.get(hosted.facts.id);
    if (found === undefined) this.#known.set(hosted.facts.id, (found = new OrgMetadata(this.#orgs, hosted)));
    found.hosted = hosted;
    return found;
  }

  forget(organizationId: string): void {
    this.#known.delete(organizationId);
  }
}

/** Who deploys. */
export function deployUser({ org, userId }: Session): DeployUser {
  const row = org.local.store.all('SELECT "Name" FROM "User" WHERE "Id" = ?', userId)[0];
  return { id: userId, name: typeof row?.[0] === 'string' ? row[0] : userId };
}
