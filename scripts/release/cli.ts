/** Which Salesforce CLI these tools run, and what they are made for. */
import path from 'node:path';
import { projectRoot } from '../../local-org/cli/bootstrap.mjs';
import type { DoctorFacts } from './commands/doctor.ts';
import { readJson } from './config.ts';

/** Where the CLI is installed, on first use. */
export const CLI_FOLDER = path.join(projectRoot, 'scripts/sf');
export const CLI_PROGRAM = path.join(CLI_FOLDER, 'node_modules/@salesforce/cli/bin/run.js');

export function doctorFacts(): DoctorFacts {
  const { node } = readJson(path.join(projectRoot, 'package.json'))['engines'] as Record<string, string>;
  const { dependencies } = readJson(path.join(CLI_FOLDER, 'package.json'));
  return {
    node: (node ?? '').replace('>=', ''),
    cli: (dependencies as Record<string, string>)['@salesforce/cli'] ?? ''
  };
}
