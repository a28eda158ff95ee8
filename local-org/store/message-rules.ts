/**
 * E-mail messages and posts. Sources: Object Reference v65, "EmailMessage", "FeedItem". What is related to a record gets a
 * task on the platform, which is refused.
 */
import type { ObjectRules, SavedRow } from './object-rules.ts';
import { refuse } from './results.ts';
import type { DmlError } from './results.ts';

export const MESSAGE_RULES: Readonly<Record<string, ObjectRules>> = {
  EmailMessage: { before: email },
  EmailMessageRelation: { before: () => [] },
  FeedItem: { before: post },
  Document: {
    before({ row }) {
      const body = row.get('Body');
      row.set('BodyLength', body instanceof Uint8Array ? body.byteLength : (row.get('BodyLength') ?? 0));
      return [];
    }
  }
};

function email({ row, id }: SavedRow): DmlError[] {
  const [parent, related] = [row.get('ParentId') ?? null, row.get('RelatedToId') ?? null];
  if (related !== null && related !== parent) return refuse('an e-mail message that is related to a record');
  if (id === null && parent !== null) row.set('RelatedToId', parent);
  row.set('Name', row.get('Subject') ?? null);
  return [];
}

function post({ store, row, id }: SavedRow): DmlError[] {
  if (id !== null) return [];
  const [type, body] = [row.get('Type') ?? null, row.get('Body') ?? null];
  if (type !== null && type !== 'TextPost') return refuse(`posts of type ${String(type)}`);
  if ((row.get('RelatedRecordId') ?? row.get('LinkUrl') ?? null) !== null) return refuse('posts with files or links');
  if (body === null) return refuse('posts without a body, which the platform refuses');
  row.set('Type', 'TextPost');
  row.set('InsertedById', row.get('CreatedById') ?? store.userId);
  for (const name of ['CommentCount', 'LikeCount']) row.set(name, 0);
  for (const name of ['HasContent', 'HasLink', 'HasFeedEntity', 'HasVerifiedComment', 'IsClosed']) row.set(name, 0);
  row.set('Revision', 1);
  return [];
}
