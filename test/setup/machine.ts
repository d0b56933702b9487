import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the product. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How a program ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A machine as the set-up may meet it: nothing on the PATH but what a test puts there. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'homat-machine-'));
  readonly cache = join(this.folder, 'cache');
  readonly #bin = join(this.folder, 'bin');

  constructor() {
    mkdirSync(this.#bin);
  }

  /** Puts a program there, as the text of a shell script. */
  program(name: string, script: string): string {
    const path = join(this.#bin, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** Runs a module of the set-up: `script` sees what the module exports as `m`. */
  async setup(
    module: string,
    script: string,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    const url = new URL(`../../scripts/setup/${module}`, import.meta.url).href;
    const whole = `import * as m from '${url}'; ${script}`;
    return this.node(['--input-type=module', '-e', whole], environment);
  }

  node(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended> {
    return this.run(process.execPath, args, environment);
  }

  /** Runs a program with what this machine has. */
  async run(
    program: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    const child = spawn(program, args, {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: this.#bin,
        HOME: this.folder,
        HOMAT_CACHE: this.cache,
        HOMAT_LANG: 'en',
        // Downloads end here at once, also where the network is open.
        HTTPS_PROXY: 'http://127.0.0.1:9',
        TMPDIR: tmpdir(),
        ...environment,
      },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out: out.trim(), err: err.trim() };
  }
}
