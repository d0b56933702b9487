// `npm run check`: types, lint, format, size of files, folder arrows, what is not used.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oversized } from './file-sizes.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const tool = (path: string, ...args: string[]) => [join(ROOT, 'node_modules', path), ...args];

const STEPS: readonly (readonly [string, readonly string[]])[] = [
  ['types', tool('typescript/bin/tsc', '-p', 'tsconfig.json')],
  ['types of domain', tool('typescript/bin/tsc', '-p', 'domain/tsconfig.json')],
  ['types of workflows', tool('typescript/bin/tsc', '-p', 'workflows/tsconfig.json')],
  ['lint', tool('eslint/bin/eslint.js', '--max-warnings', '0', '.')],
  ['format', tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  [
    'folder arrows',
    tool(
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.cjs',
    ).concat(
      ['domain', 'workflows', 'activities', 'records', 'client', 'worker', 'rules', 'config'],
      ['secrecy', 'locales', 'scripts', 'deploy', 'test', 'bench'],
    ),
  ],
  ['unused', tool('knip/bin/knip.js', '--no-progress')],
];

let passed = 0;
const failed: string[] = [];
for (const [name, args] of STEPS) {
  const began = Date.now();
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  report(name, status === 0, began);
}
const began = Date.now();
const wrong = oversized(ROOT);
for (const line of wrong) console.log(line);
report('size of lines and files', wrong.length === 0, began);
console.log(`check: ${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

function report(name: string, ok: boolean, since: number): void {
  if (ok) passed += 1;
  else failed.push(name);
  console.log(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - since) / 1_000).toFixed(1)} s)`);
}
