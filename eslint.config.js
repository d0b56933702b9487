import tseslint from 'typescript-eslint';

const NODE = ['node:*', 'fs', 'path', 'crypto', 'os', 'child_process'];

// What would read the machine's clock, zone or language inside a process that is replayed.
const NOT_REPLAYED = [
  {
    selector: "MemberExpression[object.name='Temporal']",
    message: 'Temporal.Now is the real clock.',
  },
  { selector: "Identifier[name='Intl']", message: 'Texts are made at the edges.' },
  {
    selector: 'NewExpression[callee.name=Date][arguments.length>1]',
    message: "The machine's zone.",
  },
  { selector: 'MemberExpression[property.name=/^toLocale/]', message: "The machine's language." },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Not replayed.',
  },
  {
    selector: "Property[key.name='validator'] > :function[async=true]",
    message: 'A validator that waits fails the task instead of refusing the update.',
  },
];

// Any other error fails the task, which is tried again for ever; a failure refuses the message.
const NO_PLAIN_ERROR = {
  selector: 'ThrowStatement > NewExpression[callee.name=/Error$/]',
  message: 'Throw an ApplicationFailure.',
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'coverage/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
    },
  },
  {
    files: ['domain/**/*.ts', 'workflows/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: NODE }, { group: ['zod', 'zod/*'] }] },
      ],
      'no-restricted-syntax': ['error', ...NOT_REPLAYED],
      'no-console': 'error',
    },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...NOT_REPLAYED, NO_PLAIN_ERROR],
      '@typescript-eslint/require-await': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { 'no-unused-vars': 'error', 'no-var': 'error', 'prefer-const': 'error' },
  },
);
