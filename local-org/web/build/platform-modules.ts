import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rollup';
import type { OrgSchema } from '../../metadata/schema.ts';
import { isPublicBaseComponent } from './base-components.ts';
import { BASE_COMPONENTS_FOLDER, BROWSER_FOLDER } from './paths.ts';
import type { LwcBundle, SfdxProject } from './project.ts';

export interface PlatformModulesOptions {
  readonly project: SfdxProject;
  readonly bundles: readonly LwcBundle[];
  readonly labels: ReadonlyMap<string, string>;
  /** Needed by projects whose components import `@salesforce/schema/*`. */
  readonly schema?: OrgSchema;
  /** Told of every vendor module (`lwc`, `lightning/button` …) that a script imports. */
  readonly onVendorModule: (id: string) => void;
}

/** Modules that the local org provides itself, in `browser/`. */
export const SHIMS: Readonly<Record<string, string>> = {
  '@salesforce/apex': 'apex.ts',
  'lightning/platformShowToastEvent': 'show-toast-event.ts',
  'lightning/navigation': 'navigation.ts'
};

const ENGINE = new Set(['lwc', '@lwc/synthetic-shadow']);
/** Modules whose source is made up here. NUL keeps other plugins away. */
const VIRTUAL = '\0platform:';

/** Resolves what the platform provides to components, and refuses everything that it or the local org does not. */
export function platformModules(options: PlatformModulesOptions): Plugin {
  const { root } = options.project;
  const bundles = new Map(options.bundles.map((bundle) => [`c/${bundle.name}`, bundle]));
  return {
    name: 'platform-modules',
    resolveId(id, importer) {
      if (!importer || /^[./\0]/.test(id) || path.isAbsolute(id)) return null;
      const shim = SHIMS[id];
      if (shim) return path.join(BROWSER_FOLDER, shim);
      if (ENGINE.has(id) || isPublicBaseComponent(id)) {
        options.onVendorModule(id);
        return { id, external: true };
      }
      const bundle = bundles.get(id);
      // The query tells the LWC compiler the tag name, which it would take from the folder's name otherwise.
      if (bundle) return `${path.join(bundle.folder, `${bundle.name}.js`)}?specifier=${id}`;
      if (id.startsWith('local/') && importer.startsWith(BROWSER_FOLDER)) return null;
      if (id === '@salesforce/i18n/timeZone') return VIRTUAL + id;
      if (/^@salesforce\/(i18n|client)\//.test(id)) {
        const file = path.join(BASE_COMPONENTS_FOLDER, 'scopedImports', `${id.replaceAll('/', '-')}.js`);
        if (existsSync(file)) return file;
      }
      if (/^@salesforce\/(apex|label|schema|customPermission|user)\/./.test(id)) return VIRTUAL + id;
      return this.error(`not supported by the local org: module ${id}, imported by ${path.relative(root, importer)}`);
    },
    load(id) {
      if (!id.startsWith(`${VIRTUAL}@salesforce/`)) return null;
      const [, kind, name] = /^@salesforce\/(\w+)\/(.+)$/.exec(id.slice(VIRTUAL.length)) ?? [];
      const source = moduleSource(kind ?? '', name ?? '', options);
      return source.ok ? source.code : this.error(source.error);
    }
  };
}

type ModuleSource = { readonly ok: true; readonly code: string } | { readonly ok: false; readonly error: string };

function moduleSource(kind: string, name: string, options: PlatformModulesOptions): ModuleSource {
  const quoted = JSON.stringify(name);
  const browser = (file: string): string => JSON.stringify(path.join(BROWSER_FOLDER, file));
  switch (kind) {
    case 'apex':
      return code(
        `import { apexMethod } from ${browser('apex.ts')};\nexport default apexMethod(${JSON.stringify(apexName(name, options.project))});`
      );
    case 'label': {
      const label = name.startsWith('c.') ? options.labels.get(name.slice(2)) : undefined;
      if (label === undefined) return refused(`Custom label ${name} is not in the project's labels`);
      return code(`export default ${JSON.stringify(label)};`);
    }
    case 'schema':
      return schemaReference(name, options.schema);
    case 'customPermission': {
      const file = `${name}.customPermission-meta.xml`;
      if (!options.project.files.some((candidate) => path.basename(candidate) === file)) {
        return refused(`Custom permission ${name} is not in the project (${file})`);
      }
      return code(
        `import { hasCustomPermission } from ${browser('user.ts')};\nexport default hasCustomPermission(${quoted});`
      );
    }
    case 'i18n':
      return code(`import { timeZone } from ${browser('user.ts')};\nexport default timeZone();`);
    case 'user':
      if (name === 'Id') return code(`import { userId } from ${browser('user.ts')};\nexport default userId();`);
      if (name === 'isGuest') return code('export default false;');
      return refused(`not supported by the local org: @salesforce/user/${name}`);
    default:
      return refused(`not supported by the local org: @salesforce/${kind}/${name}`);
  }
}

/** `Class.method` of a project with a namespace is `ns.Class.method` to whoever calls it from outside. */
function apexName(name: string, { namespace }: SfdxProject): string {
  return namespace === '' || name.split('.').length > 2 ? name : `${namespace}.${name}`;
}

/** Of fields over a relationship (`Account.Owner.Name`) the platform checks every step; the local org has none yet. */
function schemaReference(name: string, schema: OrgSchema | undefined): ModuleSource {
  const [objectApiName = '', fieldApiName, ...more] = name.split('.');
  if (!schema || more.length > 0) return refused(`not supported by the local org: @salesforce/schema/${name}`);
  const object = schema.objects.get(objectApiName.toLowerCase());
  if (!object) return refused(`@salesforce/schema/${name}: there is no object ${objectApiName}`);
  if (fieldApiName === undefined) return code(`export default ${JSON.stringify({ objectApiName })};`);
  if (!object.fields.has(fieldApiName.toLowerCase()))
    return refused(`@salesforce/schema/${name}: there is no such field`);
  return code(`export default ${JSON.stringify({ fieldApiName, objectApiName })};`);
}

const code = (source: string): ModuleSource => ({ ok: true, code: source });
const refused = (error: string): ModuleSource => ({ ok: false, error });
