/** Standard fields that the platform computes when it saves a row. Custom objects have none but their name. */
import { randomInt } from 'node:crypto';
import type { ObjectSchema, StatusFacts } from '../metadata/schema.ts';
import type { SqliteValue } from './driver.ts';
import type { Store } from './store.ts';

type Row = Map<string, SqliteValue>;
/** `before` is the row as it is stored; null for a new one. */
type Derivation = (row: Row, before: Row | null, object: ObjectSchema) => void;

/** Stage: probability in percent, closed, won, forecast category. The stages of a new org. */
const STAGES: Readonly<Record<string, readonly [number, boolean, boolean, string]>> = {
  Prospecting: [10, false, false, 'Pipeline'],
  Qualification: [10, false, false, 'Pipeline'],
  'Needs Analysis': [20, false, false, 'Pipeline'],
  'Value Proposition': [50, false, false, 'Pipeline'],
  'Id. Decision Makers': [60, false, false, 'Pipeline'],
  'Perception Analysis': [70, false, false, 'Pipeline'],
  'Proposal/Price Quote': [75, false, false, 'Pipeline'],
  'Negotiation/Review': [90, false, false, 'Pipeline'],
  'Closed Won': [100, true, true, 'Closed'],
  'Closed Lost': [0, true, false, 'Omitted']
};

/** Forecast categories whose name differs from what they are. */
const CATEGORIES: Readonly<Record<string, string>> = { 'Best Case': 'BestCase', Commit: 'Forecast' };
const CATEGORY_NAMES = new Map(Object.entries(CATEGORIES).map(([name, category]) => [category, name]));

/** Statuses of a new org that stand for an end or for urgency; the others do not. */
const ENDS: Readonly<Record<string, string>> = {
  'Case.Status': 'Closed',
  'Task.Status': 'Completed',
  'Lead.Status': 'Closed - Converted',
  'Task.Priority': 'High'
};

/** What a value of a status picklist means: as the project says that brings the values, else as in a new org. */
export function statusFacts(object: ObjectSchema, fieldName: string, value: string): StatusFacts {
  const given = object.fields.get(fieldName.toLowerCase())?.picklistValues.find((each) => each.value === value)?.status;
  if (given !== undefined) return given;
  const [probability, closed, won, forecastCategory] =
    (fieldName === 'StageName' ? STAGES[value] : undefined) ?? ([0, false, false, null] as const);
  const ends = ENDS[`${object.apiName}.${fieldName}`] === value;
  return { closed: closed || ends, converted: ends, highPriority: ends, won, probability, forecastCategory };
}

/** `Best Case` of `BestCase`. */
export function categoryName(category: string | null): string | null {
  return category === null ? null : (CATEGORY_NAMES.get(category) ?? category);
}

const DERIVATIONS: Readonly<Record<string, Derivation>> = {
  Contact: fullName,
  Lead: fullName,
  User(row, before) {
    fullName(row);
    // Users made without one get one of the platform's choosing.
    if (before === null && (row.get('CommunityNickname') ?? null) === null) row.set('CommunityNickname', nickname());
  },
  Case: (row, _before, object) =>
    row.set('IsClosed', statusFacts(object, 'Status', String(row.get('Status'))).closed ? 1 : 0),
  Task(row, _before, object) {
    row.set('IsClosed', statusFacts(object, 'Status', String(row.get('Status'))).closed ? 1 : 0);
    row.set('IsHighPriority', statusFacts(object, 'Priority', String(row.get('Priority'))).highPriority ? 1 : 0);
  },
  Attachment(row) {
    const body = row.get('Body');
    if (body instanceof Uint8Array) row.set('BodyLength', body.byteLength);
  },
  Opportunity: opportunity
};

/** Of 12 digits, as unlikely to be taken as the platform's. */
function nickname(): string {
  return `User${randomInt(10 ** 11, 10 ** 12)}`;
}

/** Fills in the computed fields of a whole row (column values by API name). */
export function derive(object: ObjectSchema, row: Row, before: Row | null): void {
  DERIVATIONS[object.apiName]?.(row, before, object);
}

/** Does a change of these fields need the whole row to compute others? */
export function hasDerivedFields(object: ObjectSchema): boolean {
  return object.apiName in DERIVATIONS;
}

/** The type of a new user, or of one whose profile changes, is that of the profile, unless the row names one. */
export function deriveUserType(store: Store, object: ObjectSchema, row: Row): void {
  const profile = row.get('ProfileId') ?? null;
  if (object.apiName !== 'User' || profile === null || (row.get('UserType') ?? null) !== null) return;
  const [type] = store.all('SELECT UserType FROM Profile WHERE Id = ?', profile)[0] ?? [];
  row.set('UserType', type ?? null);
}

function fullName(row: Row): void {
  const parts = ['FirstName', 'MiddleName', 'LastName', 'Suffix']
    .map((name) => row.get(name))
    .filter((part) => part !== null && part !== undefined);
  row.set('Name', parts.join(' '));
}

/**
 * A stage brings its probability and forecast category when the record is new or comes to it, unless the caller says
 * otherwise (octoberswimmer/aer, CHANGELOG v1.2.1; Object Reference v65, "Opportunity").
 */
function opportunity(row: Row, before: Row | null, object: ObjectSchema): void {
  const stage = statusFacts(object, 'StageName', String(row.get('StageName')));
  const moved = before !== null && row.get('StageName') !== before.get('StageName');
  if (stage.forecastCategory !== null) {
    const { probability, closed, won } = stage;
    const category = categoryName(stage.forecastCategory);
    const follows = (name: string): boolean =>
      before === null ? (row.get(name) ?? null) === null : moved && row.get(name) === before.get(name);
    if (follows('Probability')) row.set('Probability', BigInt(probability));
    row.set('IsClosed', closed ? 1 : 0);
    row.set('IsWon', won ? 1 : 0);
    if (follows('ForecastCategoryName')) row.set('ForecastCategoryName', category);
    const named = row.get('ForecastCategoryName') ?? null;
    row.set('ForecastCategory', named === null ? null : (CATEGORIES[String(named)] ?? named));
  }
  const closeDate = row.get('CloseDate');
  if (typeof closeDate === 'string') {
    const [year, month] = closeDate.split('-').map(Number) as [number, number];
    const quarter = Math.ceil(month / 3);
    row.set('FiscalYear', year);
    row.set('FiscalQuarter', quarter);
    row.set('Fiscal', `${year} ${quarter}`);
  }
}
