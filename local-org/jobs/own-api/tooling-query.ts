/** The queries of the Tooling API that name objects without rows here: Health Check risks and profiles with metadata. */
import { parseSoql } from '../../soql/parse.ts';
import { SoqlError } from '../../soql/errors.ts';
import type { SoqlQuery } from '../../soql/syntax.ts';
import { findRows } from '../../runtime/platform/system-rows.ts';
import { readId, readSetting } from '../../store/index.ts';
import type { Store } from '../../store/store.ts';
import { ApiError } from './api-error.ts';
import { profileById } from './documents.ts';

type Row = Readonly<Record<string, unknown>>;

/** Names of fields -> how a row gives them. */
interface ToolingObject {
  readonly fields: readonly string[];
  rows(store: Store): readonly Row[];
}

const OBJECTS: Readonly<Record<string, ToolingObject>> = {
  securityhealthcheckrisks: {
    fields: ['DurableId', 'OrgValue', 'OrgValueRaw', 'RiskType', 'Setting', 'SettingGroup', 'StandardValue'],
    rows: healthCheck
  },
  profile: {
    fields: ['Id', 'Name', 'Metadata'],
    rows: (store) =>
      findRows(store, 'Profile').map(({ Id, Name }) => ({
        Id,
        Name,
        get Metadata() {
          return profileById(store, String(Id));
        }
      }))
  }
};

/** Does the query ask for Health Check risks, or for the metadata of profiles? What cannot be parsed does not. */
export function asksForDocuments(text: string): boolean {
  try {
    const { from, select } = parseSoql(text);
    if (from.toLowerCase() === 'securityhealthcheckrisks') return true;
    return from.toLowerCase() === 'profile' && select.some(isMetadata);
  } catch (error) {
    if (error instanceof SoqlError) return false;
    throw error;
  }
}

function isMetadata(item: SoqlQuery['select'][number]): boolean {
  return item.kind === 'field' && item.path.names.length === 1 && item.path.names[0]!.toLowerCase() === 'metadata';
}

/**
 * Answers `tooling/query`.
 * @throws ApiError for queries that the platform refuses, and with NOT_SUPPORTED for those that this org cannot answer
 */
export function toolingQuery(store: Store, text: string, version: string): unknown {
  const query = parsed(text);
  const object = OBJECTS[query.from.toLowerCase()];
  if (object === undefined) throw notSupported(`Tooling queries on ${query.from}`);
  const names = query.select.map((item) => {
    if (item.kind !== 'field' || item.path.names.length !== 1 || item.alias !== null)
      throw notSupported('other than plain fields in a Tooling query');
    return fieldOf(object, query.from, item.path.names[0]!);
  });
  if (query.orderBy.length > 0 || query.groupBy.length > 0 || query.offset !== null)
    throw notSupported('sorting and grouping in a Tooling query');
  if (names.includes('Metadata') && !isOneId(query))
    throw new ApiError(
      400,
      'MALFORMED_QUERY',
      'When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval.'
    );
  const records = object
    .rows(store)
    .filter((row) => matches(row, query, object))
    .slice(0, typeof query.limit === 'number' ? query.limit : undefined)
    .map((row, index) => ({
      attributes: { type: query.from, url: `/services/data/${version}/tooling/sobjects/${query.from}/${index}` },
      ...Object.fromEntries(names.map((name) => [name, row[name] ?? null]))
    }));
  return {
    size: records.length,
    totalSize: records.length,
    done: true,
    queryLocator: null,
    entityTypeName: query.from,
    records
  };
}

function parsed(text: string): SoqlQuery {
  try {
    return parseSoql(text);
  } catch (error) {
    if (error instanceof SoqlError) throw new ApiError(400, 'MALFORMED_QUERY', error.message);
    throw error;
  }
}

function notSupported(what: string): ApiError {
  return new ApiError(501, 'NOT_SUPPORTED', `not supported by the local org: ${what}`);
}

function fieldOf(object: ToolingObject, from: string, name: string): string {
  const found = object.fields.find((field) => field.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on entity '${from}'.`);
  return found;
}

/** One comparison with `=` and a text. */
function equality({ where }: SoqlQuery): { readonly field: string; readonly value: string } | null {
  if (where === null) return null;
  if (
    where.kind !== 'comparison' ||
    where.operator !== '=' ||
    where.left.kind !== 'path' ||
    where.left.names.length !== 1 ||
    where.value.kind !== 'string'
  )
    throw notSupported('other than one comparison in the condition of a Tooling query');
  return { field: where.left.names[0]!, value: where.value.value };
}

function isOneId(query: SoqlQuery): boolean {
  return equality(query)?.field.toLowerCase() === 'id' || query.limit === 1;
}

function matches(row: Row, query: SoqlQuery, object: ToolingObject): boolean {
  const wanted = equality(query);
  if (wanted === null) return true;
  const field = fieldOf(object, query.from, wanted.field);
  return String(row[field]) === (field === 'Id' ? readId(wanted.value) : wanted.value);
}

/** The baseline's rows about sessions. What lies, lies as orgs have been seen to: labels that were never translated. */
function healthCheck(store: Store): readonly Row[] {
  const told = readSetting(store, 'healthCheck');
  if (told === 'rows missing') return [];
  const { lockSessionsToIp, enforceIpRangesEveryRequest } = readSetting(store, 'sessionSettings');
  return [
    risk('SessionSettings.lockSessionsToIp', lockSessionsToIp, told),
    risk('SessionSettings.enforceLoginIp', enforceIpRangesEveryRequest, told)
  ];
}

function risk(setting: string, on: boolean, told: string): Row {
  const label = `__MISSING LABEL__ PropertyFile - val ${setting.split('.')[1]!}${on ? 'Enabled' : 'Disabled'} not found`;
  return {
    DurableId: setting,
    OrgValue: label,
    OrgValueRaw: told === 'labels missing' ? label : String(on),
    RiskType: on ? 'MEETS_STANDARD' : 'MEDIUM_RISK',
    Setting: setting,
    SettingGroup: 'SessionSettings',
    StandardValue: 'Enabled'
  };
}
