import { Connection } from '@temporalio/client';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningServer } from './child.ts';
import { freePort, serverOf, untilReady } from './child.ts';

export interface TemporalServer extends RunningServer {
  readonly address: string;
  readonly port: number;
  /** The store is new, or of another version than the one that made it: begin from the record. */
  readonly fresh: boolean;
}

/** Starts Temporal's dev server (the real server on SQLite) with its store in a folder. */
export async function startTemporalDev(options: {
  readonly binary: string;
  /** Null: in memory, for tests. */
  readonly folder: string | null;
  readonly namespace: string;
  readonly logFile: string;
  /** The port it had before it was lost. */
  readonly port?: number;
}): Promise<TemporalServer> {
  const port = options.port ?? (await freePort());
  const log = openSync(options.logFile, 'a', 0o600);
  const store = options.folder === null ? null : storeIn(options.folder, options.binary);
  const child = spawn(
    options.binary,
    [
      'server',
      'start-dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--headless',
      '--namespace',
      options.namespace,
      '--log-level',
      'warn',
      ...(store === null ? [] : ['--db-filename', store.file]),
      ...DYNAMIC_CONFIG.flatMap((value) => ['--dynamic-config-value', value]),
    ],
    { stdio: ['ignore', log, log], detached: true },
  );
  const server = serverOf(child, 'SIGTERM');
  const address = `127.0.0.1:${port}`;
  await untilReady('Temporal', 60, () => serves(address, options.namespace)).catch(
    async (error: unknown) => {
      await server.stop();
      throw error;
    },
  );
  if (options.folder !== null && store !== null) {
    writeFileSync(join(options.folder, 'server.pid'), String(server.pid));
  }
  return { ...server, address, port, fresh: store?.fresh ?? true };
}

const DYNAMIC_CONFIG = [
  'frontend.enableUpdateWorkflowExecution=true',
  'frontend.enableUpdateWorkflowExecutionAsyncAccepted=true',
  'frontend.enableExecuteMultiOperation=true',
  'system.enableActivityEagerExecution=true',
];

/** The store of this version of the server: it changes its schema only for a new file. */
function storeIn(folder: string, binary: string): { file: string; fresh: boolean } {
  stopLeftOver(folder);
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const version = /Server ([\d.]+)/.exec(stdout)?.[1] ?? 'unknown';
  const file = join(folder, `temporal-${version}.db`);
  return { file, fresh: !existsSync(file) };
}

/** Ends a server that a killed parent left over on the same store. */
function stopLeftOver(folder: string): void {
  const file = join(folder, 'server.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  const command = `/proc/${pid}/cmdline`;
  if (!Number.isInteger(pid) || pid <= 1 || !existsSync(command)) return;
  if (readFileSync(command, 'utf8').includes('start-dev')) process.kill(pid, 'SIGKILL');
}

async function serves(address: string, namespace: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } finally {
    await connection.close();
  }
}
