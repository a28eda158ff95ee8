/**
 * The object graph of an asynchronous job as text, and back: shared references and cycles survive, transient fields do
 * not. Fields are stored past their accessors, as the platform does.
 */
import type { OrgSchema } from '../../metadata/schema.ts';
import { ApexEnumValue, isApexInstance } from '../machine/apex-object.ts';
import type { ApexInstance } from '../machine/apex-object.ts';
import type { ClassDefinition, FieldDefinition } from '../machine/class-definition.ts';
import { ApexException, apexException, notSupported } from '../machine/errors.ts';
import { RuntimeType, runtimeType } from '../machine/runtime-type.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { ApexTime } from '../values/time.ts';
import { AsyncOptionsValue, DuplicateSignature, FinalizerContextValue, QueueableContextValue } from './async-types.ts';
import { CursorValue } from './cursor-value.ts';
import { SObjectFieldToken, SObjectTypeToken, fieldToken, objectToken } from './describe.ts';
import { HttpRequestValue, HttpResponseValue } from './http-values.ts';
import { createStub, provideStub, stubProvider } from './stub.ts';

/** A value in the text: a JSON primitive for null, Boolean, Integer and String; else `[tag, …]`. */
type Encoded = null | boolean | number | string | readonly unknown[];

interface Node {
  readonly kind: 'list' | 'set' | 'map' | 'record' | 'object' | 'stub';
  readonly type: string;
  readonly content: unknown;
}

interface GraphText {
  readonly root: Encoded;
  readonly nodes: readonly Node[];
}

/** @throws System.SerializationException `Not Serializable: …` for values that cannot outlive their transaction */
export function serialiseGraph(root: unknown): string {
  const numbers = new Map<object, number>();
  const nodes: (Node | null)[] = [];

  const encode = (value: unknown): Encoded => {
    if (value === null || value === undefined) return null;
    if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
    if (typeof value === 'bigint') return ['long', value.toString()];
    return scalar(value) ?? ['ref', reference(value)];
  };

  const reference = (value: object): number => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    const number = nodes.push(null) - 1;
    // Numbered before its content is visited, so that a cycle finds it.
    numbers.set(value, number);
    nodes[number] = node(value, encode);
    return number;
  };

  const encodedRoot = encode(root);
  return JSON.stringify({ root: encodedRoot, nodes });
}

function scalar(value: unknown): Encoded | null {
  if (value instanceof Decimal) return ['decimal', value.unscaled.toString(), value.scale];
  if (value instanceof ApexDouble) return ['double', Object.is(value.value, -0) ? '-0' : String(value.value)];
  if (value instanceof ApexDate) return ['date', value.epochDay];
  if (value instanceof ApexDatetime) return ['datetime', value.milliseconds];
  if (value instanceof ApexTime) return ['time', value.millisecondOfDay];
  if (value instanceof ApexBlob) return ['blob', Buffer.from(value.bytes).toString('base64')];
  if (value instanceof ApexEnumValue) return ['enum', value.typeName, value.name];
  if (value instanceof RuntimeType) return ['type', value.name];
  // Jobs keep the context of the one that enqueued them, as a public suite (beyond-the-cloud-dev/async-lib) shows.
  if (value instanceof QueueableContextValue) return ['queueableContext', value.jobId];
  if (value instanceof FinalizerContextValue)
    return [
      'finalizerContext',
      value.jobId,
      [value.requestId, value.failure === null ? null : exception(value.failure)]
    ];
  if (value instanceof ApexException) return exception(value);
  // The same suite keeps options in its jobs.
  if (value instanceof AsyncOptionsValue)
    return ['asyncOptions', [value.delay, value.maximumStackDepth, value.signature?.text ?? null]];
  if (value instanceof CursorValue) return ['cursor', value.kind, [value.text, value.ids]];
  if (value instanceof DuplicateSignature) return ['signature', value.text];
  if (value instanceof SObjectTypeToken) return ['sobjectType', value.schema.apiName];
  if (value instanceof SObjectFieldToken) return ['sobjectField', value.object.schema.apiName, value.schema.apiName];
  return null;
}

/** Exceptions of the platform keep their type and message, as the same suite shows; of others this is not known. */
function exception(value: unknown): Encoded {
  if (value instanceof ApexException && value.constructor === ApexException && value.cause === null)
    return ['exception', value.typeName, value.message];
  return notSupported('jobs that hold exceptions of the project, or exceptions with a cause');
}

function node(value: object, encode: (value: unknown) => Encoded): Node {
  if (value instanceof ApexList) return { kind: 'list', type: value.type.name, content: value.toArray().map(encode) };
  if (value instanceof ApexSet) return { kind: 'set', type: value.type.name, content: value.toArray().map(encode) };
  if (value instanceof ApexMap)
    return {
      kind: 'map',
      type: value.type.name,
      content: value.entries().map(([key, item]) => [encode(key), encode(item)])
    };
  if (value instanceof SObjectRecord) {
    return {
      kind: 'record',
      type: value.typeName,
      content: {
        selected: value.selected === null ? null : [...value.selected],
        fields: value.setFields().map(([name, item]) => [name, encode(item)]),
        related: value.setRelationships().map(([name, item]) => [name, encode(item)])
      }
    };
  }
  const provider = stubProvider(value);
  // A stub stays one in its job, as the tests of surajp/universalmock show.
  if (provider !== undefined)
    return { kind: 'stub', type: (value as ApexInstance).apexType.name, content: encode(provider) };
  if (isApexInstance(value)) {
    const definition = value.apexType.definition!;
    const stored = storedFields(definition).filter(({ field }) => !field.isTransient);
    return {
      kind: 'object',
      type: definition.name,
      content: stored.map(({ key, field }) => [key, encode(field.getStored(value))])
    };
  }
  return unserialisable(value);
}

