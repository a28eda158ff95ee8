import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

export default {
  ...jestConfig,
  roots: ['<rootDir>/force-app'],
  testMatch: ['**/__tests__/**/*.test.ts'],
  // A bundle holds foo.ts and the foo.js that tsc emitted: the source is what is tested.
  moduleFileExtensions: ['ts', 'js', 'html', 'json'],
  // The preset counts every .js, which no test loads; it would report 0% and stay green.
  collectCoverageFrom: ['force-app/**/lwc/**/*.ts', '!**/__tests__/**', '!**/*.d.ts'],
  coverageThreshold: { global: { statements: 90, branches: 85, functions: 90, lines: 90 } },
  coverageDirectory: 'coverage/lwc',
  // Only against hanging: on a busy machine axe alone may take more than Jest's 5 s.
  testTimeout: 60_000,
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/types/jest-setup.cjs']
};
