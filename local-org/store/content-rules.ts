/**
 * Files: a new version makes its document, or becomes the latest of one, and is linked to its owner and to where it is
 * published first. Sources: Object Reference v65, "ContentVersion", "ContentDocument", "ContentDocumentLink".
 */
import { createHash } from 'node:crypto';
import type { SqliteValue } from './driver.ts';
import type { ObjectRules, SavedRow } from './object-rules.ts';
import { dmlError, refuse } from './results.ts';
import type { DmlError } from './results.ts';
import type { Store } from './store.ts';

export const CONTENT_RULES: Readonly<Record<string, ObjectRules>> = {
  ContentVersion: { before: version, after: published },
  ContentDocumentLink: { before: link }
};

/** FileType by extension; of others it is UNKNOWN. */
const FILE_TYPES: Readonly<Record<string, string>> = {
  csv: 'CSV',
  doc: 'WORD',
  docx: 'WORD_X',
  gif: 'GIF',
  html: 'HTML',
  jpeg: 'JPG',
  m4a: 'M4A',
  jpg: 'JPG',
  js: 'JS',
  json: 'JSON',
  mp4: 'MP4',
  pdf: 'PDF',
  png: 'PNG',
  ppt: 'POWER_POINT',
  pptx: 'POWER_POINT_X',
  svg: 'SVG',
  txt: 'TEXT',
  xls: 'EXCEL',
  xlsx: 'EXCEL_X',
  xml: 'XML',
  zip: 'ZIP'
};

function version({ store, row, id, given, insert }: SavedRow): DmlError[] {
  if (given.has('ContentUrl')) return refuse('links as files (ContentUrl)');
  if (id !== null) {
    if (given.has('VersionData')) return refuse('another content for a version that exists');
    return [];
  }
  const [path, body] = [row.get('PathOnClient') ?? null, row.get('VersionData') ?? null];
  if (typeof path !== 'string' || !(body instanceof Uint8Array) || body.length === 0)
    return refuse('a file without PathOnClient or VersionData');
  const name = path.split(/[/\\]/).at(-1)!;
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : null;
  const document = row.get('ContentDocumentId') ?? null;
  const facts: Record<string, SqliteValue> = {
    Title: row.get('Title') ?? (extension === null ? name : name.slice(0, -extension.length - 1)),
    FileExtension: extension,
    FileType: FILE_TYPES[extension?.toLowerCase() ?? ''] ?? 'UNKNOWN',
    ContentSize: body.byteLength,
    Checksum: createHash('md5').update(body).digest('hex'),
    VersionNumber: String(versionsOf(store, document) + 1),
    IsLatest: 1,
    IsMajorVersion: 1,
    PublishStatus: 'R',
    ContentModifiedDate: store.clock(),
    ContentModifiedById: store.userId
  };
  for (const [field, value] of Object.entries(facts)) row.set(field, value);
  if (document === null) {
    const made = {
      Title: facts['Title']!,
      FileType: facts['FileType']!,
      PublishStatus: 'R',
      OwnerId: row.get('OwnerId')!
    };
    row.set('ContentDocumentId', insert('ContentDocument', made));
  }
  return [];
}

function versionsOf(store: Store, document: SqliteValue): number {
  return Number(store.all('SELECT COUNT(*) FROM ContentVersion WHERE ContentDocumentId = ?', document)[0]![0]);
}

function published(store: Store, id: string, insert: SavedRow['insert'], isNew: boolean): void {
  const [document, owner, place] = store.all(
    'SELECT ContentDocumentId, OwnerId, FirstPublishLocationId FROM ContentVersion WHERE Id = ?',
    id
  )[0] as [string, string, string | null];
  if (isNew) {
    store.run('UPDATE ContentVersion SET IsLatest = (Id = ?) WHERE ContentDocumentId = ?', id, document);
    if (versionsOf(store, document) === 1) {
      insert('ContentDocumentLink', newLink(document, owner, 'I'));
      if (place !== null && place !== owner) insert('ContentDocumentLink', newLink(document, place, 'V'));
    }
  }
  store.run(
    `UPDATE ContentDocument SET LatestPublishedVersionId = v.Id, Title = v.Title, FileExtension = v.FileExtension, FileType = v.FileType,
       ContentSize = v.ContentSize, Description = v.Description, ContentModifiedDate = v.ContentModifiedDate
     FROM ContentVersion v WHERE v.ContentDocumentId = ?1 AND v.IsLatest = 1 AND ContentDocument.Id = ?1`,
    document
  );
}

function linksOf(store: Store, document: string, entity: SqliteValue): number {
  return Number(
    store.all(
      'SELECT COUNT(*) FROM ContentDocumentLink WHERE ContentDocumentId = ? AND LinkedEntityId = ? AND IsDeleted = 0',
      document,
      entity
    )[0]![0]
  );
}

function newLink(document: string, entity: string, shareType: string): Record<string, string> {
  return { ContentDocumentId: document, LinkedEntityId: entity, ShareType: shareType, Visibility: 'AllUsers' };
}

function link({ store, row, id }: SavedRow): DmlError[] {
  const [document, entity] = [row.get('ContentDocumentId') ?? null, row.get('LinkedEntityId') ?? null];
  if (id !== null || typeof document !== 'string' || typeof entity !== 'string') return [];
  if ((row.get('ShareType') ?? null) === null) return refuse('links of files without ShareType');
  if ((row.get('Visibility') ?? null) === null) row.set('Visibility', 'AllUsers');
  return linksOf(store, document, entity) === 0
    ? []
    : [
        dmlError(
          'DUPLICATE_VALUE',
          `Document with ID: ${document.slice(0, 15)} is already linked with the entity with ID: ${entity.slice(0, 15)}`,
          ['LinkedEntityId']
        )
      ];
}
