import { createRequire } from 'node:module';
import { decimalOrNull, textOrNull } from '../sample-record.ts';
import type { SampleRecord, SampleTable } from '../sample-record.ts';

/** The members of the package's JSON that are used; the package has types, but of another, wider shape. */
interface SourceCountry {
  readonly name: {
    readonly common: string;
    readonly official: string;
    readonly native: Readonly<Record<string, { readonly common: string }>>;
  };
  readonly cca2: string;
  readonly cca3: string;
  readonly ccn3: string;
  readonly cioc: string;
  readonly status: string;
  readonly independent: boolean | null;
  readonly unMember: boolean;
  readonly landlocked: boolean;
  readonly region: string;
  readonly subregion: string;
  readonly capital: readonly string[];
  readonly currencies: Readonly<Record<string, unknown>>;
  readonly languages: Readonly<Record<string, string>>;
  readonly borders: readonly string[];
  readonly area: number;
  readonly latlng: readonly [number, number];
  readonly idd: { readonly root: string; readonly suffixes: readonly string[] };
  readonly tld: readonly string[];
  readonly altSpellings: readonly string[];
}

/** Regions that exist as record types; the few territories of any other region have none. */
const RECORD_TYPES: ReadonlySet<string> = new Set(['Africa', 'Americas', 'Asia', 'Europe', 'Oceania']);

function source(): readonly SourceCountry[] {
  return createRequire(import.meta.url)('world-countries/dist/countries.json') as readonly SourceCountry[];
}

/** The 250 countries and territories of `world-countries`. Keys are ISO 3166-1 alpha-2 codes. */
export function countries(): SampleTable {
  return { object: 'Country__c', records: source().map(toRecord) };
}

/** Common English names by ISO 3166-1 alpha-2 code. */
export function countryNames(): ReadonlyMap<string, string> {
  return new Map(source().map((country) => [country.cca2, country.name.common]));
}

function toRecord(country: SourceCountry): SampleRecord {
  const natives = Object.values(country.name.native).map((name) => name.common);
  return {
    key: country.cca2,
    recordType: RECORD_TYPES.has(country.region) ? country.region : null,
    fields: {
      Name: country.name.common,
      Code__c: country.cca2,
      Alpha_3_Code__c: textOrNull(country.cca3),
      Numeric_Code__c: textOrNull(country.ccn3),
      Olympic_Code__c: textOrNull(country.cioc),
      Official_Name__c: textOrNull(country.name.official),
      Capital__c: textOrNull(country.capital[0]),
      Subregion__c: textOrNull(country.subregion),
      Code_Status__c: textOrNull(country.status),
      // Not known for one territory; a checkbox has no third state.
      Independent__c: country.independent === true,
      UN_Member__c: country.unMember,
      Landlocked__c: country.landlocked,
      Languages__c: textOrNull(Object.values(country.languages).join(';')),
      Borders__c: textOrNull(country.borders.join(';')),
      Currency__c: textOrNull(Object.keys(country.currencies)[0]),
      // The source writes -1 where it has no area.
      Area__c: country.area < 0 ? null : decimalOrNull(country.area, 2),
      Latitude__c: decimalOrNull(country.latlng[0], 6),
      Longitude__c: decimalOrNull(country.latlng[1], 6),
      Calling_Code__c: callingCode(country),
      Internet_Domain__c: textOrNull(country.tld[0]),
      Alternative_Names__c: textOrNull(country.altSpellings.join('\n')),
      Native_Names__c: textOrNull([...new Set(natives)].join('\n'))
    },
    lookups: {}
  };
}

/** `+226`; countries that share a code with others (`+1`) have many suffixes, and then only the root is theirs. */
function callingCode({ idd }: SourceCountry): string | null {
  const [suffix, ...others] = idd.suffixes;
  return textOrNull(others.length === 0 ? `${idd.root}${suffix ?? ''}` : idd.root);
}
