import type { AuraOrg } from '../web/aura-org.ts';

/** Calls an @AuraEnabled method as the browser would. @throws Error with the message that the browser would show. */
export async function callAura<T>(
  org: AuraOrg,
  className: string,
  method: string,
  params: Readonly<Record<string, unknown>> = {}
): Promise<T> {
  const result = await org.invokeAura(className, method, params);
  if (!result.ok) throw new Error(`${className}.${method}: ${result.error.message}`);
  return result.value as T;
}
