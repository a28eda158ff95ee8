/** What a deployment needs of an org, however it is hosted. */
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import type { LocalOrg } from '../../jobs/local-org.ts';
import type { SourceTree } from '../metadata/source-tree.ts';
import type { MetadataState } from './metadata-state.ts';

export interface DeployTarget {
  /** The org's own folder on disk: deployments and the staged source go below it. */
  readonly folder: string;
  readonly tree: SourceTree;
  readonly state: MetadataState;
  /** sfdx projects of the installed packages, in the order of their installation. */
  packages(): readonly string[];
  /** The org as it runs now. */
  local(): LocalOrg;
  /**
   * Lets the org run this program from now on, on the same data brought in line with it; all or nothing.
   * @throws Error when the data cannot be brought in line: the org then runs as before
   */
  replace(compiled: CompiledOrg): Promise<void>;
}

export interface DeployUser {
  readonly id: string;
  readonly name: string;
}
