import { Connection } from '@temporalio/client';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningServer } from './child.ts';
import { EndedAtOnce, freePort, serverOf, untilServing } from './child.ts';
import { endLeftOver, notePid } from './processes.ts';

export interface TemporalServer extends RunningServer {
  readonly address: string;
  readonly port: number;
  /** The store is new, or has never been filled from the record: begin from the record. */
  readonly fresh: boolean;
  /** Notes that the store has been filled; a start that is killed before fills it again. */
  noteFilled(): void;
}

interface DevServerOptions {
  readonly binary: string;
  /** Null: in memory, for tests. */
  readonly folder: string | null;
  readonly namespace: string;
  readonly logFile: string;
  /** The port it had before it was lost. */
  readonly port?: number;
}

/**
 * Starts Temporal's dev server (the real server on SQLite) with its store in a folder. A server
 * that a killed parent left over there is ended first; a store with which none starts is put aside.
 */
export async function startTemporalDev(options: DevServerOptions): Promise<TemporalServer> {
  const { folder } = options;
  if (folder === null) return startOn(null, options);
  await endLeftOver(pidFileIn(folder));
  const store = storeIn(folder, options.binary);
  try {
    return await startOn(store, options);
  } catch (error) {
    // With a port that is another's now, nothing is wrong with the store.
    if (!(error instanceof EndedAtOnce) || options.port !== undefined) throw error;
  }
  return startOn(store, options).catch((error: unknown) => {
    if (!(error instanceof EndedAtOnce) || !existsSync(store.file)) throw error;
    putAside(store);
    return startOn(store, options);
  });
}

async function startOn(store: Store | null, options: DevServerOptions): Promise<TemporalServer> {
  const port = options.port ?? (await freePort());
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(options.binary, argumentsOf(options.namespace, port, store), {
    stdio: ['ignore', log, log],
    detached: true,
  });
  const server = serverOf(child, 'SIGTERM');
  if (store !== null) notePid(pidFileIn(store.folder), server.pid);
  const address = `127.0.0.1:${port}`;
  const { logFile, namespace } = options;
  await untilServing('Temporal', server, { logFile, seconds: 60 }, () =>
    serves(address, namespace),
  );
  return {
    ...server,
    address,
    port,
    fresh: store === null || !existsSync(store.filled),
    noteFilled: () => store !== null && writeFileSync(store.filled, ''),
  };
}

function argumentsOf(namespace: string, port: number, store: Store | null): string[] {
  return ['server', 'start-dev', '--headless', '--log-level', 'warn', '--ip', '127.0.0.1'].concat(
    ['--port', String(port), '--namespace', namespace],
    store === null ? [] : ['--db-filename', store.file],
    DYNAMIC_CONFIG.flatMap((value) => ['--dynamic-config-value', value]),
  );
}

const DYNAMIC_CONFIG = [
  'frontend.enableUpdateWorkflowExecution=true',
  'frontend.enableUpdateWorkflowExecutionAsyncAccepted=true',
  'frontend.enableExecuteMultiOperation=true',
  'system.enableActivityEagerExecution=true',
];

const pidFileIn = (folder: string) => join(folder, 'server.pid');

interface Store {
  readonly folder: string;
  readonly file: string;
  /** There when the store has once been filled from the record. */
  readonly filled: string;
}

/** The store of this version of the server: it changes its schema only for a new file. */
function storeIn(folder: string, binary: string): Store {
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const version = /Server ([\d.]+)/.exec(stdout)?.[1] ?? 'unknown';
  const file = join(folder, `temporal-${version}.db`);
  const filled = `${file}.filled`;
  // A mark without its store speaks of one that was lost.
  if (!existsSync(file)) rmSync(filled, { force: true });
  return { folder, file, filled };
}

/**
 * Keeps a store that no server starts with for whoever wants to know why; the record has it all.
 */
function putAside({ file, filled }: Store): void {
  for (const part of [file, `${file}-wal`, `${file}-shm`, filled]) {
    if (existsSync(part)) renameSync(part, `${part}.unusable`);
  }
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
