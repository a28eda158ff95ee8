import path from 'node:path';
import type { Plugin } from 'rollup';
import type { Application } from './application.ts';
import { BROWSER_FOLDER } from './paths.ts';
import type { LwcBundle } from './project.ts';

const NAME = 'local-org:application';

/** Where the sandbox finds the namespace's script, and the platform's modules that the script needs. */
export interface SandboxedNamespace {
  readonly url: string;
  readonly systemModules: readonly string[];
}

/** `local-org:application`: the application's tabs with their component classes, for the shell. */
export function applicationModule(
  application: Application,
  bundles: readonly LwcBundle[],
  sandboxed?: SandboxedNamespace
): Plugin {
  const id = `\0${NAME}`;
  return {
    name: 'application-module',
    resolveId: (source) => (source === NAME ? id : null),
    load(loaded) {
      if (loaded !== id) return null;
      const { label, headerColor } = application;
      const modules = sandboxed ? evaluatedModules(sandboxed) : importedModules(bundles);
      const component = (name: string): string =>
        `{ name: ${JSON.stringify(name)}, constructor: modules[${JSON.stringify(name)}].default }`;
      const tabs = application.tabs.map(
        (tab) =>
          `{ name: ${JSON.stringify(tab.name)}, label: ${JSON.stringify(tab.label)}, components: [${tab.components.map(component).join(', ')}] }`
      );
      return [
        ...modules,
        `export default { label: ${JSON.stringify(label)}, headerColor: ${JSON.stringify(headerColor)}, tabs: [${tabs.join(', ')}] };`
      ].join('\n');
    }
  };
}

/** Every bundle is imported, also those that no page shows: one that does not compile must fail here. */
const importedModules = (bundles: readonly LwcBundle[]): readonly string[] => [
  ...bundles.map(({ name }, index) => `import * as bundle${index} from 'c/${name}';`),
  `const modules = { ${bundles.map(({ name }, index) => `${name}: bundle${index}`).join(', ')} };`
];

const evaluatedModules = ({ url, systemModules }: SandboxedNamespace): readonly string[] => [
  `import { evaluateNamespace } from ${JSON.stringify(path.join(BROWSER_FOLDER, 'sandbox.ts'))};`,
  ...systemModules.map((module, index) => `import * as system${index} from ${JSON.stringify(module)};`),
  `const system = { ${systemModules.map((module, index) => `${JSON.stringify(module)}: system${index}`).join(', ')} };`,
  `const modules = await evaluateNamespace(${JSON.stringify(url)}, system);`
];
