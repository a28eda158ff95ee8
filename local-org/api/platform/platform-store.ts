/**
 * Rows of the platform's own objects (Tooling API, Dev Hub), in a database beside the org's. Users, classes and the
 * like are seen through: their tables here are views on the org's, which is attached for reading only.
 */
import { pathToFileURL } from 'node:url';
import type { LocalOrg } from '../../jobs/local-org.ts';
import { columnMetadata } from '../../jobs/data/column-metadata.ts';
import { recordsJson } from '../../jobs/data/record-json.ts';
import type { JsonRecord } from '../../jobs/data/record-json.ts';
import type { ObjectSchema, OrgSchema } from '../../metadata/schema.ts';
import { findRows, insertRow, updateRow } from '../../runtime/platform/system-rows.ts';
import { checkQuery } from '../../soql/check.ts';
import { SoqlError } from '../../soql/errors.ts';
import { parseSoql } from '../../soql/parse.ts';
import { planQuery } from '../../soql/plan.ts';
import { QueryRunError, runPlan } from '../../soql/run.ts';
import { deleteRows, openStore } from '../../store/index.ts';
import type { PlainRow, Store } from '../../store/index.ts';
import { quote } from '../../store/values.ts';
import { ADMIN_USER_ID } from '../../store/org-ids.ts';
import { ApiError, unsupportedHere } from '../http/errors.ts';
import type { OrgFacts } from '../orgs/hosted-org.ts';
import { requireInstallationKey } from '../packaging/installation-key.ts';
import { openShelf } from '../packaging/shelf.ts';
import { sharedPackageObjects, subscriberPackageVersion } from './packaging-objects.ts';
import { PLATFORM_OBJECTS, SHARED_OBJECTS } from './catalogue.ts';
import type { PlatformObject } from './objects.ts';

const HOURS_KEPT = 24;

export interface PlatformQueryResult {
  readonly totalSize: number;
  readonly records: JsonRecord[];
  /** What the query is on. */
  readonly object: ObjectSchema;
}

export class PlatformStore {
  readonly #store: Store;
  /** Own objects of this org, by lower-case name. */
  readonly #objects: ReadonlyMap<string, PlatformObject>;
  /** Clock and time zone are the org's. */
  readonly #now: () => number;

  private constructor(store: Store, objects: ReadonlyMap<string, PlatformObject>, now: () => number) {
    this.#store = store;
    this.#objects = objects;
    this.#now = now;
  }

  static open(file: string, facts: OrgFacts, local: LocalOrg, packagesFile: string): PlatformStore {
    // It has to be there before it can be read.
    openShelf(packagesFile).close();
    const own = PLATFORM_OBJECTS.filter(({ only }) => only === null || only === facts.kind);
    const shared = [...SHARED_OBJECTS, 'Name'].flatMap((name) => local.schema.objects.get(name.toLowerCase()) ?? []);
    const packages = sharedPackageObjects.map((object) => object.schema);
    const schema: OrgSchema = {
      objects: new Map(
        [...own.map((object) => object.schema), ...shared, ...packages].map((object) => [
          object.apiName.toLowerCase(),
          object
        ])
      )
    };
    const now = (): number => local.store.clock();
    const store = openStore(file, schema, { clock: now, userId: ADMIN_USER_ID });
    store.database.exec('CREATE TABLE IF NOT EXISTS "_api_request" (hour INTEGER PRIMARY KEY, calls INTEGER NOT NULL)');
    store.run('ATTACH ? AS org', `${pathToFileURL(local.databaseFile).href}?mode=ro`);
    for (const { apiName } of shared)
      if (apiName !== 'Name')
        store.database.exec(`CREATE TEMP VIEW ${quote(apiName)} AS SELECT * FROM org.${quote(apiName)}`);
    store.run('ATTACH ? AS packages', `${pathToFileURL(packagesFile).href}?mode=ro`);
    for (const { apiName } of packages) {
      store.database.exec(`CREATE TEMP VIEW ${quote(apiName)} AS SELECT * FROM packages.${quote(apiName)}`);
    }
    return new PlatformStore(
      store,
      new Map([...own, ...sharedPackageObjects].map((object) => [object.schema.apiName.toLowerCase(), object])),
      now
    );
  }

  /** Does this API have an object of that name that is not of the data model? */
  has(api: PlatformObject['api'], objectName: string): boolean {
    return this.#objects.get(objectName.toLowerCase())?.api === api;
  }

  /** @throws ApiError 404 */
  object(api: PlatformObject['api'], objectName: string): ObjectSchema {
    const found = this.#objects.get(objectName.toLowerCase());
    if (found?.api !== api) throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
    return found.schema;
  }

