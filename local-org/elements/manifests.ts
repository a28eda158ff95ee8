import { parseManifest } from './envelope.ts';
import type { MessageStore } from './message-store.ts';

export type ManifestEntryState = 'stored' | 'missing' | 'digest mismatch';

export interface ManifestReport {
  readonly id: string;
  readonly runId: string;
  /** `complete` only when every listed message is stored with its digest, and no other message claims the run. */
  readonly complete: boolean;
  readonly entries: readonly { readonly id: string; readonly state: ManifestEntryState }[];
  /** Stored messages of the same run that the manifest does not list. */
  readonly unlisted: readonly string[];
}

/** Compares every manifest received with what is stored now: messages may arrive after the manifest that lists them. */
export function reportManifests(store: MessageStore): readonly ManifestReport[] {
  const messages = store.messages();
  return messages
    .filter((message) => message.envelope.type === 'population.manifest')
    .map((message) => {
      const manifest = parseManifest(message.envelope.data);
      const listed = new Set(manifest.messages.map((entry) => entry.id));
      const entries = manifest.messages.map(({ id, sha256 }) => {
        const stored = store.get(id);
        const state: ManifestEntryState =
          stored === undefined ? 'missing' : stored.sha256 === sha256 ? 'stored' : 'digest mismatch';
        return { id, state };
      });
      const unlisted = messages
        .filter((other) => other.envelope.type !== 'population.manifest')
        .filter((other) => other.envelope.data['runId'] === manifest.runId && !listed.has(other.id))
        .map((other) => other.id);
      const complete = unlisted.length === 0 && entries.every((entry) => entry.state === 'stored');
      return { id: message.id, runId: manifest.runId, complete, entries, unlisted };
    });
}
