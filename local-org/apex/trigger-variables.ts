/** What `Trigger.…` names: in a trigger with the types of its object, in a class with those of any record. */
import type { Services, TriggerVariables } from './scope.ts';
import type { ApexType } from './types.ts';
import { BOOLEAN, ID, INTEGER } from './typing/names.ts';

const FLAGS = ['isexecuting', 'isinsert', 'isupdate', 'isdelete', 'isundelete', 'isbefore', 'isafter'];

/** By lower-case name. Source: "Trigger Context Variables" in the Apex Developer Guide. */
export function contextVariables(record: ApexType, { world }: Services): TriggerVariables {
  const list = world.library.list(record);
  const map = world.library.need('Map', [ID, record]);
  return new Map<string, ApexType>([
    ...FLAGS.map((name) => [name, BOOLEAN] as const),
    ['size', INTEGER],
    ['new', list],
    ['old', list],
    ['newmap', map],
    ['oldmap', map],
    ['operationtype', world.library.need('TriggerOperation')]
  ]);
}
