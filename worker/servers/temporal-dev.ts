import { Connection } from '@temporalio/client';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningServer } from './child.ts';
import { freePort, serverOf, untilReady } from './child.ts';
import { endLeftOver, notePid } from './processes.ts';

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
  const pidFile = options.folder === null ? null : join(options.folder, 'server.pid');
  if (pidFile !== null) await endLeftOver(pidFile);
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
  if (pidFile !== null) notePid(pidFile, server.pid);
  const address = `127.0.0.1:${port}`;
  await untilReady('Temporal', 60, () => serves(address, options.namespace)).catch(
    async (error: unknown) => {
      await server.stop();
      throw error;
    },
  );
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
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const version = /Server ([\d.]+)/.exec(stdout)?.[1] ?? 'unknown';
  const file = join(folder, `temporal-${version}.db`);
  return { file, fresh: !existsSync(file) };
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
