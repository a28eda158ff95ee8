/**
 * Classes that are REST resources, called by their tests as public code does it. What may not be declared is what
 * Salesforce's own compiler (that of its Apex language server) refuses, in its words.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { problemsOf } from '../../apex/tests/fixture.ts';
import { openProgram, problems } from './org-program.ts';

const Orders = `@RestResource(urlMapping='/orders/*') global with sharing class Orders {
  global class Line { global String code; global Integer amount; }
  @HttpGet @ReadOnly global static Account show() {
    String id = RestContext.request.requestURI.substringAfterLast('/');
    RestContext.response.addHeader('X-Found', RestContext.request.params.get('mode'));
    return new Account(Name = id);
  }
  @HttpPost global static void take() {
    List<Line> lines = (List<Line>) JSON.deserialize(RestContext.request.requestBody.toString(), List<Line>.class);
    RestContext.response.statusCode = 201;
    RestContext.response.statusCode++;
    RestContext.response.responseBody = Blob.valueOf(lines[0].code + lines[0].amount);
  }
  @HttpPut global static Integer many(List<Line> lines, Map<String, Decimal> prices, Id owner, Account buyer) { return lines.size(); }
}`;

const Main = `@IsTest public class Main {
  static void request(String uri) { RestContext.request = new RestRequest(); RestContext.response = new RestResponse(); RestContext.request.requestURI = uri; }
  public static String unset() { return RestContext.request + ' ' + RestContext.response; }
  public static String fresh() {
    RestRequest r = new RestRequest(); RestResponse s = new RestResponse();
    return r.headers.size() + ' ' + r.params.size() + ' ' + r.httpMethod + ' ' + r.requestURI + ' ' + r.resourcePath + ' ' + r.remoteAddress + ' ' + s.headers.size() + ' ' + s.responseBody + ' ' + s.statusCode;
  }
  public static String get() { request('/services/apexrest/orders/7'); System.RestContext.request.addParameter('mode', 'full'); Account a = Orders.show(); return a.Name + ' ' + RestContext.response.headers.get('X-Found'); }
  public static String post() {
    request('/orders'); RestContext.request.httpMethod = 'POST'; RestContext.request.requestBody = Blob.valueOf('[{"code":"A","amount":2}]');
    Orders.take();
    return RestContext.response.statusCode + ' ' + RestContext.response.responseBody.toString() + ' ' + RestContext.request.httpMethod;
  }
  public static String notSet() { Orders.take(); return 'ran'; }
  public static String headers() { RestRequest r = new RestRequest(); r.headers.put('a', 'b'); r.addHeader('C', 'd'); return '' + r.headers; }
  public static String cookie() { try { new RestResponse().addHeader('Set-Cookie', 'a'); } catch (System.InvalidHeaderException e) { return 'refused'; } return 'taken'; }
}`;

const { run, runtime } = openProgram({ Main, Orders });
after(() => runtime.store.close());

describe('a REST resource in its tests', () => {
  for (const [method, expected] of [
    ['unset', 'null null'],
    ['fresh', '0 0 null null null null 0 null null'],
    ['get', '7 full'],
    ['post', '202 A2 POST'],
    ['headers', '{a=b, C=d}'],
    ['cookie', 'refused']
  ] as const)
    it(`${method}: ${expected}`, () => assert.equal(run(method), expected));

  it('has no request until its test sets one', () =>
    assert.match(String(run('notSet')), /^System.NullPointerException: Attempt to de-reference a null object/));
});

/** A class and its problems, `column message`; the column is that of the name that the problem is with. */
const REFUSED: ReadonlyArray<readonly [code: string, ...refusals: string[]]> = [
  ['@RestResource global class T {}', '1 Required property is missing: urlMapping'],
  ["@RestResource(urlMapping='/a') public class T {}", '45 RestResource classes must be declared as global'],
  ["@RestResource(urlMapping='') global class T {}", '43 Rest Resource url cannot be empty'],
  ["@RestResource(urlMapping='a') global class T {}", "44 Rest Resource url must begin with a forward slash, '/'"],
  [
    "@RestResource(urlMapping='/a*') global class T {}",
    "46 Rest Resource url wildcard, '*', must be preceded by a forward slash, '/'"
  ],
  [
    "@RestResource(urlMapping='/*a') global class T {}",
    "46 Rest Resource url wildcard, '*', must be followed by a forward slash, '/', or be the last character"
  ],
  [
    `@RestResource(urlMapping='/${'a'.repeat(255)}') global class T {}`,
    '299 Rest Resource url cannot be longer than 255 characters'
  ],
  [
    'global class T { @HttpGet global static String f() { return null; } }',
    '48 Defining type for HttpGet methods must be declared as RestResource'
  ],
  [
    "@RestResource(urlMapping='/a') global class T { @HttpPost void f() {} }",
    '64 HttpPost methods must be declared as global',
    '64 HttpPost methods must be declared as static'
  ],
  [
    "@RestResource(urlMapping='/a') global class T { @HttpGet global static void f(String a) {} }",
    '77 HttpGet methods do not support parameters'
  ],
  [
    "@RestResource(urlMapping='/a') global class T { @HttpPut global static void f() {} @HttpPut global static void g() {} }",
    '45 Only one method per type can be defined with: HttpPut'
  ],
  [
    "@RestResource(urlMapping='/a') global class T { @HttpPut @future global static void f() {} }",
    '85 HttpPut methods cannot be Future'
  ],
  [
    "@RestResource(urlMapping='/a') global class T { class P {} @HttpPost global static Map<Id, String> f(Object a, Blob b, Map<String, List<Object>> c, P d) { return null; } }",
    '100 HttpPost methods do not support parameter type of Object',
    '100 HttpPost methods do not support parameter type of Blob',
    '100 HttpPost methods do not support parameter type of Map<String,List<Object>>',
    '100 global methods do not support parameter type of T.P',
    '100 HttpPost methods do not support return type of Map<Id,String>'
  ],
  ['global class T { @HttpGet Integer i; }', '35 HttpGet is not allowed on fields']
];

describe('what is no REST resource', () => {
  for (const [code, ...refusals] of REFUSED)
    it(refusals.join('; '), () =>
      assert.deepEqual(
        problemsOf({ T: code })
          .map(({ column, message }) => `${column} ${message}`)
          .sort(),
        [...refusals].sort()
      )
    );

  it('a second resource at the same URL', () => {
    const resource = (name: string): string => `@RestResource(urlMapping='/a') global class ${name} {}`;
    assert.deepEqual(
      problemsOf({ T: resource('T'), U: resource('U') }).map(({ path, message }) => `${path} ${message}`),
      ['classes/U.cls not supported by the local org: a second REST resource at /a']
    );
  });

  it('the maps of a request can not be replaced', () =>
    assert.deepEqual(problems({ T: 'public class T { void f() { new RestRequest().headers = null; } }' }), [
      'A value cannot be stored to headers in type System.RestRequest'
    ]));
});
