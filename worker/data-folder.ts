import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';

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

/** Takes the folder for this process; throws `DataFolderInUse` when a living process has it. */
export function lockDataFolder(root: string): { release(): void } {
  const file = join(root, 'up.pid');
  for (;;) {
    try {
      writeFileSync(file, `${process.pid} ${startOf(process.pid)}`, { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const [pid, started] = readFileSync(file, 'utf8').split(' ');
      if (Number(pid) > 0 && isAlive(Number(pid), started ?? '')) {
        throw new DataFolderInUse(root, Number(pid));
      }
      rmSync(file, { force: true });
    }
  }
}

/** Alive, and the same process: a number is given again after a restart of the machine. */
function isAlive(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startOf(pid) === started;
}

/** When a process began, in the machine's ticks; empty where the platform does not tell. */
function startOf(pid: number): string {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return '';
  const stat = readFileSync(file, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
