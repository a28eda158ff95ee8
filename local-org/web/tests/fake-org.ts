import type { AuraOrg, AuraResult } from '../aura-org.ts';
import type { BrowserUser } from '../browser-user.ts';

/** Handlers by `<Class>.<method>`; a thrown error becomes the answer's error, as from Apex. */
export type FakeApex = Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => unknown>>;

export const fakeUser: BrowserUser = {
  id: '005000000000001AAA',
  name: 'Ada Admin',
  timeZone: 'Europe/London',
  customPermissions: ['ManageElementsConnect', 'ViewElementsConnect']
};

/** An org made of functions: for tests of the web layer and for work on the console without a running org. */
export function fakeOrg(apex: FakeApex, user: BrowserUser = fakeUser): AuraOrg {
  return {
    browserUser: () => Promise.resolve(user),
    invokeAura(className, method, params): Promise<AuraResult> {
      const handler = apex[`${className}.${method}`];
      if (!handler) return Promise.reject(new Error(`The fake org has no ${className}.${method}`));
      try {
        return Promise.resolve({ ok: true, value: handler(params) });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return Promise.resolve({ ok: false, error: { message, exceptionType: 'System.AuraHandledException' } });
      }
    }
  };
}
