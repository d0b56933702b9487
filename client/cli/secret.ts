import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Cli } from './context.ts';
import { UsageError } from './usage-error.ts';

/** Where a password comes from, as the options say. */
export interface SecretOptions {
  readonly passwordFile?: string;
  readonly passwordStdin?: boolean;
}

/**
 * A password from a file, the standard input, HOMAT_PASSWORD, or whatever else is known of it; only
 * somebody at a terminal is asked. Throws a UsageError when there is none.
 */
export async function secretOf(
  options: SecretOptions,
  cli: Cli,
  known?: () => string | undefined,
): Promise<string> {
  if (options.passwordFile !== undefined) return firstLineOf(options.passwordFile);
  if (options.passwordStdin === true) return firstLineOf(0);
  const given = process.env['HOMAT_PASSWORD'];
  const found = given !== undefined && given !== '' ? given : known?.();
  if (found !== undefined) return found;
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new UsageError(cli.say('no-password'));
  return asked(cli.say('password-prompt'), cli);
}

function firstLineOf(file: string | 0): string {
  return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '';
}

/** Asks at the terminal; what is typed is not shown. */
function asked(prompt: string, cli: Cli): Promise<string> {
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      lines.close();
      process.stderr.write('\n');
      settle();
    };
    lines.once('line', (line) => end(() => resolve(line)));
    lines.once('SIGINT', () => end(() => reject(new UsageError(cli.say('no-password')))));
  });
}