/** Requests and responses cannot be held; of other objects of the library it is not known. */
function unserialisable(value: object): never {
  const type =
    value instanceof HttpRequestValue ? 'HttpRequest' : value instanceof HttpResponseValue ? 'HttpResponse' : null;
  if (type !== null) throw apexException('SerializationException', `Not Serializable: System.${type}`);
  return notSupported(`jobs that hold ${value.constructor.name.replace(/Value$/, '')} objects`);
}

/** Instance fields with storage; a key tells a private field from one of the same name in a parent class. */
function storedFields(definition: ClassDefinition): { readonly key: string; readonly field: FieldDefinition }[] {
  const seen = new Map<string, number>();
  return definition.allFields
    .filter((field) => !field.isStatic)
    .map((field) => {
      const count = (seen.get(field.name) ?? 0) + 1;
      seen.set(field.name, count);
      return { key: count === 1 ? field.name : `${field.name}#${count}`, field };
    });
}

/** Makes the graph again, in the program and org that are loaded now. */
export function deserialiseGraph(text: string, schema: OrgSchema): unknown {
  const graph = JSON.parse(text) as GraphText;
  // Two passes: all objects exist before any is filled, because references may go in circles.
  const objects = graph.nodes.map((each) => allocate(each, schema));
  const decode = (value: Encoded): unknown => (Array.isArray(value) ? decodeTagged(value, objects, schema) : value);
  // Sets and maps hash their keys when filled, so what they may hold is filled first.
  const order = graph.nodes
    .map((each, index) => ({ each, index }))
    .sort((left, right) => rank(left.each) - rank(right.each));
  for (const { each, index } of order) fill(objects[index], each, decode);
  return decode(graph.root);
}

function rank(each: Node): number {
  return each.kind === 'set' || each.kind === 'map' ? 1 : 0;
}

function allocate(each: Node, schema: OrgSchema): unknown {
  switch (each.kind) {
    case 'list':
      return new ApexList(runtimeType(each.type));
    case 'set':
      return new ApexSet(runtimeType(each.type));
    case 'map':
      return new ApexMap(runtimeType(each.type));
    case 'record': {
      const { selected } = each.content as { selected: string[] | null };
      return new SObjectRecord(
        schema.objects.get(each.type.toLowerCase()) ?? null,
        selected === null ? null : new Set(selected)
      );
    }
    case 'stub':
      // Who answers for it comes when all objects exist.
      return createStub(runtimeType(each.type), {});
    case 'object': {
      const definition = runtimeType(each.type).definition;
      if (definition === null)
        throw new TypeError(`a stored job needs class ${each.type}, which the project no longer has`);
      return definition.allocate();
    }
  }
}

function fill(target: unknown, each: Node, decode: (value: Encoded) => unknown): void {
  if (each.kind === 'stub') provideStub(target as object, decode(each.content as Encoded));
  else if (target instanceof ApexList) target.addAll((each.content as Encoded[]).map(decode));
  else if (target instanceof ApexSet) for (const item of each.content as Encoded[]) target.add(decode(item));
  else if (target instanceof ApexMap)
    for (const [key, item] of each.content as [Encoded, Encoded][]) target.put(decode(key), decode(item));
  else if (target instanceof SObjectRecord) {
    const content = each.content as { fields: [string, Encoded][]; related: [string, Encoded][] };
    for (const [name, value] of content.fields) target.set(name, decode(value));
    for (const [name, value] of content.related) target.setRelated(name, decode(value));
  } else {
    const instance = target as ApexInstance;
    const values = new Map(each.content as [string, Encoded][]);
    for (const { key, field } of storedFields(instance.apexType.definition!)) {
      if (values.has(key)) field.setStored(instance, decode(values.get(key)!));
    }
  }
}

function decodeTagged(value: readonly unknown[], objects: readonly unknown[], schema: OrgSchema): unknown {
  const [tag, first, second] = value as [string, never, never];
  switch (tag) {
    case 'ref':
      return objects[first];
    case 'long':
      return BigInt(first);
    case 'decimal':
      return new Decimal(BigInt(first), second);
    case 'double':
      return new ApexDouble(Number(first));
    case 'date':
      return new ApexDate(first);
    case 'datetime':
      return new ApexDatetime(first);
    case 'time':
      return new ApexTime(first);
    case 'blob':
      return new ApexBlob(new Uint8Array(Buffer.from(first, 'base64')));
    case 'enum':
      return runtimeType(first).enumValues.find((each) => each.name === second) ?? null;
    case 'type':
      return runtimeType(first);
    case 'queueableContext':
      return new QueueableContextValue(first);
    case 'finalizerContext': {
      const [requestId, failure] = second as [string, Encoded];
      return new FinalizerContextValue(
        first,
        requestId,
        failure === null ? null : decodeTagged(failure as readonly unknown[], objects, schema)
      );
    }
    case 'exception':
      return new ApexException(first, second);
    case 'asyncOptions': {
      const [delay, maximumStackDepth, signature] = first as [number | null, number | null, string | null];
      const options = new AsyncOptionsValue();
      options.delay = delay;
      options.maximumStackDepth = maximumStackDepth;
      options.signature = signature === null ? null : new DuplicateSignature(signature);
      return options;
    }
    case 'cursor': {
      const [text, ids] = second as [string, string[]];
      return new CursorValue(first, text, ids);
    }
    case 'signature':
      return new DuplicateSignature(first);
    case 'sobjectType':
      return objectToken(schema, first);
    case 'sobjectField': {
      const object = objectToken(schema, first);
      return object === null ? null : fieldToken(object, second);
    }
    default:
      throw new TypeError(`unknown tag ${tag} in a stored job`);
  }
}
