import eslint from '@eslint/js';
import vueI18n from '@intlify/eslint-plugin-vue-i18n';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import { configs, parser } from 'typescript-eslint';
import { words } from './scripts/lint/words.mjs';

/** Source of time, chance and output that only `main/platform` may touch, so that tests can drive them. */
const systemCalls = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", instead: 'Clock.nowMs' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", instead: 'Clock.nowMs' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", instead: 'Random' },
  { selector: "CallExpression[callee.name='setTimeout']", instead: 'Clock.after' },
  { selector: "CallExpression[callee.name='setInterval']", instead: 'Clock.every' },
].map(({ selector, instead }) => ({ selector, message: `Take ${instead} of main/platform instead.` }));

const htmlFromText = {
  selector: 'MemberExpression[property.name=/^(inner|outer)HTML$|^insertAdjacentHTML$/]',
  message: 'Text from the network must stay text.',
};

const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a name that is the same everywhere can be searched for.',
};

const typeScriptEnum = {
  selector: 'TSEnumDeclaration',
  message:
    'Constants and unions of them: an enum is a program of its own, and numbers of any kind pass for it.',
};

/** What nothing here contains. */
const everywhere = [htmlFromText, defaultExport, typeScriptEnum];

/** What a message on the wire says is read in one place, so that protection from end to end has nothing to get around. */
const contentsOfWire = [
  'MemberExpression[property.name=/^data(String|Binary)$/]',
  'ObjectPattern > Property[key.name=/^data(String|Binary)$/]',
  // Cards have a field of the same name.
  "MemberExpression[object.name='packet'][property.name='extra']",
  "MemberExpression[object.property.name='packet'][property.name='extra']",
].map((selector) => ({
  selector,
  message: 'What a message says is read by main/protocol/message-contents.ts alone.',
}));

const electronOnlyInShell = {
  paths: [
    {
      name: 'electron',
      message: 'Only main/app, the files of main itself and preload/index.ts know Electron.',
    },
  ],
};

/** Rules for all TypeScript, over the type-aware sets. */
const houseRules = {
  'max-lines': ['error', { max: 400 }],
  'max-params': ['error', { max: 3 }],
  'no-console': 'error',
  'no-eval': 'error',
  eqeqeq: ['error', 'always'],
  'no-restricted-syntax': ['error', ...everywhere],
  'no-restricted-imports': ['error', electronOnlyInShell],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/explicit-module-boundary-types': 'off',
  // Types promise less than the network and the disk deliver: a check that looks needless guards a boundary.
  '@typescript-eslint/no-unnecessary-condition': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidOperator: true },
  ],
  '@typescript-eslint/no-meaningless-void-operator': 'off',
  '@typescript-eslint/no-invalid-void-type': [
    'error',
    { allowInGenericTypeArguments: true, allowAsThisParameter: true },
  ],
  '@typescript-eslint/consistent-type-definitions': 'off',
  '@typescript-eslint/unified-signatures': 'off',
  // There are no enums, and looking for what is put into them is a quarter of all the time that the rules take.
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  // Splitting text into code points is the point of such a spread.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
  // Cleaning names of control characters needs to name them.
  'no-control-regex': 'off',
  '@typescript-eslint/prefer-nullish-coalescing': [
    'error',
    { ignorePrimitives: { boolean: true, string: true } },
  ],
};

const code = ['**/*.{ts,mts,vue,js,mjs,cjs}'];

/** Rules that know programs alone are kept from other files. */
const forCode = (config) => (config.files === undefined ? { ...config, files: code } : config);

