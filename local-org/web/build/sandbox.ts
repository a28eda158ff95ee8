import path from 'node:path';
import type { Plugin } from 'rollup';
import { applicationModule } from './application-module.ts';
import type { Application } from './application.ts';
import { compile } from './compile.ts';
import { BROWSER_FOLDER, PACKAGES_FOLDER } from './paths.ts';
import { SHIMS } from './platform-modules.ts';
import type { LwcBundle } from './project.ts';
import { browserTypeScript, engineConstants, failOnWarning, lwcCompiler } from './rollup-plugins.ts';

export interface SandboxOptions {
  readonly application: Application;
  readonly bundles: readonly LwcBundle[];
  /** What the platform provides (`platformModules`). */
  readonly platform: Plugin;
  /** Folder of the built console, served at `/app/`. */
  readonly output: string;
  readonly vendorUrlOf: (id: string) => string;
}

/** The project's components as one script: an expression over `system`, for evaluation inside the sandbox. */
const NAMESPACE_SCRIPT = 'namespace.js';
const ENTRY = 'local-org:namespace';

/**
 * Builds the console for Lightning Web Security, as the platform loads it: the components in a script of their own, which
 * is evaluated in the namespace's sandbox; the engine, the base components and the platform's modules outside of it.
 */
export async function buildSandbox(options: SandboxOptions): Promise<void> {
  const systemModules = await buildNamespace(options);
  const { application, bundles, platform, output, vendorUrlOf } = options;
  const page = await compile({
    input: path.join(BROWSER_FOLDER, 'main.ts'),
    plugins: [
      applicationModule(application, bundles, { url: `/app/${NAMESPACE_SCRIPT}`, systemModules }),
      membrane(),
      platform,
      browserTypeScript(),
      engineConstants(),
      lwcCompiler()
    ],
    onwarn: failOnWarning
  });
  await page.write({ file: path.join(output, 'main-lws.js'), format: 'esm', sourcemap: true, paths: vendorUrlOf });
  await page.close();
}

/** @returns ids of the modules that the script expects in `system` */
async function buildNamespace({ bundles, platform, output }: SandboxOptions): Promise<readonly string[]> {
  const build = await compile({
    input: ENTRY,
    plugins: [namespaceModule(bundles), systemShims(), platform, engineConstants(), lwcCompiler(true)],
    onwarn: failOnWarning
  });
  const { output: chunks } = await build.write({
    file: path.join(output, NAMESPACE_SCRIPT),
    format: 'iife',
    name: 'namespace',
    exports: 'named',
    interop: 'esModule',
    strict: false,
    globals: (id) => `system[${JSON.stringify(id)}]`
  });
  await build.close();
  return chunks[0].imports;
}

/** Every bundle under its name. */
const namespaceModule = (bundles: readonly LwcBundle[]): Plugin => ({
  name: 'namespace-module',
  resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : null),
  load: (id) =>
    id === `\0${ENTRY}` ? bundles.map(({ name }) => `export * as ${name} from 'c/${name}';`).join('\n') : null
});

/** What the local org provides in place of the platform stays outside of the sandbox, as there. */
const systemShims = (): Plugin => ({
  name: 'system-shims',
  resolveId(id) {
    const shim = SHIMS[id];
    const file = shim ? path.join(BROWSER_FOLDER, shim) : id;
    return file.startsWith(BROWSER_FOLDER) ? { id: file, external: true } : null;
  }
});

/** The membrane is the local org's own need: components may not import it. */
const membrane = (): Plugin => ({
  name: 'membrane',
  resolveId(id, importer) {
    const isOwn = importer?.startsWith(BROWSER_FOLDER) || importer?.includes(`${path.sep}@locker${path.sep}`);
    return isOwn && id.startsWith('@locker/') ? path.join(PACKAGES_FOLDER, id, 'dist/index.mjs.js') : null;
  }
});
