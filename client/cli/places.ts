import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { dataFolderOf } from '../../config/data-folder.ts';
import { readIfThere, replaceSecret } from '../../config/secret-file.ts';

/** Nothing says where the product runs. */
export class NowhereRunning extends Error {
  constructor(folder: string) {
    super(folder);
    this.name = 'NowhereRunning';
  }
}

/** What HOMAT_URL says is no address that could be asked. */
export class WrongAddress extends Error {
  constructor(given: string) {
    super(given);
    this.name = 'WrongAddress';
  }
}

/** The data folder of this machine's installation. */
export function dataFolder(): string {
  return dataFolderOf(process.env);
}

/** Where the product runs: HOMAT_URL, else what the running installation wrote down. */
export function serverUrl(): string {
  const given = process.env['HOMAT_URL'];
  if (given !== undefined && given !== '') {
    if (!/^https?:\/\/[^/]/.test(given) || !URL.canParse(given)) throw new WrongAddress(given);
    return given.replace(/\/$/, '');
  }
  const file = join(dataFolder(), 'running.json');
  if (!existsSync(file)) throw new NowhereRunning(dataFolder());
  return (JSON.parse(readFileSync(file, 'utf8')) as { url: string }).url;
}

/** An account of the demonstration, as the first start wrote it. */
export interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly person: string;
  readonly office: string;
  readonly capacities: readonly string[];
}

/** The demonstration accounts of this machine's installation. */
export function demoAccounts(): DemoAccount[] {
  const file = join(dataFolder(), 'demo-accounts.json');
  return JSON.parse(readFileSync(file, 'utf8')) as DemoAccount[];
}

/** The session kept for an address; the file is nobody else's to read. */
export function keptSession(url: string): string | null {
  return sessionsIn(sessionFile())[url] ?? null;
}

/** Keeps a session for the next commands, or forgets it. */
export function keepSession(url: string, cookie: string | null): void {
  const file = sessionFile();
  const others = Object.entries(sessionsIn(file)).filter(([address]) => address !== url);
  const all = cookie === null ? others : [...others, [url, cookie] as [string, string]];
  if (all.length === 0) rmSync(file, { force: true });
  else replaceSecret(file, JSON.stringify(Object.fromEntries(all)));
}

// A file that cannot be read as sessions holds none: signing in again writes it anew.
function sessionsIn(file: string): Readonly<Record<string, string>> {
  try {
    const sessions: unknown = JSON.parse(readIfThere(file) ?? '{}');
    return sessions !== null && typeof sessions === 'object' ? { ...sessions } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function sessionFile(): string {
  const home = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  const folder = process.env['HOMAT_CONFIG'] ?? join(home, 'ho-mat');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, 'session.json');
}
