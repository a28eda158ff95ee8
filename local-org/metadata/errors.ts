/** Metadata that Salesforce would not deploy, or that the local org cannot represent. Says where, and what to do. */
export class MetadataError extends Error {
  override readonly name = 'MetadataError';
  readonly path: string;
  /** One-based; 1 when the whole file is meant. */
  readonly line: number;

  constructor(path: string, line: number, message: string) {
    super(`${path}:${line}: ${message}`);
    this.path = path;
    this.line = line;
  }
}

/** Metadata that Salesforce takes and the local org cannot represent. */
export class UnsupportedMetadataError extends MetadataError {}

/** Hears of every piece that is left out. Whoever runs an org throws; whoever only checks Apex may go on without it. */
export type OnUnsupported = (error: UnsupportedMetadataError) => void;

export function throwUnsupported(error: UnsupportedMetadataError): never {
  throw error;
}
