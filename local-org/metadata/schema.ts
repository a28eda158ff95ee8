/**
 * The org's data model, read from describe files (standard objects) and sfdx source (custom objects). Pure data:
 * whoever needs a fact about an object or a field finds it here, and an object that is not here does not exist.
 */
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'boolean'
  | 'int'
  | 'long'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'email'
  | 'phone'
  | 'url'
  | 'reference'
  | 'base64'
  | 'encryptedstring'
  | 'address'
  | 'location'
  | 'anyType';

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly isDefault: boolean;
  /** Of values that a project brings for a standard picklist. */
  readonly status?: StatusFacts;
}

/** What a value of a status means; each only where the picklist is one of those (Metadata API, "StandardValueSet"). */
export interface StatusFacts {
  readonly closed: boolean;
  readonly won: boolean;
  readonly converted: boolean;
  readonly highPriority: boolean;
  /** Percent. */
  readonly probability: number;
  /** `BestCase`. */
  readonly forecastCategory: string | null;
}

/** The formula of a custom formula field. */
export interface FormulaSource {
  readonly text: string;
  /** "Treat blank fields as zeroes", for numbers. */
  readonly blankAsZero: boolean;
  /** The file that it is written in. */
  readonly path: string;
}

export type SummaryOperation = 'count' | 'sum' | 'min' | 'max';

/** What a roll-up summary field computes over the details of its record. */
export interface SummarySource {
  readonly operation: SummaryOperation;
  /** API names: the detail object, its master-detail field, and the field that is summarized; null for a count. */
  readonly detail: string;
  readonly lookup: string;
  readonly field: string | null;
  /** All have to hold; of several values in `value`, separated by commas, one. */
  readonly filters: ReadonlyArray<{ readonly field: string; readonly operation: string; readonly value: string }>;
  /** The file that it is written in. */
  readonly path: string;
}

/** Flags mean what the members of the same name in a REST describe mean. */
export interface FieldSchema {
  readonly apiName: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters; 0 where a length has no meaning. Long and rich text: type textarea, length > 255. */
  readonly length: number;
  /** Total digits and digits right of the point, for numbers. */
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly filterable: boolean;
  readonly groupable: boolean;
  readonly aggregatable: boolean;
  readonly sortable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly custom: boolean;
  readonly calculated: boolean;
  readonly autoNumber: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly externalId: boolean;
  readonly idLookup: boolean;
  readonly nameField: boolean;
  readonly namePointing: boolean;
  readonly htmlFormatted: boolean;
  readonly encrypted: boolean;
  readonly permissionable: boolean;
  readonly defaultedOnCreate: boolean;
  /** As the platform would apply it; a formula that is not a literal is kept in `defaultFormula`. */
  readonly defaultValue: string | number | boolean | null;
  readonly defaultFormula: string | null;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly PicklistValue[];
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly cascadeDelete: boolean;
  /** "Don't allow deletion of the lookup record that's part of a lookup relationship." */
  readonly restrictedDelete: boolean;
  /** Has an active lookup filter that may not be passed over. */
  readonly filteredLookup: boolean;
  /** Master-detail: 0 or 1; null otherwise. */
  readonly relationshipOrder: 0 | 1 | null;
  /** Master-detail: who may read the master may change its details. */
  readonly writeRequiresMasterRead: boolean;
  /** `BillingAddress` for BillingCity; null otherwise. */
  readonly compoundFieldName: string | null;
  /** What Setup calls help text; undefined for standard fields, whose texts are not known. */
  readonly inlineHelpText?: string | null;
  /** `AutoNumber` display format. */
  readonly displayFormat: string | null;
  /** Custom formula fields only; null for everything else. */
  readonly formula: FormulaSource | null;
  /** Roll-up summary fields only; null for everything else. */
  readonly summary: SummarySource | null;
}

export interface RecordTypeSchema {
  readonly developerName: string;
  readonly label: string;
  readonly active: boolean;
  readonly description: string | null;
  /** Restricted picklists take only these values in its records; lower-case field name -> values. */
  readonly picklistValues: ReadonlyMap<string, readonly string[]>;
  /** The default of every picklist that the record type lists, null for none; lower-case field name -> value. */
  readonly picklistDefaults: ReadonlyMap<string, string | null>;
  /** The process that names its statuses or stages. */
  readonly businessProcess: string | null;
}

