import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { GateError, type Finding, type Gate } from './gate.ts';
import { filesBelow } from './files.ts';

interface Compilation {
  readonly success: boolean;
  readonly diagnostics?: ReadonlyArray<{
    readonly level: number;
    readonly message: string;
    readonly location?: { readonly line?: number };
  }>;
}
type Compile = (options: {
  bundle: { namespace: string; name: string; type: 'platform'; files: Record<string, string> };
  compilerConfigs: ReadonlyArray<{ outputConfig: { minify: boolean } }>;
}) => Promise<Compilation>;

/** Fatal and error diagnostics; warnings are level 2, and none is accepted either. */
const WORST_ACCEPTED_LEVEL = 3;

/** Every bundle through the compiler in the mode the platform uses, from the JavaScript that would be deployed. */
export const lwcCompileGate: Gate = {
  name: 'lwc-compile',
  title: 'LWC compile in platform mode',
  needsJava: false,
  async run(root) {
    const { compile } = createRequire(import.meta.url)('@lwc/sfdc-lwc-compiler') as { compile: Compile };
    const bundles = lwcBundles(root);
    if (bundles.length === 0) throw new GateError('lwc-compile: no LWC bundle below force-app');
    const findings: Finding[] = [];
    for (const folder of bundles) {
      const name = path.basename(folder);
      const relative = path.relative(root, folder);
      // A bundle of .ts and .html without .js deploys with its class silently dropped.
      if (!existsSync(path.join(folder, `${name}.js`))) {
        findings.push({
          file: relative,
          line: 0,
          rule: 'lwc:missing-js',
          message: `${name}.js is missing: run npm run build:lwc`
        });
        continue;
      }
      const files = Object.fromEntries(
        readdirSync(folder)
          .filter((file) => /\.(js|html|css|svg|xml)$/.test(file))
          .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')])
      );
      const result = await compile({
        bundle: { namespace: 'c', name, type: 'platform', files },
        compilerConfigs: [{ outputConfig: { minify: false } }]
      });
      for (const { level, message, location } of result.diagnostics ?? []) {
        if (level < WORST_ACCEPTED_LEVEL)
          findings.push({ file: relative, line: location?.line ?? 0, rule: 'lwc:compile', message });
      }
      if (!result.success && (result.diagnostics ?? []).length === 0)
        findings.push({
          file: relative,
          line: 0,
          rule: 'lwc:compile',
          message: 'the compiler refused the bundle without a reason'
        });
    }
    return { findings, judged: `${bundles.length} bundles` };
  }
};

/** Folders below any `lwc/` that hold a bundle's -meta.xml. */
export function lwcBundles(root: string): string[] {
  return filesBelow(path.join(root, 'force-app'), (file) => file.endsWith('.js-meta.xml')).map((file) =>
    path.dirname(file)
  );
}
