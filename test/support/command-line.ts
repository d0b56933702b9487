import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, vi } from 'vitest';
import { createCli } from '../../client/cli/context.ts';
import { EXIT } from '../../client/cli/exit-codes.ts';
import { explain } from '../../client/cli/explain.ts';
import { createProgram } from '../../client/cli/program.ts';
import type { ApiOffice } from './api-office.ts';

/** What a command said, and how it ended. */
export interface Told {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** The command line against the API in this process; no engine, so that it costs little. */
export class CommandLine {
  readonly folder = mkdtempSync(join(tmpdir(), 'homat-cli-'));
  // Everybody's session is kept in a folder of their own: signing in costs.
  readonly #signedIn = new Set<string>();

  /** Lets every command from now on speak to that office. */
  static async to(office: ApiOffice): Promise<CommandLine> {
    const line = new CommandLine();
    vi.stubEnv('HOMAT_URL', await office.app.listen({ host: '127.0.0.1', port: 0 }));
    vi.stubEnv('HOMAT_CONFIG', line.folder);
    vi.stubEnv('HOMAT_DATA', office.folder);
    vi.stubEnv('NO_COLOR', '1');
    return line;
  }

  close(): void {
    vi.unstubAllEnvs();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs a command, in Vietnamese. */
  async homat(...words: string[]): Promise<Told> {
    const said = { out: '', err: '' };
    vi.spyOn(console, 'log').mockImplementation((text: string) => void (said.out += `${text}\n`));
    vi.spyOn(console, 'error').mockImplementation((text: string) => void (said.err += `${text}\n`));
    const cli = createCli({ language: 'vi', json: words.includes('--json') });
    const exit = await createProgram(cli)
      .parseAsync(words, { from: 'user' })
      .then(() => EXIT.ok)
      .catch((error: unknown) => explain(error, cli));
    const plain = stripVTControlCharacters;
    return { exit, out: plain(said.out), err: plain(said.err) };
  }

  /** Runs a command that has to be done. */
  async does(...words: string[]): Promise<Told> {
    const told = await this.homat(...words);
    expect(told.exit, `${words.join(' ')}: ${told.err}${told.out}`).toBe(EXIT.ok);
    return told;
  }

  /** Whoever gives the commands from now on, by the login of a demonstration account. */
  async as(login: string): Promise<void> {
    vi.stubEnv('HOMAT_CONFIG', join(this.folder, login));
    if (this.#signedIn.has(login)) return;
    this.#signedIn.add(login);
    await this.does('login', login, '--demo');
  }

  /** A file with that text. */
  fileOf(text: string, name: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }
}
