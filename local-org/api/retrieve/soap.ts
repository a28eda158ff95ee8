/** The Metadata API's SOAP operations that read an org's metadata. */
import { pack } from '../metadata/archive.ts';
import { writeManifest } from '../metadata/manifest.ts';
import type { ManifestMember } from '../metadata/manifest.ts';
import { METADATA_TYPES } from '../metadata/types.ts';
import { ALL_TYPE_NAMES } from '../metadata/layout.ts';
import type { ComponentName } from '../metadata/layout.ts';
import { ApiError } from '../http/errors.ts';
import type { XmlValue } from '../http/xml.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import type { SoapCall, SoapOperation } from '../soap/soap.ts';
import type { Session } from '../session.ts';
import type { MetadataCatalogue, OrgMetadata } from '../deploy/org-metadata.ts';
import { apiTime } from '../deploy/result.ts';
import { idOfRow } from '../deploy/run.ts';
import { archivePath, composed, selected } from './compose.ts';

export function retrieveOperations(catalogue: MetadataCatalogue): SoapOperation[] {
  const done = new Map<string, { readonly organizationId: string; readonly result: XmlValue }>();
  return [
    {
      api: 'm',
      operation: 'retrieve',
      handle(call) {
        const metadata = catalogue.of(call.session.org);
        const id = metadata.state.nextId('09S');
        done.set(id, { organizationId: call.session.org.facts.id, result: retrieve(id, call, metadata) });
        return { result: { done: false, id, state: 'Queued' } };
      }
    },
    {
      api: 'm',
      operation: 'checkRetrieveStatus',
      handle({ session, body }) {
        const found = done.get(body.text('asyncProcessId') ?? '');
        if (found?.organizationId !== session.org.facts.id)
          throw new ApiError(
            500,
            'INVALID_LOCATOR',
            `Retrieve result has been deleted or does not exist: ${body.text('asyncProcessId') ?? ''}`
          );
        return { result: found.result };
      }
    },
    {
      api: 'm',
      operation: 'listMetadata',
      handle({ session, body }) {
        const metadata = catalogue.of(session.org);
        const types = body.list('queries').map((query) => query.text('type')?.trim() ?? '');
        for (const type of types) requireType(type);
        const components = listed(metadata).filter(({ type }) => types.includes(type));
        return components.length === 0
          ? {}
          : { result: components.map((each) => properties(metadata, session, each, archivePath(each))) };
      }
    },
    {
      api: 'm',
      operation: 'describeMetadata',
      handle: ({ session }) => ({
        result: {
          metadataObjects: METADATA_TYPES.map(({ name, directory, suffix, layout, children }) => ({
            ...(children.length === 0 ? {} : { childXmlNames: [...children] }),
            directoryName: directory,
            inFolder: false,
            metaFile: layout === 'content',
            ...(suffix === null ? {} : { suffix }),
            xmlName: name
          })),
          organizationNamespace: session.org.facts.identity.namespacePrefix ?? '',
          partialSaveAllowed: true,
          testRequired: false
        }
      })
    }
  ];
}

/** @throws ApiError for types that the org has not */
function requireType(type: string): void {
  if (!ALL_TYPE_NAMES.includes(type)) throw new ApiError(500, 'INVALID_TYPE', `INVALID_TYPE: Unknown type:${type}`);
}

/** Labels as the one file that they are, beside what they are one by one. */
function listed({ tree }: OrgMetadata): ComponentName[] {
  const components = tree.components();
  return components.some(({ type }) => type === 'CustomLabel')
    ? [...components, { type: 'CustomLabels', fullName: 'CustomLabels' }]
    : components;
}

function retrieve(id: string, { session, body, version }: SoapCall, metadata: OrgMetadata): XmlValue {
  const request = body.child('retrieveRequest') ?? body.child('request') ?? body;
  if (request.list('packageNames').length > 0)
    throw new ApiError(500, 'INVALID_OPERATION', 'not supported by the local org: retrieving a package by its name');
  const asked = request.list('unpackaged').flatMap((manifest) => manifest.list('types').flatMap(membersIn));
  for (const { type } of asked) requireType(type);
  const { components, missing } = selected(metadata.tree.components(), asked);
  const prefix = request.text('singlePackage') === 'true' ? '' : 'unpackaged/';
  const files = new Map([...composed(metadata.tree, components)].map(([path, content]) => [prefix + path, content]));
  files.set(`${prefix}package.xml`, writeManifest(asked, version));
  return {
    done: true,
    fileProperties: components.map((each) => properties(metadata, session, each, prefix + archivePath(each))),
    id,
    messages: missing.map(({ type, fullName }) => ({
      fileName: `${prefix}package.xml`,
      problem: `Entity of type '${type}' named '${fullName}' cannot be found`
    })),
    status: 'Succeeded',
    success: true,
    zipFile: Buffer.from(pack(files)).toString('base64')
  };
}

function membersIn(types: XmlElement): ManifestMember[] {
  const type = types.text('name')?.trim() ?? '';
  return types.list('members').map(({ value }) => ({ type, fullName: value.trim() }));
}

function properties(metadata: OrgMetadata, session: Session, name: ComponentName, fileName: string): XmlValue {
  const member = metadata.state.member(name);
  const { store } = session.org.local;
  const userName = (id: string): string =>
    String(store.all('SELECT "Name" FROM "User" WHERE "Id" = ?', id)[0]?.[0] ?? '');
  const created = member?.createdById ?? session.userId;
  const changed = member?.changedById ?? session.userId;
  const date = apiTime(session.org.facts.createdAt);
  return {
    createdById: created,
    createdByName: userName(created),
    createdDate: member?.createdDate ?? date,
    fileName,
    fullName: name.fullName,
    id: idOfRow(store, name) ?? member?.memberId ?? '',
    lastModifiedById: changed,
    lastModifiedByName: userName(changed),
    lastModifiedDate: member?.lastModifiedDate ?? date,
    manageableState: 'unmanaged',
    type: name.type
  };
}
