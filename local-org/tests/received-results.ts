import type { ElementsEndpoint } from '../elements/endpoint.ts';

/** `data` of population.object messages, see docs/callback-api.md; the parts of an object put together. */
export interface ReceivedObject {
  readonly objectName: string;
  readonly records: number | null;
  readonly recordTypes: readonly { readonly id: string | null; readonly records: number }[];
  readonly fields: ReadonlyMap<string, ReceivedField>;
  /** Parts in the order of arrival. */
  readonly parts: readonly { readonly part: number; readonly isLast: boolean }[];
}

export interface ReceivedField {
  readonly name: string;
  readonly type: string;
  readonly status: 'measured' | 'skipped' | 'unknown';
  readonly method: string | null;
  readonly reason: string | null;
  readonly total: number | null;
  readonly filled: number | null;
  /** Records that hold the default value; null when the field has none. */
  readonly holdsDefault: number | null;
  readonly filledByRecordType: readonly number[];
  readonly values: readonly ReceivedValue[] | null;
}

export interface ReceivedValue {
  readonly value: string;
  readonly defined: boolean;
  readonly count: number;
  readonly countByRecordType: readonly number[];
}

interface ObjectMessage {
  readonly objectName: string;
  readonly records: number | null;
  readonly recordTypes: ReceivedObject['recordTypes'];
  readonly part: number;
  readonly isLast: boolean;
  readonly fields: readonly ReceivedField[];
}

/** What the endpoint has received about each object of a run. */
export function receivedObjects(
  endpoint: Pick<ElementsEndpoint, 'messages'>,
  runId: string
): ReadonlyMap<string, ReceivedObject> {
  const objects = new Map<string, ReceivedObject>();
  for (const { envelope } of endpoint.messages()) {
    if (envelope.type !== 'population.object' || envelope.data['runId'] !== runId) continue;
    const message = envelope.data as unknown as ObjectMessage;
    objects.set(message.objectName, withPart(objects.get(message.objectName), message));
  }
  return objects;
}

function withPart(earlier: ReceivedObject | undefined, message: ObjectMessage): ReceivedObject {
  const fields = new Map(earlier?.fields);
  for (const field of message.fields) {
    const known = fields.get(field.name);
    // A picklist with very many values comes in pieces.
    const values = known === undefined ? field.values : [...(known.values ?? []), ...(field.values ?? [])];
    fields.set(field.name, { ...field, values });
  }
  return {
    objectName: message.objectName,
    records: message.records,
    recordTypes: message.recordTypes,
    fields,
    parts: [...(earlier?.parts ?? []), { part: message.part, isLast: message.isLast }]
  };
}
