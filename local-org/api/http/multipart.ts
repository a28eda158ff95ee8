/** Bodies in several parts (`multipart/form-data`, RFC 7578). */
import { ApiError } from './errors.ts';
import type { ApiRequest } from './request.ts';

export interface BodyPart {
  readonly name: string;
  /** '' when the part has none. */
  readonly contentType: string;
  readonly content: Buffer;
}

/** @throws ApiError 400 when the body is not what its header says */
export function multipartBody({ headers, body }: ApiRequest): BodyPart[] {
  const match = /^multipart\/form-data;.*?boundary=(?:"(?<quoted>[^"]+)"|(?<bare>[^;\s]+))/i.exec(
    headers['content-type'] ?? ''
  );
  const boundary = match?.groups?.['quoted'] ?? match?.groups?.['bare'];
  if (boundary === undefined) throw malformed();
  const mark = Buffer.from(`--${boundary}`);
  const parts: BodyPart[] = [];
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    if (body.subarray(start, start + 2).toString() === '--') return parts;
    const next = body.indexOf(mark, start);
    if (next < 0) throw malformed();
    // A line break after the boundary, and one before the next.
    parts.push(partOf(body.subarray(start + 2, next - 2)));
    at = next;
  }
  throw malformed();
}

function partOf(bytes: Buffer): BodyPart {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) throw malformed();
  const head = bytes.subarray(0, end).toString('utf8');
  const name = /^content-disposition:.*?\bname="(?<name>[^"]*)"/im.exec(head)?.groups?.['name'];
  if (name === undefined) throw malformed();
  const contentType = /^content-type:\s*(?<type>[^;\r\n]+)/im.exec(head)?.groups?.['type']?.trim() ?? '';
  return { name, contentType, content: bytes.subarray(end + 4) };
}

function malformed(): ApiError {
  return new ApiError(400, 'INVALID_MULTIPART_REQUEST', 'The multipart body is malformed');
}
