import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sfError } from '../errors.ts';
import { COMMANDS, helpFor } from '../help.ts';
import { releaseNotes, versionDescription } from '../notes.ts';
import { Secrets } from '../secrets.ts';

const FACTS = { title: 'Things', version: '1.1.0', commit: 'abcdef0123456789', ancestor: '1.0.0' };

describe('release notes', () => {
  const commits = [
    { hash: '1111111aaaa', subject: 'Count <all> things_by_name' },
    { hash: '2222222bbbb', subject: 'Mend it' }
  ];

  it('are a line for each commit, with nothing that Markdown would take for itself', () => {
    const notes = releaseNotes(FACTS, commits);
    assert.match(notes, /^# Things 1\.1\.0\n\nChanges since 1\.0\.0\. Built from commit abcdef0123456789\.\n/);
    assert.match(notes, /\n- Count \\<all\\> things\\_by\\_name \(1111111\)\n- Mend it \(2222222\)\n$/);
  });

  it('say when there is nothing, or nothing before', () => {
    assert.match(releaseNotes({ ...FACTS, ancestor: null }, commits), /The first release\./);
    assert.match(releaseNotes(FACTS, []), /No changes\./);
  });

  it('fit into the description of a version', () => {
    assert.equal(
      versionDescription(FACTS, [{ hash: '1', subject: 'Mend it' }]),
      '1 change, since 1.0.0 (abcdef0): Mend it'
    );
    const long = versionDescription(FACTS, Array(50).fill(commits[0]) as typeof commits);
    assert.deepEqual([long.length, long.at(-1)], [255, '…']);
  });
});

describe('secrets', () => {
  const secrets = new Secrets({
    ELEMENTS_CONNECT_INSTALLATION_KEY: 'kéy "1"',
    ELEMENTS_CONNECT_DEV_HUB_JWT_KEY: '-----BEGIN\nabc\n-----END',
    SF_ACCESS_TOKEN: ''
  });

  it('are hidden as they are, and as JSON shows them', () => {
    assert.equal(secrets.hide('--installation-key kéy "1" now'), '--installation-key *** now');
    assert.equal(secrets.hide(JSON.stringify({ key: 'kéy "1"' })), '{"key":"***"}');
    assert.equal(secrets.hide('-----BEGIN\nabc\n-----END'), '***');
  });

  it('are hidden when nobody named them: session ids and auth URLs', () => {
    assert.equal(secrets.hide('at 00D000000000001AAA!AQ.abc_1 now'), 'at *** now');
    assert.equal(secrets.hide('"force://PlatformCLI::5Aep@x.my.salesforce.com"'), '"***"');
    assert.equal(secrets.hide('00D000000000001 and nothing else'), '00D000000000001 and nothing else');
  });
});

describe('errors of sf', () => {
  const cases: readonly [name: string, message: string, code: string][] = [
    ['NamedOrgNotFoundError', 'No authorization information found for uat.', 'unknown_org'],
    ['', 'No default dev hub found.', 'no_dev_hub'],
    ['INVALID_SESSION_ID', 'Session expired or invalid', 'login_expired'],
    [
      'RefreshTokenAuthError',
      'Error authenticating with the refresh token due to: expired access/refresh token',
      'login_expired'
    ],
    ['INVALID_TYPE', "sObject type 'ScratchOrgInfo' is not supported.", 'not_a_dev_hub'],
    ['LIMIT_EXCEEDED', 'This organization has reached its active scratch org limit', 'scratch_limit'],
    ['LIMIT_EXCEEDED', 'This organization has reached its daily scratch org signup limit', 'scratch_limit'],
    ['', 'A released package version with version number 1.0.0 already exists.', 'version_released'],
    ['', 'fetch failed', 'network'],
    ['ECONNRESET', 'read ECONNRESET', 'network'],
    ['FUNCTIONALITY_NOT_ENABLED', 'not supported by the local org: MultiCurrency', 'not_supported_by_local_org'],
    ['Odd', 'Something new', 'sf_failed']
  ];
  for (const [name, message, code] of cases)
    it(`tell ${code} from "${name} ${message}"`, () => {
      const error = sfError('sf org list', { name, message });
      assert.equal(error.code, code);
      assert.ok(error.message.includes(message), 'Salesforce’s own words stay');
      assert.ok(error.fix.length > 20, error.fix);
    });
});

describe('help', () => {
  for (const command of COMMANDS)
    it(`shows examples of ${command}`, () =>
      assert.match(helpFor(command), new RegExp(`Examples\\n.*release -- ${command}`)));
});
