import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { OrgSchema } from '../../metadata/schema.ts';
import type { StaticFolder } from '../static-files.ts';
import { applicationModule } from './application-module.ts';
import { readApplication } from './application.ts';
import { compile } from './compile.ts';
import { readLabels } from './labels.ts';
import { BROWSER_FOLDER, PACKAGES_FOLDER, REPOSITORY } from './paths.ts';
import { platformModules } from './platform-modules.ts';
import { readBundles, readProject } from './project.ts';
import { browserTypeScript, engineConstants, failOnWarning, lwcCompiler } from './rollup-plugins.ts';
import { buildSandbox } from './sandbox.ts';
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

/** The built console: give it to `startWebServer`. */
export interface ConsoleSite {
  /** Title of the page: the application's label. */
  readonly title: string;
  readonly folders: readonly StaticFolder[];
  /** Builds what `?lws=1` shows, once; the console works without it. */
  readonly prepareSandbox?: () => Promise<void>;
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
  const platform = platformModules({
    project,
    bundles,
    labels: readLabels(project),
    onVendorModule: (id) => vendorIds.add(id),
    ...(options.schema && { schema: options.schema })
  });
  const app = await compile({
    input: path.join(BROWSER_FOLDER, 'main.ts'),
    plugins: [applicationModule(application, bundles), platform, browserTypeScript(), engineConstants(), lwcCompiler()],
    onwarn: failOnWarning
  });

  const vendorFolder = await ensureVendor([...vendorIds], () =>
    progress({ step: 'base components', message: 'Building the base components (once, about half a minute)' })
  );
  const vendorUrl = `/vendor/${path.basename(vendorFolder)}/`;
  const vendorUrlOf = (id: string): string => (vendorIds.has(id) ? vendorUrl + vendorFile(id) : id);
  const output = options.output ?? path.join(root, '.cache/console');
  mkdirSync(output, { recursive: true });
  await app.write({
    file: path.join(output, 'main.js'),
    format: 'esm',
    sourcemap: true,
    paths: vendorUrlOf
  });
  await app.close();
  copyFileSync(path.join(BROWSER_FOLDER, 'page.css'), path.join(output, 'page.css'));

  let sandbox: Promise<void> | undefined;
  return {
    title: application.label,
    prepareSandbox: () => (sandbox ??= buildSandbox({ application, bundles, platform, output, vendorUrlOf })),
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
