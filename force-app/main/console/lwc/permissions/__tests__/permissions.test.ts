import type * as permissionsModule from 'c/permissions';

type PermissionsModule = typeof permissionsModule;

/** Custom permissions are read when the module is loaded, so each case loads it anew. */
function permissions(view: true | undefined, manage: true | undefined): PermissionsModule {
  jest.resetModules();
  const granted = (value: true | undefined) => (): unknown => ({ __esModule: true, default: value });
  jest.doMock('@salesforce/customPermission/ViewElementsConnect', granted(view), { virtual: true });
  jest.doMock('@salesforce/customPermission/ManageElementsConnect', granted(manage), { virtual: true });
  return jest.requireActual<PermissionsModule>('c/permissions');
}

describe('c/permissions', () => {
  it.each([
    [undefined, undefined, false, false],
    [true, undefined, true, false],
    [undefined, true, true, true],
    [true, true, true, true]
  ] as const)('view %p and manage %p: may view %p, may manage %p', (view, manage, canView, canManage) => {
    const { canManage: mayManage, canView: mayView } = permissions(view, manage);
    expect([mayView(), mayManage()]).toEqual([canView, canManage]);
  });
});
