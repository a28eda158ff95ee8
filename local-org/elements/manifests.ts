import { isManifest, manifestOf } from './envelope.ts';
import type { Manifest } from './envelope.ts';
import type { MessageStore } from './message-store.ts';

export type ManifestEntryState = 'stored' | 'missing' | 'digest mismatch';

/** What the manifests of a run say, against what is stored. */
export interface ManifestReport {
  readonly runId: string;
  /**
   * All manifests of the run are here, every listed message is stored with its digest, and no other message claims the
   * run.
   */
  readonly complete: boolean;
  /** Numbers of the manifests that are missing before the last; the last itself counts when it is not known. */
  readonly missingParts: readonly number[];
  readonly entries: readonly { readonly id: string; readonly state: ManifestEntryState }[];
  /** Stored messages of the same run that no manifest lists. */
  readonly unlisted: readonly string[];
}

/** Compares the manifests of every run with what is stored now: messages may arrive after the manifest that lists them. */
export function reportManifests(store: MessageStore): readonly ManifestReport[] {
  const byRun = new Map<string, Manifest[]>();
  for (const { envelope } of store.messages()) {
    if (!isManifest(envelope)) continue;
    const manifest = manifestOf(envelope);
    byRun.set(manifest.runId, [...(byRun.get(manifest.runId) ?? []), manifest]);
  }
  return [...byRun].map(([runId, manifests]) => reportRun(store, runId, manifests));
}

function reportRun(store: MessageStore, runId: string, manifests: readonly Manifest[]): ManifestReport {
  const listed = manifests.flatMap((manifest) => manifest.messages);
  const ids = new Set(listed.map((entry) => entry.id));
  const entries = listed.map(({ id, sha256 }) => {
    const stored = store.get(id);
    const state: ManifestEntryState =
      stored === undefined ? 'missing' : stored.sha256 === sha256 ? 'stored' : 'digest mismatch';
    return { id, state };
  });
  const unlisted = store
    .messages()
    .filter(({ envelope }) => !isManifest(envelope) && envelope.data['runId'] === runId)
    .map((message) => message.id)
    .filter((id) => !ids.has(id));
  const missingParts = missingPartsOf(manifests);
  const complete =
    missingParts.length === 0 && unlisted.length === 0 && entries.every((entry) => entry.state === 'stored');
  return { runId, complete, missingParts, entries, unlisted };
}

function missingPartsOf(manifests: readonly Manifest[]): number[] {
  const known = new Set(manifests.map((manifest) => manifest.part));
  const last = manifests.find((manifest) => manifest.isLast)?.part ?? Math.max(...known) + 1;
  return Array.from({ length: last }, (_, index) => index + 1).filter((part) => !known.has(part));
}
