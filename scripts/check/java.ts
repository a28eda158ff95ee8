import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GateError } from './gate.ts';

const run = promisify(execFile);
const OLDEST = 11;

/**
 * The `java` command to use: from JAVA_HOME when set, else from the PATH.
 * @throws GateError when there is none, or it is older than Java 11.
 */
export async function findJava(): Promise<string> {
  const home = process.env['JAVA_HOME'];
  const java = home ? `${home}/bin/java` : 'java';
  let text: string;
  try {
    text = (await run(java, ['-version'])).stderr;
  } catch {
    throw new GateError(
      `Java ${OLDEST} or newer is needed for the Apex gates, and \`${java}\` does not start. Install it (Debian: apt-get install default-jre-headless) or set JAVA_HOME.`
    );
  }
  const version = javaVersion(text);
  if (version === null || version < OLDEST) {
    throw new GateError(
      `Java ${OLDEST} or newer is needed for the Apex gates; \`${java}\` says: ${text.split('\n')[0] ?? ''}`
    );
  }
  return java;
}

/** Major version from `java -version`; 1.8 is 8. Null when the text has none. */
export function javaVersion(text: string): number | null {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match ? Number(match[1]) : null;
}
