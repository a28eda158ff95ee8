/** The contract of the callbacks: a sound OpenAPI document, and types that were generated from it as it is now. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConfig, lint } from '@redocly/openapi-core';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { GateError, type Finding, type Gate } from './gate.ts';

const DOCUMENT = 'docs/callback-api.openapi.yaml';
const TYPES = 'local-org/elements/callback-api.ts';
const HEADER = `/** Generated from ${DOCUMENT} by \`npm run check -- --write-api-types\`; not to be edited. */\n`;

/** The types of the document, formatted as the project's sources are. */
async function generate(root: string): Promise<string> {
  const tree = await openapiTS(pathToFileURL(path.join(root, DOCUMENT)), { immutable: true });
  const file = path.join(root, TYPES);
  return format(HEADER + astToString(tree), { ...(await resolveConfig(file)), filepath: file });
}

/** Brings the generated types up to date with the document. */
export async function writeApiTypes(root: string): Promise<void> {
  writeFileSync(path.join(root, TYPES), await generate(root));
}

/** Redocly's strict rules. @throws GateError when there is no document */
export const openapiGate: Gate = {
  name: 'openapi',
  title: 'OpenAPI contract of the callbacks (Redocly), and the types generated from it',
  needsJava: false,
  async run(root) {
    const ref = path.join(root, DOCUMENT);
    if (!existsSync(ref)) throw new GateError(`${DOCUMENT} is missing`);
    // The package is not published, so there is no licence to point to.
    const config = await createConfig({ extends: ['recommended-strict'], rules: { 'info-license-strict': 'off' } });
    const problems = await lint({ ref, config });
    const findings: Finding[] = problems.map(({ ruleId, message, location }) => ({
      file: DOCUMENT,
      line: 0,
      rule: `openapi:${ruleId}`,
      message: `${message} (${location[0]?.pointer ?? 'no place'})`
    }));
    if (findings.length > 0) return { findings, judged: DOCUMENT };
    const types = path.join(root, TYPES);
    if (!existsSync(types) || readFileSync(types, 'utf8') !== (await generate(root))) {
      findings.push({
        file: TYPES,
        line: 0,
        rule: 'openapi:types',
        message: `is not what ${DOCUMENT} gives: run npm run check -- --write-api-types`
      });
    }
    return { findings, judged: `${DOCUMENT}, ${TYPES}` };
  }
};