export default [
  {
    ignores: [
      'out/',
      'release/',
      '.runtime/',
      'coverage/',
      'test-results/',
      'main/protocol/generated/',
      'tests/fixtures/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    // No parser here knows them: their text alone is looked at.
    files: ['**/*.{css,html,md,json,yml}'],
    ignores: ['package-lock.json'],
    plugins: { words },
    language: 'words/text',
    rules: { 'words/no-notes': 'error' },
  },
  { files: ['**/*.{css,html}'], rules: { 'words/no-harm': 'error' } },
  {
    files: code,
    // They name the words in order to refuse them.
    ignores: ['scripts/lint/words.mjs', 'tests/contract/lint-rules.test.ts', 'eslint.config.mjs'],
    plugins: { words },
    rules: { 'words/no-notes': 'error', 'words/no-harm': 'error' },
  },
  forCode(eslint.configs.recommended),
  // Configurations of tools, in TypeScript, that belong to no project.
  { files: ['**/*.mts'], languageOptions: { parser } },
  ...[...configs.strictTypeChecked, ...configs.stylisticTypeChecked].map((config) => ({
    ...config,
    files: ['**/*.ts', '**/*.vue'],
  })),
  ...vue.configs['flat/recommended'].map(forCode),
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: {
      parserOptions: {
        parser,
        project: [
          'tsconfig.node.json',
          'tsconfig.web.json',
          'tsconfig.scripts.json',
          'tsconfig.e2e.json',
          'tsconfig.whole.json',
        ],
        extraFileExtensions: ['.vue'],
      },
    },
    rules: houseRules,
  },
  {
    files: ['{main,conformance}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...systemCalls] },
  },
  {
    // The server of this computer and the client for big data that are no messages hand on what they do not read; its cast is a
    // client of its own.
    files: ['main/**/*.ts'],
    ignores: [
      'main/{embedded-server,demo-cast,platform}/**',
      'main/protocol/{message-contents,big-data,packet-json}.ts',
      'main/session/incoming-fact.ts',
    ],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...systemCalls, ...contentsOfWire],
    },
  },
  {
    // A promise that nobody waits for must say where it fails (`main/platform/background.ts`). Programs end with theirs.
    files: ['{main,conformance}/**/*.ts'],
    ignores: ['main/protocol/frame-tool.ts', 'conformance/index.ts', 'main/line/index.ts'],
    rules: { '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }] },
  },
  {
    files: ['main/platform/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  {
    files: ['main/app/**/*.ts', 'main/index.ts', 'main/start-app.ts', 'preload/index.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['main/platform/logger.ts', 'main/protocol/frame-tool.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Only vue-tsc knows the types inside components; what is unsafe there, it reports.
    files: ['renderer/**/*.{ts,vue}', 'tests/unit/renderer/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-useless-default-assignment': 'off',
    },
  },
  {
    files: ['renderer/**/*.vue'],
    languageOptions: { globals: globals.browser },
    plugins: { '@intlify/vue-i18n': vueI18n },
    settings: {
      'vue-i18n': {
        localeDir: { pattern: './resources/locales/*.json', localeKey: 'file' },
        messageSyntaxVersion: '^11.0.0',
      },
    },
    rules: {
      '@intlify/vue-i18n/no-raw-text': [
        'error',
        {
          attributes: { '/.+/': ['title', 'label', 'placeholder', 'alt', 'aria-label', 'aria-description'] },
          ignorePattern: '^[\\s\\d\\p{P}\\p{S}]*$',
        },
      ],
      '@intlify/vue-i18n/no-missing-keys': 'error',
      '@intlify/vue-i18n/no-v-html': 'error',
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-props-declaration': 'error',
      'vue/define-emits-declaration': 'error',
      'vue/no-unused-refs': 'error',
      'vue/no-static-inline-styles': 'error',
      'vue/multi-word-component-names': 'off',
      // With TypeScript an absent optional property is what its type says.
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // Assertions on values of unknown shape are what tests are for, and a row of a table may have many columns.
      'max-params': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      'no-restricted-imports': 'off',
      'no-console': 'error',
    },
  },
  {
    files: ['{scripts,tests}/**/*.{js,mjs,cjs}', '*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
    rules: { 'max-lines': ['error', { max: 400 }], 'max-params': ['error', { max: 3 }], eqeqeq: 'error' },
  },
  { files: ['scripts/default-app/*.js'], languageOptions: { sourceType: 'commonjs' } },
  { files: ['*.config.{ts,mjs}', '**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  forCode(prettier),
];
