import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
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
  for (const path of Object.values(folder)) mkdirSync(path, { recursive: true });
  // The database has a user of its own where we are root.
  const { postgres: _, ...ours } = folder;
  for (const path of Object.values(ours)) chmodSync(path, 0o700);
  return folder;
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
