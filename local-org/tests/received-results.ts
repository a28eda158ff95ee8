import type { Schemas } from '../elements/contract.ts';
import type { ElementsEndpoint } from '../elements/endpoint.ts';
import type { Store } from '../store/store.ts';

export type ReceivedField = Schemas['FieldPopulation'];
export type ReceivedValue = Schemas['ValuePopulation'];

/** `data` of population.object messages, see docs/callback-api.openapi.yaml; the parts of an object put together. */
export interface ReceivedObject {
  readonly objectName: string;
  readonly records: number | null;
  readonly recordTypes: Schemas['ObjectPart']['recordTypes'];
  readonly fields: ReadonlyMap<string, ReceivedField>;
  /** Parts in the order of arrival. */
  readonly parts: readonly { readonly part: number; readonly isLast: boolean }[];
}

/** What the endpoint has received about each object of a run. */
export function receivedObjects(
  endpoint: Pick<ElementsEndpoint, 'messages'>,
  runId: string
): ReadonlyMap<string, ReceivedObject> {
  const objects = new Map<string, ReceivedObject>();
  for (const { envelope } of endpoint.messages()) {
    if (envelope.type !== 'population.object' || envelope.data['runId'] !== runId) continue;
    const message = envelope.data as unknown as Schemas['ObjectPart'];
    objects.set(message.objectName, withPart(objects.get(message.objectName), message));
  }
  return objects;
}

/** The same from the org's own results: each row holds what its message would. */
export function storedObjects(store: Store, runId: string): ReadonlyMap<string, ReceivedObject> {
  const objects = new Map<string, ReceivedObject>();
  for (const [data] of store.all('SELECT Data__c FROM ObjectPopulation__c WHERE Run__c = ? ORDER BY _row', runId)) {
    const message = JSON.parse(String(data)) as Schemas['ObjectPart'];
    objects.set(message.objectName, withPart(objects.get(message.objectName), message));
  }
  return objects;
}

function withPart(earlier: ReceivedObject | undefined, message: Schemas['ObjectPart']): ReceivedObject {
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
