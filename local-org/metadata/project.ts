/** What an sfdx project holds, as far as the local org reads it. Paths are relative to the project root. */
import type { OrgSwitch } from './org-shape.ts';
import type { StandardValueSet } from './standard-value-sets.ts';
import type {
  FieldSchema,
  FieldSetSchema,
  ObjectSchema,
  PicklistValue,
  RecordTypeSchema,
  ValidationRuleSchema
} from './schema.ts';

export interface SfdxProject {
  /** Absolute. */
  readonly root: string;
  /** '' when none. */
  readonly namespace: string;
  /** The namespace that its project file names, where it is read as one without (`org check`, `org test`). */
  readonly droppedNamespace?: string;
  readonly sourceApiVersion: number;
  /** Features and settings of its org. */
  readonly orgSwitches: readonly OrgSwitch[];
  /** Packages that it builds on and that are not among its package directories, by name or alias. */
  readonly missingPackages: readonly string[];
  readonly classes: readonly ApexSource[];
  readonly triggers: readonly ApexSource[];
  readonly objects: readonly ObjectSource[];
  readonly customMetadata: readonly CustomMetadataRecord[];
  readonly standardValueSets: readonly StandardValueSet[];
  readonly labels: readonly CustomLabel[];
  readonly permissionSets: readonly PermissionSetSource[];
  /** Of each profile one, whatever files say of it. */
  readonly profiles: readonly ProfileSource[];
  readonly remoteSites: readonly RemoteSite[];
  readonly namedCredentials: readonly NamedCredentialSource[];
  readonly cachePartitions: readonly CachePartitionSource[];
  readonly applications: readonly ApplicationSource[];
  readonly tabs: readonly TabSource[];
  readonly customPermissions: readonly CustomPermissionSource[];
  /** Files that other layers read themselves (web components, pages, layouts …). */
  readonly components: readonly ComponentSource[];
  /** Metadata that the local org does not act on. Whoever starts the org says so to the user. */
  readonly unsupported: ReadonlyArray<{ readonly path: string; readonly type: string; readonly reason: string }>;
}

export interface ApexSource {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly apiVersion: number;
  readonly status: string;
}

/** One folder under `objects/`: a custom object, or what a project adds to a standard one. */
export interface ObjectSource {
  readonly apiName: string;
  /** The file to name in errors. */
  readonly path: string;
  /** null when the project only adds to an existing object. */
  readonly definition: ObjectDefinition | null;
  /** Of a standard object whose file says it; null otherwise. */
  readonly standardSharing: string | null;
  readonly fields: readonly FieldSchema[];
  readonly standardFields: readonly StandardFieldChange[];
  /** `relationshipLabel`-side names of the lookups: field API name (lower case) to the child relationship's name. */
  readonly childRelationshipNames: ReadonlyMap<string, string>;
  readonly recordTypes: readonly RecordTypeSchema[];
  readonly fieldSets: readonly FieldSetSchema[];
  /** Apex sharing reasons. */
  readonly sharingReasons: readonly SharingReason[];
  /** Active ones. */
  readonly validationRules: readonly ValidationRuleSchema[];
}

/** Why code shares records of an object: a row cause of its shares. */
export interface SharingReason {
  /** `Team__c`. */
  readonly name: string;
  readonly label: string;
}

/** What a project says of a field that is the platform's own. */
export interface StandardFieldChange {
  readonly apiName: string;
  /** Has an active lookup filter that may not be passed over. */
  readonly filteredLookup: boolean;
  /** Of a picklist whose values stand in the field, as before API 38.0; null otherwise. */
  readonly values: readonly PicklistValue[] | null;
}

