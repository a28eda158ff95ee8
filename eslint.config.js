// The linters live in scripts/ with the other heavy tools, so that a plain `npm ci` stays small.
import { createRequire } from 'node:module';

const require = createRequire(new URL('./scripts/package.json', import.meta.url));
const js = require('@eslint/js');
const globals = require('globals');
const jest = require('eslint-plugin-jest');
const tseslint = require('typescript-eslint');
const lwc = require('@salesforce/eslint-config-lwc/recommended-ts');
const { defineConfig, globalIgnores } = require('eslint/config');

const typescriptRules = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
  // The rule above knows types; this one takes the parameters of function types for variables.
  'no-unused-vars': 'off',
  // What a file is about comes first, its helpers after; within one scope the order is still checked.
  'no-use-before-define': ['error', { functions: false, classes: false, variables: false }],
  // Prettier takes the parentheses away that it asks for.
  'no-confusing-arrow': 'off',
  // TypeScript checks these.
  'no-undef': 'off',
  'no-redeclare': 'off',
  'no-void': ['error', { allowAsStatement: true }]
};

export default defineConfig([
  globalIgnores([
    '**/node_modules/',
    '**/coverage/',
    'build/',
    '**/.cache/',
    'local-org/.state/',
    // Emitted by tsc beside its source.
    'force-app/**/lwc/**/*.js'
  ]),
  {
    name: 'components that ship',
    files: ['force-app/**/lwc/**/*.ts'],
    extends: [lwc],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@typescript-eslint': tseslint.plugin },
    // import/named would look at the JavaScript that was emitted last; TypeScript checks the source.
    rules: { ...typescriptRules, 'import/named': 'off' }
  },
  {
    name: 'the one timer that ships',
    files: ['force-app/main/console/lwc/poller/poller.ts'],
    // The reason stands in the file, beside the marker of Code Analyzer, which allows no inline directive of ESLint.
    rules: { '@lwc/lwc/no-async-operation': 'off' }
  },
  {
    name: 'tests of components',
    files: ['force-app/**/lwc/**/__tests__/**/*.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off',
      '@lwc/lwc/no-async-operation': 'off',
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'accessible'] }],
      'jest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['afterEach'] }]
    }
  },
  {
    name: 'local org and tools',
    files: ['local-org/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', 'e2e/**/*.ts'],
    ignores: ['local-org/web/browser/**'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './scripts/tsconfig.json', './e2e/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname
      }
    },
    rules: {
      ...typescriptRules,
      // node:test returns promises that its runner awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] }]
        }
      ]
    }
  },
  {
    name: 'plain JavaScript',
    files: ['**/*.{js,mjs}'],
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.node }
  }
]);
