/** What git says about the working tree and its history. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ReleaseError } from './errors.ts';

const run = promisify(execFile);

export interface Commit {
  readonly hash: string;
  readonly subject: string;
}

export class Git {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** @throws ReleaseError outside a repository, or before the first commit */
  async head(): Promise<string> {
    return (await this.#git('rev-parse', 'HEAD')).trim();
  }

  /** Paths that differ from the commit, untracked ones included. */
  async changes(): Promise<string[]> {
    return (await this.#git('status', '--porcelain'))
      .split('\n')
      .filter(Boolean)
      .map((line) => line.slice(3));
  }

  /** @throws ReleaseError `dirty_tree`, with the first paths */
  async requireClean(): Promise<void> {
    const changes = await this.changes();
    if (changes.length === 0) return;
    const more = changes.length > 5 ? ` and ${changes.length - 5} more` : '';
    throw new ReleaseError(
      'dirty_tree',
      `The working tree is not what is committed: ${changes.slice(0, 5).join(', ')}${more}.`,
      'Commit or stash it: a version is built from a commit, so that it can be built again.'
    );
  }

  /**
   * Commits up to now, the newest first, merges left out.
   * @param since a commit, exclusive; null for all
   * @throws ReleaseError `history_missing` when this clone does not have that commit
   */
  async log(since: string | null): Promise<Commit[]> {
    if (since !== null) {
      const known = await this.#git('cat-file', '-t', since).catch(() => '');
      if (known.trim() !== 'commit')
        throw new ReleaseError(
          'history_missing',
          `This clone does not have commit ${since}, from which the last release was built.`,
          'Fetch the whole history: git fetch --unshallow (in a workflow: actions/checkout with fetch-depth: 0).'
        );
    }
    const range = since === null ? 'HEAD' : `${since}..HEAD`;
    const text = await this.#git('log', '--no-merges', '--format=%H%x09%s', range);
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [hash = '', ...subject] = line.split('\t');
        return { hash, subject: subject.join('\t') };
      });
  }

  async #git(...args: string[]): Promise<string> {
    try {
      return (await run('git', args, { cwd: this.#root, maxBuffer: 64 << 20 })).stdout;
    } catch (error) {
      const { stderr = '', message } = error as Error & { stderr?: string };
      throw new ReleaseError(
        'git_failed',
        `git ${args[0] ?? ''}: ${stderr.trim() || message}`,
        'Run the command in a clone of the repository with at least one commit.'
      );
    }
  }
}