  /** Is the query on one of the objects that only this store has? What cannot be parsed is not. */
  isQueriedBy(soql: string, api: PlatformObject['api']): boolean {
    try {
      return this.has(api, parseSoql(soql).from);
    } catch (error) {
      if (error instanceof SoqlError) return false;
      throw error;
    }
  }

  /** `query?columns=true`. */
  columns(soql: string): JsonRecord {
    const { schema } = this.#store;
    return refusingQuery(soql, () => columnMetadata(checkQuery(parseSoql(soql), soql, schema), schema));
  }

  /**
   * Runs a query of the Tooling API, or one on a Dev Hub's objects.
   * @param base as for `recordsJson`
   * @throws ApiError 400 as the platform refuses it, 501 for what the local org does not know
   */
  query(soql: string, api: PlatformObject['api'], base: string): PlatformQueryResult {
    const { schema } = this.#store;
    return refusingQuery(soql, () => {
      refuseMetadata(soql);
      const parsed = parseSoql(soql);
      const query = checkQuery(parsed, soql, schema);
      if (query.objectName === subscriberPackageVersion.schema.apiName)
        requireInstallationKey(this.#store, parsed.where);
      const own = this.#objects.get(query.objectName.toLowerCase());
      if (own !== undefined && own.api !== api)
        throw new ApiError(400, 'INVALID_TYPE', `sObject type '${query.objectName}' is not supported.`);
      const plan = planQuery(query, schema, { binds: [], now: this.#now(), timeZone: 'GMT' });
      const rows = runPlan(this.#store, plan);
      const object = schema.objects.get(query.objectName.toLowerCase())!;
      if (query.shape === 'count') return { totalSize: Number(rows[0]![0]), records: [], object };
      const records = recordsJson(query, plan, rows, schema, base);
      for (const record of records) this.#parseJsonFields(query.objectName, record);
      return { totalSize: records.length, records, object };
    });
  }

  /** Rows whose columns equal the given values, without deleted ones. */
  find(objectName: string, where: PlainRow = {}): PlainRow[] {
    return findRows(this.#store, objectName, { IsDeleted: false, ...where });
  }

  /** Inserts a row and gives its id. @throws Error for a row that the store refuses: the platform's own are right */
  insert(objectName: string, values: PlainRow): string {
    return this.#write(() => insertRow(this.#store, objectName, values));
  }

  update(objectName: string, id: string, values: PlainRow): void {
    this.#write(() => updateRow(this.#store, objectName, id, values));
  }

  delete(objectName: string, ids: readonly string[]): void {
    this.#write(() => deleteRows(this.#store, objectName, ids, { allOrNone: true, mode: 'system' }));
  }

  /** Keeps how many calls were answered in an hour (hours since 1970); older ones than a day are of no use. */
  keepApiRequests(hour: number, calls: number): void {
    this.#store.run('INSERT OR REPLACE INTO "_api_request" VALUES (?, ?)', hour, calls);
    if (calls === 1) this.#store.run('DELETE FROM "_api_request" WHERE hour < ?', hour - HOURS_KEPT);
  }

  apiRequests(): { readonly hour: number; readonly calls: number }[] {
    return this.#store
      .all('SELECT hour, calls FROM "_api_request"')
      .map(([hour, calls]) => ({ hour: Number(hour), calls: Number(calls) }));
  }

  /** Several writes that count together, or not at all. */
  together<T>(work: () => T): T {
    return this.#write(work);
  }

  close(): void {
    this.#store.close();
  }

  #write<T>(work: () => T): T {
    if (this.#store.inTransaction) return work();
    this.#store.beginWrite();
    try {
      const value = work();
      this.#store.commit();
      return value;
    } catch (error) {
      this.#store.rollback();
      throw error;
    }
  }

  #parseJsonFields(objectName: string, record: JsonRecord): void {
    const names = this.#objects.get(objectName.toLowerCase())?.jsonFields;
    for (const name of Object.keys(record)) {
      const value = record[name];
      if (names?.has(name.toLowerCase()) === true && typeof value === 'string') record[name] = JSON.parse(value);
    }
  }
}

/** Nearly every object of the Tooling API has it on the platform. @throws ApiError 501 */
function refuseMetadata(soql: string): void {
  const { select, from } = parseSoql(soql);
  const asks = select.some((item) => item.kind === 'field' && item.path.names.at(-1)!.toLowerCase() === 'metadata');
  if (asks) throw unsupportedHere(`the field Metadata of ${from} in a Tooling query`);
}

/** Turns the refusals of the query layer into those of the API. */
export function refusingQuery<T>(soql: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SoqlError) {
      if (error.code === 'NOT_SUPPORTED')
        throw unsupportedHere(error.message.replace(/^not supported by the local org: /, ''));
      throw new ApiError(400, error.code, error.withContext(soql));
    }
    if (error instanceof QueryRunError) throw new ApiError(400, error.code, error.message);
    throw error;
  }
}
