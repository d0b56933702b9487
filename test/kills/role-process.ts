import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Victim } from './points.ts';
import { noteRole } from './victims.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MORTAL = new URL('./mortal.ts', import.meta.url).href;
const IMPATIENT = new URL('./impatient-worker.ts', import.meta.url).href;

/** One role in a process of its own, started again whenever it ends, as a service manager does. */
export class RoleProcess {
  readonly role: Victim;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #data: string;
  #child: ChildProcess | null = null;
  #stopping = false;
  /** How it ended each time; only SIGKILL is somebody else's doing. */
  readonly ends: string[] = [];
  output = '';

  constructor(role: Victim, data: string, environment: NodeJS.ProcessEnv) {
    this.role = role;
    this.#data = data;
    this.#environment = environment;
  }

  /** Starts it; settles when it says that it is ready. */
  async start(): Promise<void> {
    this.#launch();
    for (let waited = 0; !/^ready /m.test(this.output); waited += 50) {
      if (waited > 60_000) throw new Error(`${this.role} is not ready: ${this.output}`);
      await pause(50);
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(late);
  }

  #launch(): void {
    const program = ['worker/main.ts', 'serve', '--role', this.role];
    const before = this.role === 'worker' ? [MORTAL, IMPATIENT] : [MORTAL];
    const imports = before.flatMap((module) => ['--import', module]);
    const child = spawn(process.execPath, [...imports, ...program], {
      cwd: ROOT,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    noteRole(this.#data, this.role, child.pid ?? 0);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    child.once('exit', (code, signal) => {
      if (this.#stopping) return;
      this.ends.push(signal ?? `exit ${code}`);
      this.#launch();
    });
  }
}
