/** The metadata gate and external client apps that are deployed beside the package. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { externalClientAppFindings } from '../external-client-app.ts';
import { readMetadata } from '../metadata-source.ts';
import type { MetadataFile } from '../metadata-source.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const { files } = readMetadata(ROOT, 'unpackaged');
const messages = (list: readonly MetadataFile[]): string[] =>
  externalClientAppFindings(list).map(({ message }) => message);
/** The shipped files, with one of them changed. */
const changed = (suffix: string, body: Record<string, string>, type?: string): MetadataFile[] =>
  files.map((file) =>
    file.suffix === suffix ? { ...file, type: type ?? file.type, body: { ...file.body, ...body } } : file
  );

describe('external client apps beside the package', () => {
  it('pass as they are shipped: app, OAuth settings, policies', () => {
    const suffixes = files.map(({ suffix }) => suffix);
    for (const suffix of ['eca', 'ecaOauth', 'ecaOauthPlcy']) assert.ok(suffixes.includes(suffix), suffix);
    assert.deepEqual(messages(files), []);
  });

  it('name an app that exists', () => {
    assert.match(messages(changed('ecaOauth', { externalClientApplication: 'Other' })).join(), /Other does not exist/);
  });

  it('have what Salesforce requires', () => {
    assert.deepEqual(messages(changed('ecaOauthPlcy', { ipRelaxationPolicyType: '' })), [
      '<ipRelaxationPolicyType> is missing'
    ]);
    assert.match(messages(changed('ecaOauth', {}, 'ConnectedApp')).join(), /holds ExtlClntAppOauthSettings/);
  });

  it('carry neither a secret nor the address of a person', () => {
    assert.match(messages(changed('ecaOauth', { consumerSecret: 'x' })).join(), /made in Setup/);
    assert.match(messages(changed('ecaOauth', {}, 'ExtlClntAppGlobalOauthSettings')).join(), /made in Setup/);
    assert.match(messages(changed('eca', { contactEmail: 'ann@acme.com' })).join(), /placeholder/);
  });
});
