import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** How a secret's file is treated. */
export interface SecretOptions {
  /** Given from outside: then it must be there, and is never made by us. */
  readonly isGiven?: boolean;
}

/**
 * Reads a secret; makes it where it is not there. Several processes may begin at once on one
 * folder: the first one's secret stands, and the others read it. Throws when a given file is
 * missing.
 */
export function readOrMakeSecret(
  path: string,
  make: () => string,
  { isGiven = false }: SecretOptions = {},
): string {
  const there = readIfThere(path);
  if (there !== undefined) return there;
  if (isGiven) throw new Error(`The key file ${path} is not there`);
  const written = writeBeside(path, make());
  try {
    linkSync(written, path);
    syncFolder(path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(written);
  }
  return readFileSync(path, 'utf8');
}

/** Puts other text into a secret's file; a crash leaves the old text or the new one, whole. */
export function replaceSecret(path: string, text: string, mode = 0o600): void {
  renameSync(writeBeside(path, text, mode), path);
  syncFolder(path);
}

/** The text of a file, or undefined where there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function writeBeside(path: string, text: string, mode = 0o600): string {
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`;
  const handle = openSync(beside, 'wx', mode);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return beside;
}

/**
 * Makes a new name in a folder outlive a loss of power, where the platform lets a folder be opened.
 */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dirname(path), 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
