import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readIfThere, replaceSecret } from '../config/secret-file.ts';
import { isRunning, markOf, pidOf } from './servers/processes.ts';

/** The one folder in which an installation keeps everything. */
export interface DataFolder {
  readonly root: string;
  readonly postgres: string;
  readonly temporal: string;
  /** Secrets of this installation. */
  readonly keys: string;
  readonly mail: string;
  readonly logs: string;
}

/** Another `up` works on the same folder. */
export class DataFolderInUse extends Error {
  readonly pid: number;

  constructor(root: string, pid: number) {
    super(`${root} (pid ${pid})`);
    this.name = 'DataFolderInUse';
    this.pid = pid;
  }
}

/** Makes the folder and its parts where they are not there. */
export function openDataFolder(root: string): DataFolder {
  const folder: DataFolder = {
    root,
    postgres: join(root, 'postgres'),
    temporal: join(root, 'temporal'),
    keys: join(root, 'keys'),
    mail: join(root, 'mail'),
    logs: join(root, 'logs'),
  };
  mkdirSync(root, { recursive: true });
  if (process.getuid?.() === 0) placeDatabase(folder);
  for (const path of Object.values(folder)) mkdirSync(path, { recursive: true });
  for (const own of [folder.keys, folder.temporal, folder.mail, folder.logs]) chmodSync(own, 0o700);
  if (process.getuid?.() !== 0) chmodSync(root, 0o700);
  return folder;
}

/**
 * PostgreSQL does not run as root, and the user it runs as cannot pass a folder that only root may
 * enter. The database of a data folder behind such a one lies outside, and a link leads to it.
 */
function placeDatabase({ root, postgres }: DataFolder): void {
  chmodSync(root, 0o711);
  if (existsSync(postgres) || isPassable(resolve(root))) return;
  const outside = `/var/lib/ho-mat-postgres/${randomUUID()}`;
  mkdirSync(outside, { recursive: true, mode: 0o755 });
  symlinkSync(outside, postgres);
}

function isPassable(path: string): boolean {
  const isOpen = (statSync(path).mode & 0o001) !== 0;
  return isOpen && (dirname(path) === path || isPassable(dirname(path)));
}

/** The folder is this process's. */
export interface DataFolderLock {
  /** Says that this process is about to end, so that the next one waits instead of giving up. */
  leaving(): void;
  release(): void;
}

// A stop in order may take as long as PostgreSQL takes to write what it has.
const STOP_SECONDS = 45;

/**
 * Takes the folder for this process; one that is just stopping is waited for. Throws
 * `DataFolderInUse` when another living process has it.
 */
export async function lockDataFolder(root: string): Promise<DataFolderLock> {
  const file = join(root, 'up.pid');
  const mark = markOf(process.pid);
  const patience = Date.now() + STOP_SECONDS * 1_000;
  while (!take(file, mark)) {
    const { holder, state } = parse(readIfThere(file) ?? '');
    if (!isRunning(holder)) removeStale(file, holder);
    else if (state !== LEAVING || Date.now() > patience) {
      throw new DataFolderInUse(root, pidOf(holder));
    } else await pause(100);
  }
  return {
    leaving: () => replaceSecret(file, `${mark}\n${LEAVING}`),
    release: () => rmSync(file, { force: true }),
  };
}

const LEAVING = 'leaving';

function parse(text: string): { readonly holder: string; readonly state: string | undefined } {
  const [pid = '', began = '', state] = text.split('\n');
  return { holder: `${pid}\n${began}`, state };
}

/** Puts the lock there with its content, in one step; false where there is one. */
function take(file: string, mark: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, mark, { mode: 0o600 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own);
  }
}

/** Removes the lock of a dead process, and not one that another start has just put in its place. */
function removeStale(file: string, holder: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const isWhatWasSeen = parse(readFileSync(aside, 'utf8')).holder === holder;
  if (!isWhatWasSeen) linkSync(aside, file);
  rmSync(aside);
}
