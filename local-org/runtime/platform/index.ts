/** The platform layer's public surface: the library types that touch the org, and the catalogue for the compiler. */
import type { LibraryCatalog, LibraryType } from '../../apex/library.ts';
import { coreLibrary } from '../library/index.ts';
import { exceptionMembers } from './dml-failures.ts';
import { asyncTypes } from './async-types.ts';
import { namesakeTypes } from './namesake-types.ts';
import { approvalTypes } from './approval-types.ts';
import { authTypes } from './auth-types.ts';
import { metadataTypes } from './metadata-types.ts';
import { apexPagesTypes } from './apex-pages.ts';
import { pageControllerTypes } from './page-controllers.ts';
import { platformTypes } from './platform-types.ts';
import { pageReferenceTypes } from './page-reference.ts';
import { formulaEvalTypes } from './formula-eval-types.ts';
import { formulaTypes } from './formula-types.ts';
import { flexQueueTypes } from './flex-queue-types.ts';
import { leadConvertTypes } from './lead-convert-types.ts';
import { mergeTypes } from './merge-types.ts';
import { emailTypes } from './email-types.ts';
import { eventTypes } from './event-types.ts';
import { invocableTypes } from './invocable-types.ts';
import { requestTypes } from './request-types.ts';
import { restTypes } from './rest-types.ts';
import { securityTypes } from './security-types.ts';
import { cacheTypes } from './cache-types.ts';
import { namedTypes } from './named-types.ts';
import { searchTypes } from './search.ts';
import { stubTypes } from './stub.ts';
import { webServiceTypes } from './web-service-types.ts';
import { urlTypes } from './url-types.ts';
import { installTypes } from './install-types.ts';
import { cursorTypes } from './cursor-types.ts';
import { customDataTypes } from './custom-data-types.ts';
import { databaseTypes } from './database-types.ts';
import { fieldDescribeTypes } from './field-describe-types.ts';
import { httpTypes } from './http-types.ts';
import './json-records.ts';
import { resourceMockTypes } from './resource-mocks.ts';
import { limitsTypes } from './limits-type.ts';
import { fieldSetTypes } from './field-set-types.ts';
import { labelTypes } from './label-types.ts';
import { schemaTypes } from './schema-types.ts';
import { idMembers, listMembers, mapMembers, sobjectTypes } from './sobject-type.ts';
import { systemTypes } from './system-type.ts';
import { testTypes } from './test-type.ts';
import { userTypes } from './user-types.ts';

export const platformLibrary: LibraryType[] = [
  ...sobjectTypes,
  ...schemaTypes,
  ...fieldSetTypes,
  ...labelTypes,
  ...fieldDescribeTypes,
  ...databaseTypes,
  ...cursorTypes,
  ...customDataTypes,
  ...limitsTypes,
  ...formulaTypes,
  ...formulaEvalTypes,
  ...userTypes,
  ...systemTypes,
  ...asyncTypes,
  ...flexQueueTypes,
  ...httpTypes,
  ...resourceMockTypes,
  ...searchTypes,
  ...webServiceTypes,
  ...testTypes,
  ...stubTypes,
  ...installTypes,
  ...securityTypes,
  ...urlTypes,
  ...requestTypes,
  ...invocableTypes,
  ...restTypes,
  ...eventTypes,
  ...emailTypes,
  ...leadConvertTypes,
  ...mergeTypes,
  ...approvalTypes,
  ...namesakeTypes,
  ...authTypes,
  ...metadataTypes,
  ...cacheTypes,
  ...namedTypes,
  ...pageReferenceTypes,
  ...apexPagesTypes,
  ...pageControllerTypes
];

const declared = [...coreLibrary.map(withOrgMembers), ...platformLibrary];

/** All of Apex that the local org knows, and the types of the platform that code may name. */
export const orgLibrary: LibraryCatalog = { types: [...declared, ...platformTypes(declared)] };

/** Types of the core with those members that need the org. */
function withOrgMembers(type: LibraryType): LibraryType {
  const added = [exceptionMembers, idMembers, listMembers, mapMembers].find(({ name }) => name === type.name);
  return added === undefined ? type : { ...type, members: [...type.members, ...added.members] };
}
