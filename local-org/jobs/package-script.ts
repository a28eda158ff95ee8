/** Install and uninstall scripts of packages, run by whoever installs. */
import { failureOf } from '../runtime/machine/failure.ts';
import { execute } from '../runtime/platform/execution.ts';
import { runInstallHandler, runUninstallHandler } from '../runtime/platform/install-types.ts';
import type { OrgRuntime } from './org-runtime.ts';

export type PackageScript =
  | {
      readonly script: 'install';
      /** The version that is upgraded; null for a first installation. */
      readonly previous: { readonly major: number; readonly minor: number; readonly patch: number } | null;
    }
  | { readonly script: 'uninstall' };

/** @returns the error with its stack; null when the script ended well */
export function runPackageScript(
  runtime: OrgRuntime,
  userId: string,
  className: string,
  run: PackageScript
): string | null {
  const { context, machine } = runtime;
  const definition = machine.findClass(className);
  if (definition === null) throw new Error(`there is no class ${className}`);
  const outcome = execute({ org: context, kind: 'anonymous', user: context.user(userId) }, () => {
    const handler = definition.construct();
    if (run.script === 'install') runInstallHandler(handler, run.previous);
    else runUninstallHandler(handler);
  });
  if (outcome.ok) return null;
  const { text, stackTrace } = failureOf(outcome.error);
  return `${text}\n${stackTrace}`;
}
