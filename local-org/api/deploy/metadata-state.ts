/**
 * What an org remembers of its metadata beside the files: ids, who changed what and when, the revision counter that
 * source tracking reads, and the key prefixes of its objects. Kept as JSON in the org's folder.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OrgSchema } from '../../metadata/schema.ts';
import { makeId } from '../../store/index.ts';
import type { Component } from '../metadata/components.ts';
import { keyOf } from '../metadata/layout.ts';
import type { ComponentName } from '../metadata/layout.ts';
import { idPrefixOf, typeNamed } from '../metadata/types.ts';
import { apiTime } from './result.ts';

export interface Member {
  readonly type: string;
  readonly name: string;
  /** Of the component. */
  readonly memberId: string;
  readonly createdById: string;
  readonly createdDate: string;
  readonly changedById: string;
  readonly lastModifiedDate: string;
  readonly revision: number;
  /** Deleted from the org. */
  readonly obsolete: boolean;
  readonly isNew: boolean;
}

interface Stored {
  readonly revision: number;
  readonly sequence: number;
  readonly members: readonly Member[];
  readonly keyPrefixes: ReadonlyArray<readonly [string, string]>;
}

/** Bundles are tracked file by file as well. */
const PART_TYPES: Readonly<Record<string, string>> = {
  LightningComponentBundle: 'LightningComponentResource',
  AuraDefinitionBundle: 'AuraDefinition'
};

export class MetadataState {
  readonly #file: string;
  readonly #changed: (member: Member) => void;
  #revision = 0;
  #sequence = 0;
  readonly #members = new Map<string, Member>();
  #keyPrefixes = new Map<string, string>();

  /** @param changed hears of every member that a deployment has touched */
  constructor(folder: string, changed: (member: Member) => void = () => undefined) {
    this.#changed = changed;
    this.#file = path.join(folder, 'metadata.json');
    if (!existsSync(this.#file)) return;
    const stored = JSON.parse(readFileSync(this.#file, 'utf8')) as Stored;
    this.#revision = stored.revision;
    this.#sequence = stored.sequence;
    for (const member of stored.members) this.#members.set(keyOf({ type: member.type, fullName: member.name }), member);
    this.#keyPrefixes = new Map(stored.keyPrefixes);
  }

  get keyPrefixes(): ReadonlyMap<string, string> {
    return this.#keyPrefixes;
  }

  /** Every tracked component and part of a bundle, deleted ones included. */
  members(): readonly Member[] {
    return [...this.#members.values()];
  }

  member(name: ComponentName): Member | null {
    return this.#members.get(keyOf(name)) ?? null;
  }

  /** A new id with that prefix, never given twice in this org. */
  nextId(prefix: string): string {
    return makeId(prefix, ++this.#sequence);
  }

  /** The components are in the org now. @param idOf the id of a row that stands for the component; null when none does */
  applied(
    components: readonly Component[],
    removed: readonly ComponentName[],
    change: { readonly userId: string; readonly now: number; readonly idOf: (name: ComponentName) => string | null }
  ): void {
    for (const component of components) {
      const partType = PART_TYPES[component.type];
      const own = this.#track(component, false, change);
      if (partType === undefined) continue;
      for (const file of component.files.keys())
        this.#track({ type: partType, fullName: file.slice(file.indexOf('/') + 1) }, false, {
          ...change,
          idOf: () => own.memberId
        });
    }
    for (const name of removed) {
      if (typeNamed(name.type)?.layout === 'bundle') {
        for (const member of this.members())
          if (member.type === PART_TYPES[name.type] && member.name.startsWith(`${name.fullName}/`))
            this.#track({ type: member.type, fullName: member.name }, true, { ...change, idOf: () => member.memberId });
      }
      this.#track(name, true, change);
    }
    this.#save();
  }

  /** Objects keep their key prefixes from now on, whatever else is deployed. */
  keepPrefixes(schema: OrgSchema): void {
    for (const object of schema.objects.values())
      if (object.custom && object.keyPrefix !== '') this.#keyPrefixes.set(object.apiName, object.keyPrefix);
    this.#save();
  }

  #track(
    name: ComponentName,
    obsolete: boolean,
    {
      userId,
      now,
      idOf
    }: { readonly userId: string; readonly now: number; readonly idOf: (name: ComponentName) => string | null }
  ): Member {
    const known = this.member(name);
    const date = apiTime(now);
    const fresh = known === null || known.obsolete;
    const member: Member = {
      type: name.type,
      name: name.fullName,
      memberId: idOf(name) ?? known?.memberId ?? this.nextId(idPrefixOf(name.type)),
      createdById: fresh ? userId : known.createdById,
      createdDate: fresh ? date : known.createdDate,
      changedById: userId,
      lastModifiedDate: date,
      revision: ++this.#revision,
      obsolete,
      isNew: fresh && !obsolete
    };
    this.#members.set(keyOf(name), member);
    this.#changed(member);
    return member;
  }

  #save(): void {
    const stored: Stored = {
      revision: this.#revision,
      sequence: this.#sequence,
      members: this.members(),
      keyPrefixes: [...this.#keyPrefixes]
    };
    writeFileSync(`${this.#file}.new`, JSON.stringify(stored));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
