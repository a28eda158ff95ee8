import { createRequire } from 'node:module';
import path from 'node:path';
import type { RollupLwcOptions } from '@lwc/rollup-plugin';
import type { RollupNodeResolveOptions } from '@rollup/plugin-node-resolve';
import type { RollupReplaceOptions } from '@rollup/plugin-replace';
import type { Plugin, RollupLog } from 'rollup';
import ts from 'typescript';
import { BROWSER_FOLDER } from './paths.ts';

// These packages declare `export default` for what is a CommonJS function; `require` gets what is really there.
const require = createRequire(import.meta.url);
const lwc = require('@lwc/rollup-plugin') as (options: RollupLwcOptions) => Plugin;
const replace = require('@rollup/plugin-replace') as (options: RollupReplaceOptions) => Plugin;
const nodeResolve = (
  require('@rollup/plugin-node-resolve') as { nodeResolve: (options: RollupNodeResolveOptions) => Plugin }
).nodeResolve;

/**
 * The LWC compiler, with one set of options for base components and project components.
 * @param sandboxed compiles for Lightning Web Security: asynchronous functions become ones of the sandbox's own promises,
 *   and uses of `location` and `top` ones of the parameters that the sandbox passes
 */
export const lwcCompiler = (sandboxed = false): Plugin =>
  lwc({
    rootDir: path.join(BROWSER_FOLDER, 'modules'),
    modules: [{ npm: 'lightning-base-components' }],
    // Plain modules of the local org, and modules made up during the build.
    exclude: [path.join(BROWSER_FOLDER, '*.ts'), '\0*', '**/node_modules/@locker/**'],
    enableDynamicComponents: true,
    enableLwcOn: true,
    // lightning-combobox calls attachInternals(); the platform compiles its own modules with this flag too.
    enableSyntheticElementInternals: true,
    enableLightningWebSecurityTransforms: sandboxed
  });

/** Constants that the LWC engine expects from a bundler. Development: the engine reports misuse in the browser. */
export const engineConstants = (): Plugin =>
  replace({
    preventAssignment: true,
    values: { 'import.meta.env.SSR': 'false', 'process.env.NODE_ENV': '"development"' }
  });

/** Packages from node_modules. */
export const npmPackages = (): Plugin => nodeResolve({ browser: true });

/** Takes the types out of the local org's own browser modules (the project's components come compiled by tsc). */
export const browserTypeScript = (): Plugin => ({
  name: 'browser-typescript',
  transform(code, id) {
    if (!id.startsWith(BROWSER_FOLDER) || !id.endsWith('.ts')) return null;
    const { outputText } = ts.transpileModule(code, {
      fileName: id,
      compilerOptions: {
        target: ts.ScriptTarget.ESNext,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        useDefineForClassFields: true
      }
    });
    return { code: outputText, map: null };
  }
});

/** Fails on every warning but those about the insides of packages, which nobody here can mend. */
export function failOnWarning(warning: RollupLog): void {
  const files = [warning.loc?.file, warning.id, ...(warning.ids ?? [])].filter((file) => file !== undefined);
  if (files.some((file) => file.includes('node_modules'))) return;
  throw new Error(`${warning.message}${warning.loc ? ` (${warning.loc.file}:${warning.loc.line})` : ''}`);
}
