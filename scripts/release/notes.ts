/** Release notes, made of the subjects of the commits since the last release. */
import type { Commit } from './git.ts';

/** Salesforce cuts a version's description off above this. */
const DESCRIPTION_LENGTH = 255;

export interface NotesFacts {
  readonly title: string;
  readonly version: string;
  readonly commit: string;
  /** The version that this one descends from; null for the first. */
  readonly ancestor: string | null;
}

/** Markdown. */
export function releaseNotes(facts: NotesFacts, commits: readonly Commit[]): string {
  const since = facts.ancestor === null ? 'The first release.' : `Changes since ${facts.ancestor}.`;
  const lines = commits.map(({ hash, subject }) => `- ${escapeMarkdown(subject)} (${hash.slice(0, 7)})`);
  return [
    `# ${facts.title} ${facts.version}`,
    '',
    `${since} Built from commit ${facts.commit}.`,
    '',
    ...(lines.length === 0 ? ['No changes.'] : lines),
    ''
  ].join('\n');
}

/** One line for the version's description in the Dev Hub. */
export function versionDescription({ ancestor, commit }: NotesFacts, commits: readonly Commit[]): string {
  const count = commits.length === 1 ? '1 change' : `${commits.length} changes`;
  const since = ancestor === null ? 'first release' : `since ${ancestor}`;
  const text = `${count}, ${since} (${commit.slice(0, 7)}): ${commits.map(({ subject }) => subject).join('; ')}`;
  return text.length <= DESCRIPTION_LENGTH ? text : `${text.slice(0, DESCRIPTION_LENGTH - 1)}…`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&');
}