export interface ObjectDefinition {
  readonly kind: Extract<
    ObjectSchema['kind'],
    'custom' | 'customMetadata' | 'listSetting' | 'hierarchySetting' | 'platformEvent' | 'bigObject'
  >;
  readonly label: string;
  readonly labelPlural: string;
  readonly nameField: {
    readonly type: 'Text' | 'AutoNumber';
    readonly label: string;
    readonly displayFormat: string | null;
  } | null;
  readonly sharingModel: string | null;
  /** Platform events: `PublishAfterCommit` or `PublishImmediately`. */
  readonly publishBehavior: string | null;
  readonly visibility: ObjectSchema['visibility'];
  readonly enableHistory: boolean;
  readonly enableActivities: boolean;
  readonly searchable: boolean;
}

export interface CustomMetadataRecord {
  /** `Elements_Region__mdt`. */
  readonly typeName: string;
  readonly developerName: string;
  readonly label: string;
  readonly isProtected: boolean;
  readonly path: string;
  /** Field API name to its text; null for `xsi:nil`. */
  readonly values: ReadonlyMap<string, string | null>;
}

export interface CustomLabel {
  readonly name: string;
  readonly value: string;
  readonly language: string;
  readonly isProtected: boolean;
}

/** What permission sets and profiles grant. */
export interface PermissionGrants {
  readonly path: string;
  readonly classAccesses: readonly string[];
  readonly customPermissions: readonly string[];
  readonly userPermissions: readonly string[];
  readonly objectPermissions: ReadonlyArray<{
    readonly object: string;
    readonly create: boolean;
    readonly read: boolean;
    readonly edit: boolean;
    readonly delete: boolean;
    readonly viewAll: boolean;
    readonly modifyAll: boolean;
  }>;
  readonly fieldPermissions: ReadonlyArray<{
    readonly field: string;
    readonly readable: boolean;
    readonly editable: boolean;
  }>;
}

export interface PermissionSetSource extends PermissionGrants {
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  readonly hasActivationRequired: boolean;
}

export interface ProfileSource extends PermissionGrants {
  /** As its row has it: `System Administrator`. */
  readonly name: string;
  readonly userLicense: string | null;
  /** `Account.Rating` of fields that its users may not see. */
  readonly hiddenFields: readonly string[];
  readonly recordTypes: ReadonlyArray<{
    /** `Account.Household`. */
    readonly name: string;
    readonly isVisible: boolean;
    readonly isDefault: boolean;
  }>;
}

export interface RemoteSite {
  readonly name: string;
  readonly url: string;
  readonly isActive: boolean;
  readonly disableProtocolSecurity: boolean;
}

export interface NamedCredentialSource {
  readonly name: string;
  readonly path: string;
  readonly url: string;
  /** Added to every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether `{!$Credential.…}` in headers and bodies is replaced. */
  readonly mergesHeaders: boolean;
  readonly mergesBody: boolean;
  readonly principal:
    | { readonly kind: 'anonymous' }
    | {
        readonly kind: 'password';
        readonly username: string;
        readonly password: string;
        /** Basic authentication. */
        readonly sendsHeader: boolean;
      }
    | { readonly kind: 'unsupported'; readonly what: string };
}

export interface CachePartitionSource {
  readonly name: string;
  readonly isDefault: boolean;
  /** Capacity of each segment; with none, nothing is kept. */
  readonly orgMegabytes: number;
  readonly sessionMegabytes: number;
  readonly path: string;
}

export interface ApplicationSource {
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  readonly tabs: readonly string[];
  readonly path: string;
}

export interface TabSource {
  readonly name: string;
  readonly label: string | null;
  readonly customObject: boolean;
  readonly lwcComponent: string | null;
  readonly flexiPage: string | null;
  readonly page: string | null;
  readonly motif: string | null;
  readonly path: string;
}

export interface CustomPermissionSource {
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  readonly isLicensed: boolean;
  readonly path: string;
}

export interface ComponentSource {
  readonly type:
    | 'lwc'
    | 'aura'
    | 'flexipage'
    | 'layout'
    | 'page'
    | 'staticResource'
    | 'notificationType'
    | 'listView'
    | 'compactLayout'
    | 'webLink'
    | 'csp';
  readonly path: string;
}
