/** Named Credentials as metadata. Source: Metadata API Developer Guide v65, "NamedCredential". */
import type { NamedCredentialSource } from './project.ts';
import type { SourceEntry } from './read-project.ts';
import type { XmlElement } from './xml.ts';

/** What the local org cannot do is said by the callout that needs it, not when the metadata is read. */
export function namedCredential(xml: XmlElement, entry: SourceEntry): NamedCredentialSource {
  const parameters = xml.list('namedCredentialParameters');
  const ofType = (type: string): XmlElement[] =>
    parameters.filter((parameter) => parameter.text('parameterType') === type);
  const isLegacy = (xml.text('namedCredentialType') ?? 'Legacy') === 'Legacy';
  return {
    name: entry.stem,
    path: entry.path,
    url: isLegacy
      ? xml.required('endpoint')
      : (ofType('Url')[0]?.required('parameterValue') ?? xml.required('endpoint')),
    headers: Object.fromEntries(
      ofType('HttpHeader').map((parameter) => [
        parameter.required('parameterName'),
        parameter.required('parameterValue')
      ])
    ),
    mergesHeaders: xml.flag('allowMergeFieldsInHeader'),
    mergesBody: xml.flag('allowMergeFieldsInBody'),
    principal:
      xml.text('calloutStatus') === 'Disabled'
        ? { kind: 'unsupported', what: 'a Named Credential whose callouts are disabled' }
        : isLegacy
          ? legacyPrincipal(xml)
          : { kind: 'unsupported', what: 'external credentials, whose secrets no metadata holds' }
  };
}

function legacyPrincipal(xml: XmlElement): NamedCredentialSource['principal'] {
  const protocol = xml.required('protocol');
  const type = xml.required('principalType');
  if (protocol === 'NoAuthentication' && type === 'Anonymous') return { kind: 'anonymous' };
  const username = xml.text('username');
  const password = xml.text('password');
  if (protocol === 'Password' && type === 'NamedUser' && username !== null && password !== null)
    return {
      kind: 'password',
      username,
      password,
      sendsHeader: xml.text('generateAuthorizationHeader') !== 'false'
    };
  return { kind: 'unsupported', what: `callouts with the protocol ${protocol} of the principal ${type}` };
}
