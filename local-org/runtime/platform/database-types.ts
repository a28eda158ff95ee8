/** The `Database` class and savepoints (Apex Reference Guide v65, "Database Namespace"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException } from '../machine/errors.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { executeBatch } from './batch-submission.ts';
import { dmlMembers, resultTypes } from './database-dml-types.ts';
import { locatorTypes, queryMembers, withCaller } from './database-query-types.ts';
import { dmlOptionTypes } from './dml-options.ts';
import { leadConvertMembers } from './lead-convert-types.ts';
import { mergeMembers } from './merge-types.ts';
import { SavepointValue, releaseSavepoint, rollbackTo, setSavepoint } from './savepoints.ts';

export const databaseTypes: LibraryType[] = [
  withCaller(
    libraryType(
      'Database',
      {},
      {
        ...dmlMembers,
        ...mergeMembers,
        ...leadConvertMembers,
        ...queryMembers,
        'static Id executeBatch(SObject.AnyBatchable batch)': (batch: unknown) => executeBatch(batch, null),
        'static Id executeBatch(SObject.AnyBatchable batch, Integer scope)': executeBatch,
        'static System.Savepoint setSavepoint()': setSavepoint,
        'static void rollback(System.Savepoint savepoint)': rollbackTo,
        'static void releaseSavepoint(System.Savepoint savepoint)': releaseSavepoint
      }
    )
  ),
  ...dmlOptionTypes,
  libraryType('Savepoint', { isInstance: (value) => value instanceof SavepointValue }, {}),
  ...resultTypes,
  ...locatorTypes,
  libraryType(
    'DuplicateMessageException',
    { extends: 'Exception' },
    {
      'new()': (_type: RuntimeType) => apexException('DuplicateMessageException', null)
    }
  )
];
