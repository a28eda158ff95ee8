import type { BrowserUser } from './browser-user.ts';

/** What the browser side of the local org reads from the page at start (`browser/page-context.ts`). */
export interface PageContext {
  readonly user: BrowserUser | null;
  /** Components run inside Lightning Web Security. */
  readonly isSandboxed: boolean;
}

/** `<` would let a value close the script element that carries it. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
const inHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The document that loads the design system, then the shell and the console. */
export function pageHtml(title: string, context: PageContext): string {
  return `<!doctype html>
<html lang="en" dir="ltr">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${inHtml(title)}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/slds/bundled/slds2.cosmos.css">
    <link rel="stylesheet" href="/app/page.css">
    <script id="page-context" type="application/json">${inScript(context)}</script>
    <script type="module" src="/app/${context.isSandboxed ? 'main-lws.js' : 'main.js'}"></script>
  </head>
  <body class="slds-scope"></body>
</html>
`;
}

/**
 * Everything comes from this server; styles of base components are inline. Lightning Web Security evaluates components,
 * which it needs `unsafe-eval` for, on the platform too.
 */
export const contentSecurityPolicy = (isSandboxed: boolean): string =>
  [
    "default-src 'self'",
    `script-src 'self'${isSandboxed ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join('; ');
