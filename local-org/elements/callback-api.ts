/** Generated from docs/callback-api.openapi.yaml by `npm run check -- --write-api-types`; not to be edited. */
export interface paths {
  readonly '/connect/v1/messages': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /**
     * Receives one message of the outbox.
     * @description The same message comes with the same id and the same body on every attempt, and may come again.
     */
    readonly post: operations['receiveMessage'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/connect/v1/ping': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /** Tells that the endpoint is there, accepts the signature, and what time it is. */
    readonly post: operations['answerPing'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description One message. Types that a later package adds have the same envelope and are stored all the same. */
    readonly Message: components['schemas']['KnownMessage'] | components['schemas']['OtherMessage'];
    readonly KnownMessage:
      | components['schemas']['PopulationObjectMessage']
      | components['schemas']['PopulationManifestMessage']
      | components['schemas']['InventoryRowsMessage']
      | components['schemas']['InventoryManifestMessage'];
    /** @description A message of a type that this version of the contract does not name. */
    readonly OtherMessage: {
      /** @description Words joined by dots. */
      readonly type: string;
      readonly version: components['schemas']['Version'];
      readonly timestamp: components['schemas']['Moment'];
      readonly data: {
        readonly [key: string]: unknown;
      };
    };
    /** @description What a run found out about one object, or a part of it. */
    readonly PopulationObjectMessage: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'population.object';
      readonly version: components['schemas']['Version'];
      readonly timestamp: components['schemas']['Moment'];
      readonly data: components['schemas']['ObjectPart'];
    };
    /** @description Closes a run, so that the receiver knows what it has and what is missing. */
    readonly PopulationManifestMessage: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'population.manifest';
      readonly version: components['schemas']['Version'];
      readonly timestamp: components['schemas']['Moment'];
      readonly data: components['schemas']['Manifest'];
    };
    /** @description Licences, profiles or users of the org, or a part of them. */
    readonly InventoryRowsMessage: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'inventory.rows';
      readonly version: components['schemas']['Version'];
      readonly timestamp: components['schemas']['Moment'];
      readonly data: components['schemas']['InventoryPart'];
    };
    /** @description Closes an inventory run, as the manifest of a population run does. */
    readonly InventoryManifestMessage: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'inventory.manifest';
      readonly version: components['schemas']['Version'];
      readonly timestamp: components['schemas']['Moment'];
      readonly data: components['schemas']['Manifest'];
    };
    /** @description Carries nothing; it is not stored. */
    readonly Ping: {
      /** @constant */
      readonly type: 'ping';
      readonly version: components['schemas']['Version'];
      readonly timestamp: components['schemas']['Moment'];
      readonly data: {
        readonly orgId: components['schemas']['RecordId'];
      };
    };
    readonly Receipt: {
      /** @constant */
      readonly code: 'stored';
      readonly time: components['schemas']['Moment'];
    };
    readonly Pong: {
      /** @constant */
      readonly code: 'pong';
      /** @description The receiver's clock. */
      readonly time: components['schemas']['Moment'];
    };
    readonly Problem: {
      /** @description For programs. */
      readonly code: string;
      /** @description For people; kept with a dead letter. Reveals nothing about the secret. */
      readonly reason: string;
      /** @description The receiver's clock, so that the sender can tell a wrong clock from a wrong secret. */
      readonly time: components['schemas']['Moment'];
    };
    /** @constant */
    readonly Version: 1;
    /**
     * Format: date-time
     * @description ISO 8601 with an offset.
     */
    readonly Moment: string;
    /** @description Salesforce id. */
    readonly RecordId: string;
    /** @description Six decimals; 0 only for none, 1 only for all; null of no records. */
    readonly Share: number | null;
    readonly Count: number;
    readonly CountOrUnknown: number | null;
    /** @description No record content is sent, only counts, names of objects, record types and fields, and picklist values. */
    readonly ObjectPart: {
      readonly orgId: components['schemas']['RecordId'];
      readonly runId: components['schemas']['RecordId'];
      /** @description API name. */
      readonly objectName: string;
      readonly label: string | null;
      /** @description The object is complete when the last part and all before it have arrived. */
      readonly part: number;
      readonly isLast: boolean;
      /** @enum {unknown} */
      readonly status: 'measured' | 'unknown';
      /** @description Why it is unknown, or a remark. */
      readonly reason: string | null;
      /** @description When the records were counted. */
      readonly asOf: components['schemas']['Moment'] | null;
      /** @description All records. */
      readonly records: components['schemas']['CountOrUnknown'];
      /** @description Empty when the object has none. A later part may append some that appeared while counting. */
      readonly recordTypes: readonly components['schemas']['RecordTypeRecords'][];
      /** @description In the last part only. */
      readonly fieldsMeasured: components['schemas']['CountOrUnknown'];
      /** @description In the last part only. */
      readonly fieldsUnmeasured: components['schemas']['CountOrUnknown'];
      /** @description In the last part only. Mean share of the counted fields, without checkboxes and fields filled by definition. */
      readonly averageFill: components['schemas']['Share'];
      readonly fields: readonly components['schemas']['FieldPopulation'][];
    };
    readonly RecordTypeRecords: {
      /** @description Null for the records without a record type. */
      readonly id: string | null;
      readonly name: string | null;
      readonly records: components['schemas']['Count'];
    };
    /**
     * @description "Filled" means not null, as the platform stores it. It keeps no empty text; text of spaces only, or rich text of
     *     markup only, counts as filled where the platform has stored it.
     */
    readonly FieldPopulation: {
      /** @description API name. */
      readonly name: string;
      readonly label: string | null;
      /** @description As describe names it, lower case. */
      readonly type: string;
      /**
       * @description skipped: left out on purpose; unknown: could not be found.
       * @enum {unknown}
       */
      readonly status: 'measured' | 'skipped' | 'unknown';
      /**
       * @description How it was found. definition: always filled, or no records. aggregate: COUNT of the field. filter: records
       *     where it is not null. checkbox: records where it is ticked. values: by value. compound: address or location,
       *     from its components. length: files whose length is above 0. scan: every record was read (long and rich text,
       *     encrypted text).
       * @enum {unknown}
       */
      readonly method:
        'definition' | 'aggregate' | 'filter' | 'checkbox' | 'values' | 'compound' | 'length' | 'scan' | null;
      /** @description Why it is not measured, or a remark on how it was. */
      readonly reason: string | null;
      /** @description When it was counted. */
      readonly asOf: components['schemas']['Moment'] | null;
      /** @description The `runId` of the run that counted the number, where this run has taken it over because the records had not changed; null where this run has counted it. */
      readonly carriedFrom?: string | null;
      /** @description The denominator: the records at that moment. */
      readonly total: components['schemas']['CountOrUnknown'];
      /** @description Records that have a value; for a checkbox, on which it is ticked. */
      readonly filled: components['schemas']['CountOrUnknown'];
      /**
       * @description Records that could not be read: they are in neither `filled` nor `total`. Null when there are none. Then
       *     `share` and `band` are null where they would claim none or all.
       */
      readonly unread: components['schemas']['CountOrUnknown'];
      /**
       * @description Records that hold the default value of the field; a multi-select picklist may hold others beside it. Null
       *     when the field has no default value, when it is a formula that is no literal, or when it was not counted.
       */
      readonly holdsDefault: components['schemas']['CountOrUnknown'];
      readonly share: components['schemas']['Share'];
      /** @enum {unknown} */
      readonly band: 'zero' | 'below25' | 'below50' | 'below75' | 'from75' | null;
      /** @description In the order of `recordTypes`; missing numbers at the end are 0; empty when the object has no record types. */
      readonly filledByRecordType: components['schemas']['Counts'];
      /**
       * @description Picklists only. A field with very many values appears several times, each time with some of them, maybe in
       *     different parts; what its last appearance says about the field holds. Then the values are counted in further
       *     queries, after `asOf`. A multi-select picklist with the method `values` lists the defined values only, with `scan` also those that
       *     are stored without being defined.
       */
      readonly values: readonly components['schemas']['ValuePopulation'][] | null;
    };
    readonly Counts: readonly components['schemas']['Count'][];
    readonly ValuePopulation: {
      /**
       * @description As stored. Null for every value, like `label`, when the admin sends numbers without names; the values are
       *     then in the same order, the defined ones first.
       */
      readonly value: string | null;
      readonly label: string | null;
      /** @description It is in the definition of the picklist. */
      readonly defined: boolean;
      /** @description It can be chosen today. */
      readonly active: boolean;
      readonly count: components['schemas']['CountOrUnknown'];
      readonly share: components['schemas']['Share'];
      readonly countByRecordType: components['schemas']['Counts'];
    };
    /** @description Lists every message of a run that is no manifest. One manifest lists 900 at most; a larger run has several. */
    readonly Manifest: {
      readonly orgId: components['schemas']['RecordId'];
      readonly runId: components['schemas']['RecordId'];
      /** @enum {unknown} */
      readonly status: 'Completed' | 'CompletedWithErrors' | 'Failed' | 'Cancelled';
      readonly part: number;
      readonly isLast: boolean;
      readonly messages: readonly components['schemas']['ManifestEntry'][];
    };
    /**
     * @description Rows of one kind in the order of their ids, under the names of Salesforce's own fields. Totals of licences are
     *     never narrowed by the admin's filter; users are, and their personal fields are those that the admin has chosen.
     */
    readonly InventoryPart: {
      readonly orgId: components['schemas']['RecordId'];
      readonly runId: components['schemas']['RecordId'];
      /** @enum {unknown} */
      readonly kind: 'userLicenses' | 'permissionSetLicenses' | 'packageLicenses' | 'profiles' | 'users';
      /**
       * @description unknown: the org refused, see the reason; no rows does not mean that there are none.
       * @enum {unknown}
       */
      readonly status: 'measured' | 'unknown';
      readonly reason: string | null;
      readonly asOf: components['schemas']['Moment'];
      /** @description The kind is complete when the last part and all before it have arrived. */
      readonly part: number;
      readonly isLast: boolean;
      readonly items: readonly components['schemas']['InventoryItem'][];
    };
    /**
     * @description userLicenses: UserLicense. permissionSetLicenses: PermissionSetLicense. packageLicenses: PackageLicense, where
     *     AllowedLicenses -1 stands for the whole org. profiles: Profile. users: User, without customer and partner portal
     *     users, with `thirdParty`: false for the organisation's own, true for others, null where nobody knows.
     */
    readonly InventoryItem: {
      readonly Id: components['schemas']['RecordId'];
      readonly thirdParty?: boolean | null;
    } & {
      readonly [key: string]: string | number | boolean | null;
    };
    readonly ManifestEntry: {
      /** @description The webhook-id. */
      readonly id: string;
      /** @description Hexadecimal, of the UTF-8 bytes of the body. */
      readonly sha256: string;
    };
  };
  responses: {
    /** @description Not now. The sender tries again. */
    readonly Later: {
      headers: {
        /** @description Seconds, or an HTTP date; honoured up to a week ahead. */
        readonly 'Retry-After'?: string;
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/json': components['schemas']['Problem'];
      };
    };
    /** @description Refused for good. The message becomes a dead letter; an admin may send it again. */
    readonly Refused: {
      headers: {
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/json': components['schemas']['Problem'];
      };
    };
  };
  parameters: {
    /** @description The same for every attempt of a message. */
    readonly MessageId: string;
    /** @description Seconds since 1970 UTC of this attempt; refused when more than five minutes away from the receiver's clock. */
    readonly Timestamp: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  readonly receiveMessage: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description The same for every attempt of a message. */
        readonly 'webhook-id': components['parameters']['MessageId'];
        /** @description Seconds since 1970 UTC of this attempt; refused when more than five minutes away from the receiver's clock. */
        readonly 'webhook-timestamp': components['parameters']['Timestamp'];
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['Message'];
      };
    };
    readonly responses: {
      /** @description Already stored under this id; the sender marks the message as delivered, too. */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['Problem'];
        };
      };
      readonly 429: components['responses']['Later'];
      /** @description Stored. The sender marks the message as delivered, whatever the body says. */
      readonly '2XX': {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['Receipt'];
        };
      };
      readonly '4XX': components['responses']['Refused'];
      readonly '5XX': components['responses']['Later'];
    };
  };
  readonly answerPing: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description The same for every attempt of a message. */
        readonly 'webhook-id': components['parameters']['MessageId'];
        /** @description Seconds since 1970 UTC of this attempt; refused when more than five minutes away from the receiver's clock. */
        readonly 'webhook-timestamp': components['parameters']['Timestamp'];
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['Ping'];
      };
    };
    readonly responses: {
      /** @description All is well. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['Pong'];
        };
      };
      readonly '4XX': components['responses']['Refused'];
      readonly '5XX': components['responses']['Later'];
    };
  };
}
