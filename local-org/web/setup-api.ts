/**
 * The emulated Setup over HTTP, for the shell's own page: `GET /setup/state`, `POST /setup/state` with switches to change,
 * `POST /setup/presets/<name>`, `POST /setup/refresh-sandbox`. Every answer is the whole state.
 */
import type { IncomingMessage } from 'node:http';
import { SwitchError } from '../jobs/setup/parse-switches.ts';
import type { Setup, SetupState } from '../jobs/setup/setup.ts';
import { SWITCH_CHOICES } from '../jobs/setup/switches.ts';
import { RequestRefused, readJsonObject, requireSameOrigin } from './request-guards.ts';

/** The state, and the words that switches with a choice may have. */
export type SetupAnswer = SetupState & { readonly choices: typeof SWITCH_CHOICES };

/**
 * @param path what follows `/setup/`
 * @throws RequestRefused
 */
export async function answerSetup(request: IncomingMessage, setup: Setup, path: string): Promise<SetupAnswer> {
  return { ...(await stateAfter(request, setup, path)), choices: SWITCH_CHOICES };
}

async function stateAfter(request: IncomingMessage, setup: Setup, path: string): Promise<SetupState> {
  if (path === 'state' && request.method === 'GET') return setup.state();
  if (request.method !== 'POST') throw new RequestRefused(405, 'Setup is changed with POST');
  requireSameOrigin(request);
  const body = await readJsonObject(request);
  try {
    if (path === 'state') return setup.change(body);
    if (path === 'refresh-sandbox') return setup.refreshSandbox();
    const preset = /^presets\/([a-z-]+)$/.exec(path)?.[1];
    if (preset !== undefined) return setup.usePreset(preset);
  } catch (error) {
    if (error instanceof SwitchError) throw new RequestRefused(400, error.message);
    throw error;
  }
  throw new RequestRefused(404, `Nothing is at /setup/${path}`);
}
