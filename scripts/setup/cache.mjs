import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir, hostname, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './say.mjs';

/** Where the servers are kept, by name and version, outside every checkout. */
export function cacheFolder() {
  if (process.env.HOMAT_CACHE) return process.env.HOMAT_CACHE;
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Caches', 'ho-mat');
  if (platform() === 'win32') {
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'ho-mat', 'cache');
  }
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ho-mat');
}

/**
 * The folder `name` of the cache; where it is not there, `make(folder)` fills it. A half-made
 * folder is never seen under its name, and two at once make it once.
 */
export async function cached(name, make) {
  const target = join(cacheFolder(), name);
  if (existsSync(target)) return target;
  await alone(name, async () => {
    if (existsSync(target)) return;
    removeParts(target);
    const folder = mkdtempSync(`${target}.part-`);
    const forget = removeAtExit(folder);
    try {
      await make(folder);
      renameSync(folder, target);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    } finally {
      forget();
    }
  });
  return target;
}

// The holder touches its lock every ten seconds; one that has not is gone.
const STALE = 60_000;

/** Does a piece of work that only one process of this machine may do at a time. */
export async function alone(what, work) {
  mkdirSync(cacheFolder(), { recursive: true });
  const file = join(cacheFolder(), `${what}.lock`);
  for (let told = false; !take(file); told = true) {
    if (!told) say('waiting', { what });
    await pause(300);
  }
  const beat = setInterval(() => {
    const now = new Date();
    if (existsSync(file)) utimesSync(file, now, now);
  }, 10_000);
  const forget = removeAtExit(file);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    forget();
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    writeFileSync(file, `${process.pid} ${hostname()}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isStale(file)) return false;
    rmSync(file, { force: true });
    return take(file);
  }
}

function isStale(file) {
  try {
    const [pid, host] = readFileSync(file, 'utf8').split(' ');
    if (host === hostname() && !isAlive(Number(pid))) return true;
    return Date.now() - statSync(file).mtimeMs > STALE;
  } catch {
    // It has just been given back.
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** What a killed set-up left behind. */
function removeParts(target) {
  const begin = `${basename(target)}.part-`;
  for (const name of readdirSync(dirname(target))) {
    if (!name.startsWith(begin)) continue;
    rmSync(join(dirname(target), name), { recursive: true, force: true });
  }
}

function removeAtExit(path) {
  const remove = () => rmSync(path, { recursive: true, force: true });
  process.on('exit', remove);
  return () => process.off('exit', remove);
}
