import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { rollup } from 'rollup';
import type { Plugin, RollupBuild, RollupOptions } from 'rollup';
import type { OrgSchema } from '../../metadata/schema.ts';
import type { StaticFolder } from '../static-files.ts';
import { readApplication } from './application.ts';
import type { Application } from './application.ts';
import { readLabels } from './labels.ts';
import { BROWSER_FOLDER, PACKAGES_FOLDER, REPOSITORY } from './paths.ts';
import { platformModules } from './platform-modules.ts';
import { ConsoleBuildError, readBundles, readProject } from './project.ts';
import type { LwcBundle } from './project.ts';
import { browserTypeScript, engineConstants, failOnWarning, lwcCompiler } from './rollup-plugins.ts';
import { compileLwcTypeScript } from './typescript.ts';
import { ensureVendor, vendorFile } from './vendor.ts';

export interface BuildOptions {
  /** Root of the sfdx project; default: this repository. */
  readonly root?: string;
  /** Needed when components import `@salesforce/schema/*`. */
  readonly schema?: OrgSchema;
  /** Where the scripts go; default: `.cache/console` in the project. */
  readonly output?: string;
  readonly onProgress?: (progress: BuildProgress) => void;
}

export interface BuildProgress {
  readonly step: 'typescript' | 'components' | 'base components';
  /** What this step does, for a terminal line. */
  readonly message: string;
}

/** What Rollup and the LWC compiler add to their errors. */
interface CompilerError extends Error {
  readonly filename?: string;
  readonly id?: string;
  readonly location?: { readonly line?: number };
  readonly loc?: { readonly file?: string; readonly line: number };
}

/** The built console: give it to `startWebServer`. */
export interface ConsoleSite {
  /** Title of the page: the application's label. */
  readonly title: string;
  readonly folders: readonly StaticFolder[];
}

/**
 * Builds every LWC of the project, with what the platform provides to it, for the browser. About two seconds; half a
 * minute more when the base components in use are not in the cache yet.
 * @throws ConsoleBuildError for type errors, templates that do not compile, unknown labels, unsupported modules …
 */
export async function buildConsole(options: BuildOptions = {}): Promise<ConsoleSite> {
  const root = options.root ?? REPOSITORY;
  const progress = options.onProgress ?? (() => undefined);
  const project = readProject(root);
  const bundles = readBundles(project);
  const application = readApplication(project, bundles);

  progress({ step: 'typescript', message: `Compiling ${bundles.length} components` });
  await compileLwcTypeScript(root, bundles);

  progress({ step: 'components', message: 'Building the console' });
  const vendorIds = new Set<string>();
  const app = await compile({
    input: path.join(BROWSER_FOLDER, 'main.ts'),
    plugins: [
      applicationModule(application, bundles),
      platformModules({
        project,
        bundles,
        labels: readLabels(project),
        onVendorModule: (id) => vendorIds.add(id),
        ...(options.schema && { schema: options.schema })
      }),
      browserTypeScript(),
      engineConstants(),
      lwcCompiler()
    ],
    onwarn: failOnWarning
  });

  const vendorFolder = await ensureVendor([...vendorIds], () =>
    progress({ step: 'base components', message: 'Building the base components (once, about half a minute)' })
  );
  const vendorUrl = `/vendor/${path.basename(vendorFolder)}/`;
  const output = options.output ?? path.join(root, '.cache/console');
  mkdirSync(output, { recursive: true });
  await app.write({
    file: path.join(output, 'main.js'),
    format: 'esm',
    sourcemap: true,
    paths: (id) => (vendorIds.has(id) ? vendorUrl + vendorFile(id) : id)
  });
  await app.close();
  copyFileSync(path.join(BROWSER_FOLDER, 'page.css'), path.join(output, 'page.css'));

  return {
    title: application.label,
    folders: [
      { prefix: '/app/', folder: output, immutable: false },
      { prefix: vendorUrl, folder: vendorFolder, immutable: true },
      {
        prefix: '/slds/',
        folder: path.join(PACKAGES_FOLDER, '@salesforce-ux/design-system-2/dist/css'),
        immutable: false
      }
    ]
  };
}

/** @throws ConsoleBuildError with the place in the source, where the compiler names one. */
async function compile(options: RollupOptions): Promise<RollupBuild> {
  try {
    return await rollup(options);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { filename, id, location, loc } = error as CompilerError;
    const file = filename ?? loc?.file ?? id;
    const line = location?.line ?? loc?.line;
    const place = file ? `${file}${line ? `:${line}` : ''}: ` : '';
    throw new ConsoleBuildError(`${place}${error.message}`, { cause: error });
  }
}

/** `local-org:application`: the application's tabs with their component classes, for the shell. */
function applicationModule(application: Application, bundles: readonly LwcBundle[]): Plugin {
  const id = '\0local-org:application';
  return {
    name: 'application-module',
    resolveId: (source) => (source === 'local-org:application' ? id : null),
    load(loaded) {
      if (loaded !== id) return null;
      // Every bundle is imported, also those that no page shows: one that does not compile must fail here.
      const imports = bundles.map(({ name }, index) => `import * as bundle${index} from 'c/${name}';`);
      const component = (name: string): string => {
        const index = bundles.findIndex((bundle) => bundle.name === name);
        return `{ name: ${JSON.stringify(name)}, constructor: bundle${index}.default }`;
      };
      const tabs = application.tabs.map(
        (tab) =>
          `{ name: ${JSON.stringify(tab.name)}, label: ${JSON.stringify(tab.label)}, components: [${tab.components.map(component).join(', ')}] }`
      );
      const { label, headerColor } = application;
      return [
        ...imports,
        `export default { label: ${JSON.stringify(label)}, headerColor: ${JSON.stringify(headerColor)}, tabs: [${tabs.join(', ')}] };`
      ].join('\n');
    }
  };
}
