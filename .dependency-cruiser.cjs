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
      from: { pathNot: '^(records|worker|test|scripts)/' },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'only-engine-talks-to-temporal',
      severity: 'error',
      from: { path: '^client/', pathNot: '^client/engine' },
      to: { path: 'node_modules/@temporalio/client' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules' },
  },
};
