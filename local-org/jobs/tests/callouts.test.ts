import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { execute } from '../../runtime/platform/execution.ts';
import { exchange } from '../../runtime/platform/http-exchange.ts';
import type { WireRequest } from '../../runtime/platform/http-exchange.ts';
import { ADMIN_USER_ID, openStore, setUpOrg } from '../../store/index.ts';
import { compileOrg } from '../compile-org.ts';
import { openRuntime } from '../org-runtime.ts';
import type { OrgRuntime } from '../org-runtime.ts';
import { metadata, putProject } from './apex-project.ts';

const CALLER = `public class Caller {
  public static String call(String endpoint, String header, String body) {
    HttpRequest request = new HttpRequest();
    request.setEndpoint(endpoint);
    request.setMethod('POST');
    request.setHeader('X-Own', header);
    request.setBody(body);
    HttpResponse response = new Http().send(request);
    return response.getStatusCode() + ' ' + response.getHeader('Location');
  }
}`;
const LEGACY = '<endpoint>https://api.example/base/</endpoint><label>x</label>';
const CREDENTIALS: Readonly<Record<string, string>> = {
  Open: `${LEGACY}<principalType>Anonymous</principalType><protocol>NoAuthentication</protocol>`,
  Basic:
    `${LEGACY}<principalType>NamedUser</principalType><protocol>Password</protocol><username>ali</username><password>sesame</password>` +
    '<allowMergeFieldsInBody>true</allowMergeFieldsInBody><allowMergeFieldsInHeader>true</allowMergeFieldsInHeader>',
  Silent:
    `${LEGACY}<principalType>NamedUser</principalType><protocol>Password</protocol><username>ali</username><password>sesame</password>` +
    '<generateAuthorizationHeader>false</generateAuthorizationHeader>',
  Token: `${LEGACY}<principalType>NamedUser</principalType><protocol>Oauth</protocol>`,
  Off: `${LEGACY}<principalType>Anonymous</principalType><protocol>NoAuthentication</protocol><calloutStatus>Disabled</calloutStatus>`,
  External:
    '<label>x</label><namedCredentialType>SecuredEndpoint</namedCredentialType>' +
    '<namedCredentialParameters><parameterName>Url</parameterName><parameterType>Url</parameterType><parameterValue>https://api.example</parameterValue></namedCredentialParameters>' +
    '<namedCredentialParameters><externalCredential>E</externalCredential><parameterName>ExternalCredential</parameterName><parameterType>Authentication</parameterType></namedCredentialParameters>'
};

describe('callouts', () => {
  let folder: string;
  let runtime: OrgRuntime;
  let sent: WireRequest[];

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'callouts-'));
    putProject(folder, {
      apex: { Caller: CALLER },
      files: Object.fromEntries(
        Object.entries(CREDENTIALS).map(([name, xml]) => [
          `namedCredentials/${name}.namedCredential-meta.xml`,
          metadata('NamedCredential', xml)
        ])
      )
    });
    const compiled = compileOrg([folder]);
    const databaseFile = path.join(folder, 'org.db');
    const store = openStore(databaseFile, compiled.schema, { clock: Date.now, userId: ADMIN_USER_ID });
    setUpOrg(store, compiled.projects);
    store.commit();
    store.close();
    runtime = openRuntime({
      compiled,
      databaseFile,
      userId: ADMIN_USER_ID,
      clock: { now: Date.now },
      hosts: {},
      exchange: (request) => {
        sent.push(request);
        return {
          kind: 'response',
          status: 302,
          reason: 'Found',
          headers: [['Location', 'https://elsewhere.example/']],
          body: new Uint8Array()
        };
      },
      finalizerAttached: () => undefined
    });
  });
  after(() => {
    runtime.close();
    rmSync(folder, { recursive: true });
  });

  function call(endpoint: string, header = 'h', body = 'b'): string {
    sent = [];
    const { context, machine } = runtime;
    const outcome = execute({ org: context, kind: 'anonymous', user: context.user(ADMIN_USER_ID) }, () =>
      machine.findClass('Caller')!.findMethod('call', 3)!.invoke(null, [endpoint, header, body])
    );
    if (!outcome.ok) throw outcome.error;
    return outcome.value as string;
  }

  it('hand over a redirect instead of following it', () => {
    assert.equal(call('callout:Open/x'), '302 https://elsewhere.example/');
    assert.equal(sent.length, 1);
  });

  it('through a Named Credential go to its address, whatever the case of its name', () => {
    call('callout:open/v1/messages?a=1');
    assert.equal(sent[0]!.url, 'https://api.example/base/v1/messages?a=1');
    assert.equal(sent[0]!.headers['Authorization'], undefined);
    assert.equal(sent[0]!.headers['X-Own'], 'h');
  });

  it('add what authenticates them, and replace merge fields where that is allowed', () => {
    call('callout:Basic/x', '{!$Credential.Username}', 'p={!$Credential.Password}');
    const [request] = sent;
    assert.equal(request!.headers['Authorization'], `Basic ${Buffer.from('ali:sesame').toString('base64')}`);
    assert.equal(request!.headers['X-Own'], 'ali');
    assert.equal(Buffer.from(request!.body!).toString(), 'p=sesame');
    call('callout:Silent/x');
    assert.equal(sent[0]!.headers['Authorization'], undefined);
  });

  const REFUSED: readonly (readonly [string, string, RegExp])[] = [
    ['callout:Nobody/x', 'h', /named credential "Nobody" might not exist/],
    [
      'callout:Token/x',
      'h',
      /not supported by the local org: callouts with the protocol Oauth of the principal NamedUser/
    ],
    ['callout:Off/x', 'h', /not supported by the local org: a Named Credential whose callouts are disabled/],
    ['callout:External/x', 'h', /not supported by the local org: external credentials/],
    ['callout:Open/x', '{!$Credential.Username}', /not supported by the local org: merge fields/],
    ['callout:Silent/x', '{!$Credential.Password}', /not supported by the local org: merge fields/],
    ['callout:Basic/x', '{!$Credential.OAuthToken}', /not supported by the local org: the merge field/],
    [
      'callout:Basic/x',
      "{!IF($Credential.Username='a','b','c')}{!$Credential.X + 1}",
      /not supported by the local org/
    ],
    ['https://api.example/base/x', 'h', /Unauthorized endpoint/]
  ];
  for (const [endpoint, header, refusal] of REFUSED) {
    it(`refuse ${endpoint} with ${header}`, () => {
      assert.throws(() => call(endpoint, header), refusal);
      assert.equal(sent.length, 0);
    });
  }

  it('give up on an answer above the limit, told or not', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/told') response.setHeader('content-length', '3000');
      response.end(Buffer.alloc(3_000));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ask = (address: string, maximumBytes: number) =>
      exchange({
        url: address,
        method: 'GET',
        headers: {},
        body: null,
        compressed: false,
        timeoutMilliseconds: 5_000,
        maximumBytes,
        via: null
      });
    for (const address of ['/told', '/'])
      assert.deepEqual(await ask(url + address, 2_999), {
        kind: 'failure',
        message: 'Exceeded max size limit of 2999 with response size 3000'
      });
    assert.equal((await ask(url, 3_000)).kind, 'response');
    server.close();
  });
});
