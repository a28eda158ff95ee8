import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/** The request cannot be trusted; the message says why in words fit for a log, and reveals nothing about the secret. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
}

export interface SignatureHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

/** The library's own, which knows no other clock than that of the machine. */
const TOLERANCE_SECONDS = 300;
const NO_MATCH = 'No matching signature found';

/**
 * Checks requests against the Standard Webhooks specification with its public library. Any of the secrets may have
 * signed, so that a secret can be rotated without losing a message. Timestamps more than five minutes away from the
 * clock of this machine are refused.
 */
export class SignatureVerifier {
  readonly #keys: readonly Webhook[];
  readonly #skewSeconds: number;

  /**
   * @param skewSeconds how far the clock is to go ahead, for tests; negative: behind
   * @throws Error when there is no secret, or one is not `whsec_` followed by base64.
   */
  constructor(secrets: readonly string[], skewSeconds = 0) {
    this.#skewSeconds = skewSeconds;
    if (secrets.length === 0) throw new Error('The Elements endpoint needs at least one secret');
    this.#keys = secrets.map((secret) => new Webhook(secret));
  }

  /** @throws SignatureError when no secret fits, a header is malformed, or the timestamp is too old or too new. */
  verify(body: string, headers: SignatureHeaders): void {
    // The library reads the number at the start of the header and ignores what follows; a signer never writes that.
    if (!/^\d+$/.test(headers.timestamp)) throw new SignatureError('webhook-timestamp must be whole seconds');
    if (this.#skewSeconds !== 0) {
      const ahead = Number(headers.timestamp) - (Date.now() / 1000 + this.#skewSeconds);
      if (ahead < -TOLERANCE_SECONDS) throw new SignatureError('Message timestamp too old');
      if (ahead > TOLERANCE_SECONDS) throw new SignatureError('Message timestamp too new');
    }
    let reason = NO_MATCH;
    for (const key of this.#keys) {
      try {
        key.verify(
          body,
          {
            'webhook-id': headers.id,
            'webhook-timestamp': headers.timestamp,
            'webhook-signature': headers.signature
          },
          { jsonParse: false }
        );
        return;
      } catch (error) {
        if (!(error instanceof WebhookVerificationError)) throw error;
        reason = error.message;
      }
    }
    throw new SignatureError(reason);
  }
}
