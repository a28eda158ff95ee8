/**
 * Stands in for the Apex behind the pages that show what an admin decides about the connection. To be imported before
 * the page: what a component imports is found when it is loaded.
 */
jest.mock('c/permissions', () => ({ canManage: () => true }));
jest.mock('@salesforce/apex/ChoicesConsole.chooseRegion', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ChoicesConsole.regions', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ChoicesConsole.users', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ConnectionConsole.choices', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.chooseUser', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.confirmSession', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.markConnected', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.permissionSetPlan', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.savePermissionSet', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ConnectionConsole.useCredential', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ReadinessConsole.checks', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/ReadinessConsole.run', () => ({ __esModule: true, default: jest.fn() }), { virtual: true });

export {};
