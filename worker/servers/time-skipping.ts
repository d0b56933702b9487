import { Connection } from '@temporalio/client';
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningServer } from './child.ts';
import { freePort, serverOf, untilServing } from './child.ts';
import { endLeftOver, notePid } from './processes.ts';

export interface TimeSkippingServer extends RunningServer {
  readonly address: string;
}

/**
 * Starts Temporal's time-skipping server; it keeps nothing and begins with the time of now. In a
 * `folder`, one that a killed parent left over is ended first.
 */
export async function startTimeSkipping(options: {
  readonly binary: string;
  readonly logFile: string;
  readonly folder?: string;
}): Promise<TimeSkippingServer> {
  const pidFile = options.folder === undefined ? null : join(options.folder, 'time-skipping.pid');
  if (pidFile !== null) await endLeftOver(pidFile);
  const port = await freePort();
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(options.binary, [String(port)], {
    stdio: ['ignore', log, log],
    detached: true,
  });
  const server = serverOf(child, 'SIGTERM');
  if (pidFile !== null) notePid(pidFile, server.pid);
  const address = `127.0.0.1:${port}`;
  const { logFile } = options;
  await untilServing('The time-skipping server', server, { logFile, seconds: 60 }, () =>
    serves(address),
  );
  return { ...server, address };
}

async function serves(address: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  await connection.close();
  return true;
}
