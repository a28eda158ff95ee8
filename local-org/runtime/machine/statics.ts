/** Static members live in a transaction: a fresh store means that every class initialises again on first use. */

/** The statics of one class: emitted fields as properties. */
export type StaticsHolder = Record<string, unknown>;

/** Made by the platform, one per transaction; filled by emitted code only. */
export class StaticsStore {
  /** By class number within the loaded program. */
  readonly slots: Array<StaticsHolder | undefined> = [];
}
