/** Visualforce pages at `/apex/<Name>`: a document around what the org writes, with the signed state of the controller. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { VIEW_STATE } from '../jobs/visualforce/render.ts';
import type { AuraOrg } from './aura-org.ts';
import { RequestRefused, readBody, requireSameOrigin } from './request-guards.ts';

/** Signs states, so that a browser cannot make one up. A restarted server no longer takes old ones. */
const KEY = randomBytes(32);
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

type PageOrg = Required<Pick<AuraOrg, 'visualforce'>>;

/** @throws RequestRefused */
export async function answerVisualforce(
  request: IncomingMessage,
  response: ServerResponse,
  org: PageOrg,
  name: string
): Promise<string> {
  if (!/^\w+$/.test(name)) throw new RequestRefused(404, `"${name}" is no name of a page`);
  const form = await formOf(request);
  const state = form?.get(VIEW_STATE) ?? null;
  const answer = await org.visualforce(name, state === null ? null : verified(state), form?.get('action') ?? null);
  if (!answer.ok) throw new RequestRefused(answer.status, answer.message);
  response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
  const field = `<input type="hidden" name="${VIEW_STATE}" value="${signed(answer.viewState)}">`;
  return `<!doctype html>
<html lang="en" dir="ltr">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${inHtml(answer.title)}</title>
    <link rel="stylesheet" href="/slds/bundled/slds2.cosmos.css">
  </head>
  <body class="slds-scope">${answer.body.replaceAll('</form>', `${field}</form>`)}</body>
</html>
`;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams | null> {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  if (request.method !== 'POST') throw new RequestRefused(405, 'Pages are answered to GET and POST');
  requireSameOrigin(request);
  return new URLSearchParams(await readBody(request, 'application/x-www-form-urlencoded'));
}

function signature(text: string): string {
  return createHmac('sha256', KEY).update(text).digest('base64url');
}

function signed(state: string): string {
  const text = Buffer.from(state).toString('base64url');
  return `${text}.${signature(text)}`;
}

function verified(given: string): string {
  const [text = '', mark = ''] = given.split('.');
  const wanted = signature(text);
  if (mark.length !== wanted.length || !timingSafeEqual(Buffer.from(mark), Buffer.from(wanted)))
    throw new RequestRefused(400, 'The view state is not one that this server has given');
  return Buffer.from(text, 'base64url').toString();
}

function inHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
