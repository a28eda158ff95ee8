/**
 * Gives a package's components the names that they have wherever the package is installed: `Thing__c` is
 * `acme__Thing__c` there, in files, metadata and Apex alike. The platform resolves names without a prefix at run time
 * when packaged code asks for them; here they are written out when the package is built. Class names stay as they are.
 */
import { textOf } from '../metadata/archive.ts';
import type { Component } from '../metadata/components.ts';
import { splitChildName } from '../metadata/layout.ts';

/** A name with the suffix of something custom; the suffix in the last group. */
const CUSTOM_NAME =
  /(?<![A-Za-z0-9_])(?<stem>[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*)__(?<suffix>c|r|mdt|e|Share|History|Latitude__s|Longitude__s)(?![A-Za-z0-9_])/gi;
const CHILD_RELATIONSHIP = /<relationshipName>(?<name>[^<]*)<\/relationshipName>/;
/** A literal, or what is no literal: comments count as code, where nothing reads them. */
const APEX_TOKENS = /'(?:\\.|[^'\\\n])*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
/** What takes the name of a field or object as a text by itself. */
const NAME_TAKER = /\b(?:get|put|containsKey|isSet|getPopulatedFieldsAsMap|newSObject|addError)\s*\(\s*$/i;

const encoder = new TextEncoder();

export class Namespacer {
  readonly #namespace: string;
  /** Lower-case names without suffix: of the package's own objects and fields, and of its child relationships. */
  readonly #stems = new Set<string>();

  constructor(namespace: string, components: readonly Component[]) {
    this.#namespace = namespace;
    for (const component of components) {
      if (component.type === 'CustomObject') this.#addName(component.fullName);
      if (component.type !== 'CustomField') continue;
      this.#addName(splitChildName(component.fullName).name);
      for (const content of component.files.values()) {
        const relationship = CHILD_RELATIONSHIP.exec(textOf(content))?.groups?.['name'];
        if (relationship !== undefined) this.#stems.add(relationship.toLowerCase());
      }
    }
  }

  component(component: Component): Component {
    return {
      ...component,
      fullName: this.#fullName(component),
      files: new Map(
        [...component.files].map(([path, content]) => [this.#path(component.type, path), this.#content(path, content)])
      )
    };
  }

  #addName(apiName: string): void {
    const match = /^(?<stem>.+)__(?:c|mdt|e)$/i.exec(apiName);
    if (match !== null) this.#stems.add(match.groups!['stem']!.toLowerCase());
  }

  #fullName({ type, fullName }: Component): string {
    return type === 'CustomMetadata' ? this.#recordName(fullName) : this.#names(fullName);
  }

  /** `Region.EU` is a record of `Region__mdt`. */
  #recordName(fullName: string): string {
    const { object, name } = splitChildName(fullName);
    return this.#stems.has(object.toLowerCase()) ? `${this.#namespace}__${object}.${name}` : fullName;
  }

  #path(type: string, path: string): string {
    if (type !== 'CustomMetadata')
      return path
        .split('/')
        .map((part) => this.#names(part))
        .join('/');
    const [directory, file] = path.split('/') as [string, string];
    return `${directory}/${this.#recordName(file)}`;
  }

  #content(path: string, content: Uint8Array): Uint8Array {
    if (path.startsWith('staticresources/') && !path.endsWith('.xml')) return content;
    const text = textOf(content);
    if (/\.(?:cls|trigger)$/.test(path)) return encoder.encode(this.#apex(text));
    return encoder.encode(
      this.#names(text).replace(CHILD_RELATIONSHIP, `<relationshipName>${this.#namespace}__$<name></relationshipName>`)
    );
  }

  #apex(text: string): string {
    let result = '';
    let at = 0;
    for (const match of text.matchAll(APEX_TOKENS)) {
      const code = text.slice(at, match.index);
      result += this.#names(code);
      result += match[0].startsWith("'") ? this.#literal(match[0], code) : match[0];
      at = match.index + match[0].length;
    }
    return result + this.#names(text.slice(at));
  }

  /** Queries hold several words; a name by itself is one only where something takes it as such. */
  #literal(literal: string, before: string): string {
    return /[\s,.]/.test(literal) || NAME_TAKER.test(before) ? this.#names(literal) : literal;
  }

  #names(text: string): string {
    return text.replace(CUSTOM_NAME, (name: string, stem: string) =>
      this.#stems.has(stem.toLowerCase()) ? `${this.#namespace}__${name}` : name
    );
  }
}
