import js from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import relay from 'eslint-plugin-relay';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';

const clients = ['web/{src,test}/**/*.{ts,tsx}', 'web/graphiql/src/*.{ts,tsx}', 'packages/*/{src,test}/**/*.ts'];
const screens = ['web/src/**/*.{ts,tsx}'];

export default defineConfig(
  globalIgnores([
    '**/dist/**',
    '**/target/**',
    '**/__generated__/**',
    '**/node_modules/**',
    '.foundry/**',
  ]),
  {
    files: ['**/*.{js,mjs}'],
    extends: [js.configs.recommended],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['web/public/*.js'],
    languageOptions: { globals: globals.browser, sourceType: 'script' },
  },
  {
    files: clients,
    extends: [js.configs.recommended, ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Named exports: a thing has one name everywhere.',
        },
        { selector: 'ExportAllDeclaration', message: 'No barrels.' },
      ],
      'max-lines': ['error', 300],
    },
  },
  {
    files: screens,
    extends: [a11y.flatConfigs.strict, hooks.configs.flat['recommended-latest']],
    plugins: { relay },
    processor: graphql.processor,
    rules: {
      ...relay.configs['ts-strict'].rules,
      // Read by updaters and by handlers of Relay, which the rule cannot see.
      'relay/unused-fields': 'off',
      // Types come from the compiler and are imported by name.
      'relay/generated-typescript-types': 'off',
      'relay/must-colocate-fragment-spreads': 'off',
    },
  },
  { files: ['web/src/words.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['web/src/**/*.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: `${import.meta.dirname}/docs/api/schema.graphql` } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      '@graphql-eslint/no-anonymous-operations': 'error',
      '@graphql-eslint/no-deprecated': 'error',
      '@graphql-eslint/no-duplicate-fields': 'error',
    },
  },
);
