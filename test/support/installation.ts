import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The product as a user starts it: `up` on a data folder, spoken to by the command line. */
export class Installation {
  readonly folder = mkdtempSync(join(tmpdir(), 'homat-whole-'));
  readonly #environment: NodeJS.ProcessEnv;
  readonly #options: readonly string[];
  #child: ReturnType<typeof spawn> | null = null;
  output = '';

  /** `options` are those of Node itself. */
  constructor(environment: Readonly<Record<string, string>> = {}, options: string[] = []) {
    this.#options = options;
    this.#environment = {
      ...process.env,
      HOMAT_DATA: join(this.folder, 'data'),
      HOMAT_CONFIG: join(this.folder, 'config'),
      HOMAT_PORT: '0',
      HOMAT_LANG: 'en',
      ...environment,
    };
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  /** The running process; 0 when there is none. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Settles when the running process has ended, for whatever reason. */
  async ended(): Promise<void> {
    const child = this.#child;
    if (child !== null && !hasEnded(child)) await once(child, 'exit');
  }

  /** Starts it; settles when it says that it is ready, with the milliseconds that it took. */
  async up(): Promise<number> {
    const began = Date.now();
    const program = [...this.#options, join(ROOT, 'worker', 'main.ts'), 'up'];
    const child = spawn(process.execPath, program, {
      cwd: ROOT,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    while (!/^ready http/m.test(this.output)) {
      if (hasEnded(child)) throw new Error(`up ended: ${this.output}`);
      if (Date.now() - began > 90_000) throw new Error(`up is not ready: ${this.output}`);
      await pause(50);
    }
    return Date.now() - began;
  }

  /** Ends it by a signal, and waits for its end. */
  async down(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Kills one of its servers, as a fault would. */
  killServer(which: 'postgres' | 'temporal'): void {
    const file =
      which === 'postgres'
        ? join(this.data, 'postgres', 'data', 'postmaster.pid')
        : join(this.data, 'temporal', 'server.pid');
    process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL');
  }

  /** Runs `homat …`; returns what it printed and how it ended. */
  async homat(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const child = spawn(process.execPath, [join(ROOT, 'client', 'cli', 'main.ts'), ...args], {
      cwd: ROOT,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, 'exit')) as [number | null];
    return { code: code ?? -1, out, err };
  }

  /** Ends everything of it and removes its folder. */
  async remove(): Promise<void> {
    await this.down('SIGTERM');
    // What a killed parent left behind is ended by the next start; there is none.
    for (const which of ['postgres', 'temporal'] as const) {
      try {
        this.killServer(which);
      } catch {
        // It has ended already.
      }
    }
    await pause(300);
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true, force: true });
  }
}

function hasEnded(child: ReturnType<typeof spawn>): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
