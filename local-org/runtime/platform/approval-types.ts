/**
 * Results of approvals (Apex Reference Guide v65, "LockResult Class", "ProcessResult Class", "UnlockResult Class"). Tests make
 * them from JSON (jongpie/NebulaLogger, `LoggerMockDataCreator`); what locks and approves records is refused.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { RESULT_FIELDS, madeFromJson } from './json-made.ts';

const OF_PROCESS: Readonly<Record<string, string>> = {
  success: 'Boolean',
  entityId: 'String',
  instanceId: 'String',
  instanceStatus: 'String',
  actorIds: 'List<Id>',
  newWorkitemIds: 'List<Id>',
  errors: 'List<Database.Error>'
};

/** A type of which JSON alone makes values. */
function resultType(name: string, fields: Readonly<Record<string, string>>): LibraryType {
  const readers = Object.entries(fields).map(([field, type]) => {
    const capital = `${field[0]!.toUpperCase()}${field.slice(1)}`;
    return [`${type} ${type === 'Boolean' ? 'is' : 'get'}${capital}()`, () => null] as const;
  });
  return madeFromJson(libraryType(name, {}, Object.fromEntries(readers)), fields);
}

export const approvalTypes: LibraryType[] = [
  resultType('Approval.LockResult', RESULT_FIELDS),
  resultType('Approval.UnlockResult', RESULT_FIELDS),
  resultType('Approval.ProcessResult', OF_PROCESS)
];
