import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './say.mjs';

/** Where the servers are kept, by name and version, outside every checkout. */
export function cacheFolder() {
  if (process.env.HOMAT_CACHE) return process.env.HOMAT_CACHE;
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Caches', 'ho-mat');
  if (platform() === 'win32') {
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'ho-mat', 'cache');
  }
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ho-mat');
}

// The holder touches its lock every ten seconds; one that has not is gone.
const STALE = 60_000;

/**
 * The folder `name` of the cache; where it is not there, `make(folder)` fills it. A half-made folder
 * is never seen under its name, and two at once make it once.
 */
export async function cached(name, make) {
  const target = join(cacheFolder(), name);
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const release = await lock(`${target}.lock`, name);
  try {
    if (existsSync(target)) return target;
    const folder = mkdtempSync(`${target}.part-`);
    try {
      await make(folder);
      renameSync(folder, target);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    return target;
  } finally {
    release();
  }
}

async function lock(file, what) {
  for (let told = false; ; told = true) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      const beat = setInterval(() => writeFileSync(file, String(process.pid)), 10_000);
      beat.unref();
      return () => {
        clearInterval(beat);
        rmSync(file, { force: true });
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isStale(file)) rmSync(file, { force: true });
      else {
        if (!told) say('waiting', { what });
        await pause(500);
      }
    }
  }
}

function isStale(file) {
  try {
    return Date.now() - statSync(file).mtimeMs > STALE;
  } catch {
    return false;
  }
}
