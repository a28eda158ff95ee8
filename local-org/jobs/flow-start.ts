/**
 * Which saves of which object start a flow (Metadata API Developer Guide v65, "Flow", "FlowDefinition"). The start is read
 * from the text: a flow's file can hold megabytes of elements that do not matter here.
 */
import type { SaveOperation } from '../runtime/platform/gaps.ts';

export interface FlowStart {
  readonly object: string;
  readonly operations: readonly SaveOperation[];
}

/** Whether undelete starts a flow or a process for created records is not published; here it is taken for a start. */
const OPERATIONS: Readonly<Record<string, readonly SaveOperation[]>> = {
  Create: ['insert', 'undelete'],
  Update: ['update'],
  CreateAndUpdate: ['insert', 'update', 'undelete'],
  Delete: ['delete']
};
const ANY: readonly SaveOperation[] = ['insert', 'update', 'delete', 'undelete'];

/**
 * @param xml of the flow's file
 * @param stem its name, `Orders` or `Orders-3` for a version of its own
 * @param activeVersions flow definitions of the project: name -> active version, 0 for none
 * @returns null for flows that something else starts, and for those that are not active
 */
export function flowStart(xml: string, stem: string, activeVersions: ReadonlyMap<string, number>): FlowStart | null {
  if (!isActive(xml, stem, activeVersions)) return null;
  const start = /<start>(?<start>[^]*?)<\/start>/.exec(xml)?.groups?.['start'] ?? '';
  const trigger = text(start, 'triggerType') ?? '';
  const object = text(start, 'object');
  if (object !== null && trigger === 'PlatformEvent') return { object, operations: ['insert'] };
  if (object !== null && trigger.startsWith('Record')) {
    const written = text(start, 'recordTriggerType') ?? (trigger === 'RecordBeforeDelete' ? 'Delete' : '');
    return { object, operations: OPERATIONS[written] ?? ANY };
  }
  return processStart(xml);
}

function isActive(xml: string, stem: string, activeVersions: ReadonlyMap<string, number>): boolean {
  const [, name, version] = /^(.*?)(?:-(\d+))?$/.exec(stem)!;
  const active = activeVersions.get(name!);
  const status = /<status>\s*(\w+)\s*<\/status>/.exec(xml)?.[1]?.toLowerCase();
  // A definition may switch a flow off, or on one of its versions that says nothing of itself.
  if (active === 0) return false;
  return status === 'active' || (active !== undefined && (version === undefined || Number(version) === active));
}

/** A process of Process Builder, which is a flow of another shape. */
function processStart(xml: string): FlowStart | null {
  const type = /<processType>\s*(\w+)\s*</.exec(xml)?.[1];
  const object = processValue(xml, type === 'CustomEvent' ? 'EventType' : 'ObjectType');
  if (object === null) return null;
  if (type === 'CustomEvent') return { object, operations: ['insert'] };
  if (type !== 'Workflow') return null;
  return {
    object,
    operations: OPERATIONS[processValue(xml, 'TriggerType') === 'onCreateOnly' ? 'Create' : 'CreateAndUpdate']!
  };
}

function processValue(xml: string, name: string): string | null {
  return new RegExp(`<name>${name}</name>\\s*<value>\\s*<stringValue>\\s*(\\w+)\\s*<`).exec(xml)?.[1] ?? null;
}

function text(xml: string, element: string): string | null {
  return new RegExp(`<${element}>\\s*(\\w+)\\s*</${element}>`).exec(xml)?.[1] ?? null;
}
