const FOLDERS = [
  'domain',
  'workflows',
  'activities',
  'records',
  'client',
  'worker',
  'rules',
  'config',
  'secrecy',
  'locales',
  'scripts',
];

/** Which folder may import which. */
const only = (from, ...to) => ({
  name: `${from}-imports-only-${to.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: {
    path: `^(${FOLDERS.join('|')})/`,
    pathNot: `^(${[from, ...to].join('|')})/`,
  },
});

module.exports = {
  forbidden: [
    only('domain'),
    only('rules', 'domain'),
    only('records', 'domain', 'config'),
    only('config', 'domain'),
    only('secrecy'),
    only('locales', 'domain'),
    only('activities', 'domain', 'records', 'locales', 'config'),
    {
      name: 'workflows-import-activities-as-types-only',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    only('workflows', 'domain', 'activities'),
    only('client', 'domain', 'workflows', 'records', 'locales', 'config', 'rules'),
    {
      name: 'client-imports-message-definitions-only',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^workflows/', pathNot: '^workflows/wire\\.ts$' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'only-records-talks-to-postgresql',
      severity: 'error',
      from: { pathNot: '^(records|worker|deploy|test|bench)/' },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'only-engine-talks-to-temporal',
      severity: 'error',
      from: { pathNot: '^(client/engine[^/]*\\.ts$|worker/|test/|bench/)' },
      to: { path: 'node_modules/@temporalio/client/' },
    },
    {
      name: 'nobody-imports-worker',
      severity: 'error',
      from: { pathNot: '^(worker|test|bench)/' },
      to: { path: '^worker/' },
    },
    {
      name: 'nobody-imports-test',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'zod-at-the-edges',
      severity: 'error',
      from: { pathNot: '^(client|config|records|rules|test)/' },
      to: { path: 'node_modules/zod/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
  },
};
