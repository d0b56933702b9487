import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { oversized } from '../../scripts/file-sizes.ts';
import { ROOT } from './machine.ts';

/** A product of a few files, with our packages. */
function product(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'homat-walls-'));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
    writeFileSync(join(root, file), readFileSync(join(ROOT, file)));
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** The rules that a file breaks. */
function broken(files: Readonly<Record<string, string>>): string[] {
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const { stdout } = spawnSync(
    process.execPath,
    [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'].concat(
      Object.keys(files),
    ),
    { cwd: product(files), encoding: 'utf8' },
  );
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string } }[] };
  };
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
}

const EMPTY = 'export const x = 1;\n';
const uses = (path: string) => `import { x } from '${path}';\nexport const y = x;\n`;

test.each([
  ['domain/a.ts', 'zod', ['domain-is-pure', 'zod-at-the-edges']],
  ['domain/a.ts', 'node:fs', ['domain-is-pure']],
  ['activities/a.ts', '@temporalio/client', ['only-engine-talks-to-temporal']],
  ['client/engine-x.ts', '@temporalio/client', []],
  ['client/a.ts', 'pg', ['only-records-talks-to-postgresql']],
  ['records/a.ts', 'pg', []],
  ['workflows/a.ts', 'zod', ['zod-at-the-edges']],
])('the check sees that %s imports the package %s', (file, name, rules) => {
  expect(broken({ [file]: uses(name) })).toEqual(rules);
});

test.each([
  ['records', 'worker', ['nobody-imports-worker', 'records-imports-only-domain-config']],
  ['scripts', 'test', ['nobody-imports-test']],
  ['workflows', 'activities', ['workflows-import-activities-as-types-only']],
  ['client', 'activities', ['client-imports-only-domain-workflows-records-locales-config-rules']],
  ['client', 'records', []],
])('the check sees that %s imports %s', (from, to, rules) => {
  expect(broken({ [`${from}/a.ts`]: uses(`../${to}/b.ts`), [`${to}/b.ts`]: EMPTY })).toEqual(rules);
});

test('the check sees a circle', () => {
  const files = { 'domain/a.ts': uses('./b.ts'), 'domain/b.ts': uses('./a.ts') };
  expect(broken(files)).toEqual(['no-circular']);
});

test('long lines and long files are named, and code of others is not looked at', () => {
  const root = product({
    'domain/wide.ts': `// ${'đ'.repeat(98)}\n`,
    'domain/fits.ts': `// ${'đ'.repeat(97)}\n`,
    'domain/long.ts': '\n'.repeat(501),
    'dist/made.js': 'x'.repeat(200),
  });
  expect(oversized(root)).toEqual(['domain/long.ts: 501 lines', 'domain/wide.ts:1: 101 columns']);
});
