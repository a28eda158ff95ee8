/**
 * What authentication providers and registration handlers exchange (Apex Reference Guide v65, "UserData Class",
 * "AuthProviderTokenResponse Class", "AuthProviderCallbackState Class"): data that their tests make themselves.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { plainProperty } from '../library/members.ts';
import type { Members } from '../library/members.ts';
import { notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';

/** Holds its fields as properties of their names. */
class AuthData {
  readonly typeName: string;
  [field: string]: unknown;

  constructor(typeName: string, names: readonly string[], values: readonly unknown[]) {
    this.typeName = typeName;
    names.forEach((name, index) => {
      this[name] = values[index] ?? null;
    });
  }

  get type(): RuntimeType {
    return runtimeType(this.typeName);
  }

  toString(): string {
    return notSupported(`the text of a ${this.typeName}`);
  }
}

/**
 * @param fields with their types
 * @param constructors the fields that each takes, in order
 */
function dataType(
  name: string,
  fields: Readonly<Record<string, string>>,
  constructors: ReadonlyArray<readonly string[]>
): LibraryType {
  const members: Members = {
    ...Object.fromEntries(
      constructors.map((names) => [
        `new(${names.map((field) => `${fields[field]!} ${field}`).join(', ')})`,
        (_type: RuntimeType, ...values: readonly unknown[]) =>
          new AuthData(
            name,
            Object.keys(fields),
            Object.keys(fields).map((field) => values[names.indexOf(field)])
          )
      ])
    ),
    ...Object.fromEntries(
      Object.entries(fields).map(([field, type]) => [`${type} ${field} { get; set; }`, plainProperty(field)])
    )
  };
  return libraryType(name, { isInstance: (value) => value instanceof AuthData && value.typeName === name }, members);
}

const texts = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'String']));

const USER = 'identifier firstName lastName fullName email link username locale provider siteLoginUrl'.split(' ');
const TOKENS = ['provider', 'oauthToken', 'oauthSecretOrRefreshToken', 'state'];

export const authTypes: LibraryType[] = [
  dataType(
    'Auth.UserData',
    {
      ...texts(USER),
      attributeMap: 'Map<String,String>',
      ...texts(['idToken', 'idTokenJSONString', 'userInfoJSONString'])
    },
    [[...USER, 'attributeMap']]
  ),
  dataType('Auth.AuthProviderTokenResponse', texts([...TOKENS, 'idToken']), [TOKENS]),
  dataType(
    'Auth.AuthProviderCallbackState',
    { headers: 'Map<String,String>', body: 'String', queryParameters: 'Map<String,String>' },
    [['headers', 'body', 'queryParameters']]
  )
];
