import { reportManifests } from './manifests.ts';
import type { MessageStore } from './message-store.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function table(caption: string, headers: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return `<h2>${escapeHtml(caption)}</h2><p>None.</p>`;
  const head = headers.map((header) => `<th scope="col">${escapeHtml(header)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`).join('\n');
  return `<h2>${escapeHtml(caption)}</h2><table><caption>${escapeHtml(caption)}: ${rows.length}</caption>
<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;margin:2rem;max-width:70rem;color:#181818;background:#fff}
table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.25rem 0;color:#444}
th,td{text-align:left;padding:.375rem .75rem;border-bottom:1px solid #c9c9c9;overflow-wrap:anywhere;vertical-align:top}`;

/** What arrived, for a person: no script, everything a sender controls escaped. */
export function renderPage(store: MessageStore): string {
  const messages = store
    .messages()
    .map((message) => [
      new Date(message.receivedAt).toISOString(),
      message.envelope.type,
      subjectOf(message.envelope.data),
      message.id,
      `${Buffer.byteLength(message.body)} bytes`
    ]);
  const manifests = reportManifests(store).map((manifest) => [
    manifest.runId,
    manifest.complete ? 'complete' : 'not complete',
    countState(manifest.entries, 'stored'),
    countState(manifest.entries, 'missing'),
    countState(manifest.entries, 'digest mismatch'),
    String(manifest.unlisted.length),
    String(manifest.missingParts.length)
  ]);
  const refused = store
    .refused()
    .map((request) => [
      new Date(request.receivedAt).toISOString(),
      String(request.status),
      request.id ?? '(no id)',
      request.reason
    ]);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Elements reference endpoint</title><style>${STYLE}</style></head>
<body><main><h1>Elements reference endpoint</h1>
<p>Verified messages that arrived at <code>/connect/v1/messages</code>. As JSON: <a href="/messages">/messages</a>.</p>
${table('Manifests', ['Run', 'State', 'Stored', 'Missing', 'Other digest', 'Not listed', 'Missing manifests'], manifests)}
${table('Messages', ['Received', 'Type', 'Subject', 'Id', 'Size'], messages)}
${table('Refused', ['Received', 'Status', 'Id', 'Reason'], refused)}
</main></body></html>
`;
}

function countState(entries: readonly { readonly state: string }[], state: string): string {
  return String(entries.filter((entry) => entry.state === state).length);
}

function subjectOf(data: Readonly<Record<string, unknown>>): string {
  const named = data['objectName'] ?? data['runId'];
  return typeof named === 'string' ? named : '';
}
