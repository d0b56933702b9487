import { ConfigError } from '../config/load.ts';
import type { Language } from '../domain/text.ts';
import type { MessageKey, MessageParams } from '../locales/index.ts';
import { LANGUAGES, translate } from '../locales/index.ts';
import { DataFolderInUse } from './data-folder.ts';

/** What a system call or the database says of what went wrong. */
interface Told {
  readonly code?: string;
  readonly syscall?: string;
  readonly path?: string;
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
}

// A system call, or a server that speaks of itself: five characters of SQLSTATE.
const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * Why the product did not start, as people can act on it: which setting, folder, port or server.
 * What nobody foresaw comes with its whole stack.
 */
export function plainly(error: unknown, language: Language): string {
  const say = (key: MessageKey, params: MessageParams) => translate(language, key, params);
  if (error instanceof DataFolderInUse) {
    return say('setup.already-running', { pid: error.pid, folder: error.message });
  }
  if (error instanceof ConfigError) {
    return say('setup.wrong-settings', { faults: error.faults.join('; ') });
  }
  if (!(error instanceof Error)) return String(error);
  const { code = '', syscall, path, address, hostname, port } = error as Error & Told;
  if (syscall === 'listen') {
    const why = code === 'EADDRINUSE' ? 'setup.port-taken' : 'setup.cannot-listen';
    return say(why, { where: `${address}:${port}`, port: port ?? 0, code });
  }
  if (syscall === 'connect' || syscall === 'getaddrinfo') {
    const where = hostname ?? (port === undefined ? `${address}` : `${address}:${port}`);
    return say('setup.cannot-connect', { where, code });
  }
  if (path !== undefined) return say('setup.cannot-use-file', { path, code });
  if (SQLSTATE.test(code)) return say('setup.database-refuses', { what: error.message, code });
  return error.stack ?? error.message;
}

/** The language of the environment, also where the rest of it is wrong. */
export function languageSaid(environment: Readonly<Record<string, string | undefined>>): Language {
  return LANGUAGES.find((language) => language === environment['HOMAT_LANG']) ?? 'vi';
}
