/**
 * One sObject in memory: a record being built, a row that a query returned, or an aggregate row. It knows which fields
 * were set and which were selected; conversions from and to stored values live in `platform/field-values.ts`.
 */
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';

/** The synthetic name of rows of an aggregate query. */
export const AGGREGATE_RESULT = 'AggregateResult';

export interface RecordError {
  readonly statusCode: string;
  readonly message: string;
  /** API names. */
  readonly fields: readonly string[];
}

export class SObjectRecord {
  /** API name as declared: `Account`, `Foo__c`, `AggregateResult`. */
  readonly typeName: string;
  /** Null for aggregate rows only. */
  readonly schema: ObjectSchema | null;
  /** Lower-case names of the fields and relationships a query selected; null for a record that no query returned. */
  readonly selected: Set<string> | null;
  /** Lower-case field name -> Apex value. Holds a field once it was set, also when set to null. */
  readonly #values = new Map<string, unknown>();
  /** Lower-case relationship name -> parent record, or list of children. */
  readonly #related = new Map<string, unknown>();
  /** Lower-case names of fields that code has set since the record was made, read or saved. */
  readonly #changed = new Set<string>();
  /** Lower-case names of fields whose value nobody here knows, with what throws when code reads them. */
  readonly #unknown = new Map<string, () => never>();
  readonly #aliases = new Map<string, unknown>();
  /** Spelling of aggregate aliases, which have no schema to take it from. */
  readonly #spelling = new Map<string, string>();
  /** Cached rows (custom metadata, custom settings) are shared and must not be changed. */
  readOnly = false;
  /** The record as it was before an update: nothing can be wrong with it. */
  refusesErrors = false;
  /** What `setOptions` gave, which DML of the record alone heeds. */
  options: unknown = null;
  /** Of a record that `clone` made without keeping the id: the record that it was made from. */
  clonedFrom: SObjectRecord | null = null;
  /** What `addError` noted: a save that a trigger takes part in fails with them. */
  readonly errors: RecordError[] = [];

  constructor(schema: ObjectSchema | null, selected: Set<string> | null = null) {
    this.schema = schema;
    this.typeName = schema === null ? AGGREGATE_RESULT : schema.apiName;
    this.selected = selected;
  }

  /** The field's schema, or undefined when the object has no such field. */
  field(name: string): FieldSchema | undefined {
    return this.schema?.fields.get(name.toLowerCase());
  }

  /** Was the field set or selected? Says nothing about its value. */
  has(name: string): boolean {
    const key = name.toLowerCase();
    return this.#values.has(key) || (this.selected?.has(key) ?? false);
  }

  /** Was the field given a value (null included) since the record exists? */
  isSet(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  /** Is reading the field refused, because the row came from a query that did not select it? */
  isUnqueried(name: string): boolean {
    const key = name.toLowerCase();
    return this.selected !== null && !this.selected.has(key) && !this.#values.has(key) && !this.#related.has(key);
  }

  /** The value, null when it was never set. Callers check `isUnqueried` first. */
  get(name: string): unknown {
    const key = name.toLowerCase();
    this.#unknown.get(key)?.();
    return this.#values.get(key) ?? null;
  }

  /** Makes reading a field that has a value on the platform, and none here, fail. */
  loadUnknown(name: string, refuse: () => never): void {
    this.#unknown.set(name.toLowerCase(), refuse);
  }

  /** Sets without checks; the caller has converted the value to the field's Apex type. */
  set(name: string, value: unknown): void {
    this.load(name, value);
    this.#changed.add(name.toLowerCase());
  }

  /** Sets what the database holds: not a change that a save has to write. */
  load(name: string, value: unknown): void {
    const key = name.toLowerCase();
    this.#unknown.delete(key);
    this.#values.set(key, value ?? null);
    if (this.schema === null) this.#spelling.set(key, name);
  }

  /** A value beside the fields, which a query has given a name of its own. */
  loadAlias(alias: string, value: unknown): void {
    this.#aliases.set(alias.toLowerCase(), value ?? null);
  }

  /** Values that a query has given names of their own; keys are lower case. */
  get aliases(): ReadonlyMap<string, unknown> {
    return this.#aliases;
  }

  /** Has code set the field since the record was made, read or saved? */
  isChanged(name: string): boolean {
    return this.#changed.has(name.toLowerCase());
  }

  /** The database holds what the record holds. */
  markSaved(): void {
    this.#changed.clear();
  }

  /** Forgets a field, as if it had never been set. */
  unset(name: string): void {
    this.#values.delete(name.toLowerCase());
    this.#changed.delete(name.toLowerCase());
  }

  /** Parent record, child list, or null. */
  related(relationship: string): unknown {
    return this.#related.get(relationship.toLowerCase()) ?? null;
  }

  hasRelated(relationship: string): boolean {
    return this.#related.has(relationship.toLowerCase());
  }

  setRelated(relationship: string, value: unknown): void {
    this.#related.set(relationship.toLowerCase(), value ?? null);
  }

  /** Forgets a parent or the children, as if they had never been read. */
  unsetRelated(relationship: string): void {
    this.#related.delete(relationship.toLowerCase());
  }

  /** The 18-character id, or null before insert. */
  get id(): string | null {
    const value = this.get('Id');
    return typeof value === 'string' ? value : null;
  }

  /** Fields that were set, in the order they were first set, with their declared spelling. */
  setFields(): [name: string, value: unknown][] {
    return [...this.#values].map(([key, value]) => [this.#declared(key), value]);
  }

  /** Relationships that hold a record or list, with the spelling of the schema where it knows one. */
  setRelationships(): [name: string, value: unknown][] {
    return [...this.#related].map(([key, value]) => [this.#relationshipName(key), value]);
  }

  /** A copy that shares related records (`clone(…, isDeepClone = false)`) or copies parents too. */
  copy(deep: boolean): SObjectRecord {
    const copy = new SObjectRecord(this.schema, this.selected === null ? null : new Set(this.selected));
    for (const [key, value] of this.#values) copy.#values.set(key, value);
    for (const key of this.#changed) copy.#changed.add(key);
    for (const [key, refuse] of this.#unknown) copy.#unknown.set(key, refuse);
    for (const [key, value] of this.#aliases) copy.#aliases.set(key, value);
    for (const [key, value] of this.#spelling) copy.#spelling.set(key, value);
    for (const [key, value] of this.#related) {
      copy.#related.set(key, deep && value instanceof SObjectRecord ? value.copy(true) : value);
    }
    return copy;
  }

  #declared(key: string): string {
    return this.schema?.fields.get(key)?.apiName ?? this.#spelling.get(key) ?? key;
  }

  #relationshipName(key: string): string {
    if (this.schema === null) return key;
    for (const field of this.schema.fields.values()) {
      if (field.relationshipName?.toLowerCase() === key) return field.relationshipName;
    }
    for (const child of this.schema.childRelationships) {
      if (child.relationshipName?.toLowerCase() === key) return child.relationshipName;
    }
    return key;
  }
}
