/** Apex Blob: bytes. Never changed in place. */
export class ApexBlob {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  static fromText(text: string): ApexBlob {
    return new ApexBlob(new TextEncoder().encode(text));
  }

  /** The bytes read as UTF-8; null when they are not UTF-8. */
  toText(): string | null {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes);
    } catch {
      return null;
    }
  }

  equals(other: ApexBlob): boolean {
    return this.bytes.length === other.bytes.length && this.bytes.every((byte, index) => byte === other.bytes[index]);
  }

  /** What String.valueOf and debug logs show. */
  toString(): string {
    return `Blob[${this.bytes.length}]`;
  }
}