/** Developer names. */
export interface ProfileRecordTypes {
  readonly visible: readonly string[];
  /** Null: the master record type, which records have no id of. */
  readonly default: string | null;
}

/** An active validation rule: records for which its formula is true are not saved. */
export interface ValidationRuleSchema {
  readonly name: string;
  readonly formula: string;
  readonly message: string;
  /** Where the message is shown; null for the top of the page. */
  readonly field: string | null;
  /** The file that it is written in. */
  readonly path: string;
}

/** The fields that a field set displays, in order; those that are only available to admins are not among them. */
export interface FieldSetSchema {
  readonly developerName: string;
  readonly label: string;
  readonly description: string | null;
  /** `path` as a query would name it: `Industry`, `Owner.Name`. */
  readonly members: ReadonlyArray<{ readonly path: string; readonly required: boolean }>;
}

export interface ChildRelationship {
  readonly childObject: string;
  readonly field: string;
  readonly relationshipName: string | null;
  readonly cascadeDelete: boolean;
}

export type ObjectKind =
  | 'standard'
  | 'custom'
  | 'customMetadata'
  | 'listSetting'
  | 'hierarchySetting'
  | 'platformEvent'
  /** Code names them and holds their records; there is no big storage here, so nothing reads or writes it. */
  | 'bigObject'
  /** History, Share, Feed, ChangeEvent, Tag companions of another object. */
  | 'companion';

export interface ObjectSchema {
  readonly apiName: string;
  readonly label: string;
  readonly labelPlural: string;
  /** Three characters. */
  readonly keyPrefix: string;
  readonly kind: ObjectKind;
  /** Platform events: with the transaction that publishes them, or whatever becomes of it. */
  readonly publishes?: 'afterCommit' | 'immediately';
  /** Share objects of custom objects: the org-wide default of the records that they share. */
  readonly sharedAs?: 'Private' | 'Read';
  readonly custom: boolean;
  readonly queryable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly undeletable: boolean;
  readonly searchable: boolean;
  /** Only the names and types of its fields are known here; code may name them. Big objects have no more of themselves. */
  readonly outline?: true;
  /** Why the local org does not save its records, though the platform does. */
  readonly unsupportedSaves?: string;
  /** Setup object: mixed DML with others is refused. */
  readonly setup: boolean;
  readonly visibility: 'Public' | 'Protected' | 'PackageProtected';
  /** Keys are lower case, in declaration order. */
  readonly fields: ReadonlyMap<string, FieldSchema>;
  readonly recordTypes: readonly RecordTypeSchema[];
  /** Profile, as its row names it -> the record types that its users have. */
  readonly profileRecordTypes?: ReadonlyMap<string, ProfileRecordTypes>;
  readonly fieldSets: readonly FieldSetSchema[];
  /** Of projects; none where left out. */
  readonly validationRules?: readonly ValidationRuleSchema[];
  readonly childRelationships: readonly ChildRelationship[];
  /** Where the facts come from: a source file, or the published reference. */
  readonly source: string;
}

export interface OrgSchema {
  /** Namespaces, in lower case, of packages that the sources add to and that are not among them. */
  readonly missingPackages?: ReadonlySet<string>;
  /** Keys are lower case. */
  readonly objects: ReadonlyMap<string, ObjectSchema>;
}

/**
 * How a field's value looks outside Apex (store rows, sample loaders, APIs). null is "no value".
 *   id, reference, text and picklist types: string (ids with 18 characters)
 *   boolean: boolean        int: number        long: bigint
 *   double, currency, percent: decimal digits as a string, `-12.50`
 *   date: `YYYY-MM-DD`      datetime: milliseconds since 1970 UTC as number
 *   time: milliseconds since midnight as number      base64: Uint8Array
 */
export type PlainValue = string | number | bigint | boolean | Uint8Array | null;

/** Does the name begin with the namespace of a package that the sources add to and that is not among them? */
export function isOfMissingPackage({ missingPackages }: OrgSchema, name: string): boolean {
  const namespace = /^(\w+?)(?:__|$)/.exec(name)?.[1];
  return namespace !== undefined && (missingPackages?.has(namespace.toLowerCase()) ?? false);
}
