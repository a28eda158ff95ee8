import { ConnectError } from './errors.ts';

const TIMEOUT = 30_000;

/**
 * A request that is answered, or a refusal in words.
 * @param origin what is named when nothing answers; an address may hold a code
 * @throws ConnectError `unreachable`
 */
export async function reach(origin: string, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT) });
  } catch (error) {
    const { cause } = error as Error;
    throw new ConnectError(
      'unreachable',
      `${origin} cannot be reached: ${cause instanceof Error ? cause.message : (error as Error).message}.`,
      'Check the address, the network and the proxy, then start again.'
    );
  }
}
