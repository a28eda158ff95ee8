/** A key with a self-signed certificate, as a release engineer makes them for the JWT bearer flow. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface KeyAndCertificate {
  /** PEM. */
  readonly key: string;
  readonly keyFile: string;
  /** PEM. */
  readonly certificate: string;
}

/** @param folder where the files are written; needs the program `openssl` */
export function selfSigned(folder: string, name: string): KeyAndCertificate {
  const keyFile = join(folder, `${name}.key`);
  const certificateFile = join(folder, `${name}.crt`);
  const options = ['-nodes', '-days', '1', '-subj', `/CN=${name}`, '-keyout', keyFile, '-out', certificateFile];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...options], { stdio: 'ignore' });
  return { key: readFileSync(keyFile, 'utf8'), keyFile, certificate: readFileSync(certificateFile, 'utf8') };
}
