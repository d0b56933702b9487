import { Connection } from '@temporalio/client';
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import type { RunningServer } from './child.ts';
import { freePort, serverOf, untilReady } from './child.ts';

export interface TimeSkippingServer extends RunningServer {
  readonly address: string;
}

/** Starts Temporal's time-skipping server; it keeps nothing and begins with the time of now. */
export async function startTimeSkipping(options: {
  readonly binary: string;
  readonly logFile: string;
}): Promise<TimeSkippingServer> {
  const port = await freePort();
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(options.binary, [String(port)], {
    stdio: ['ignore', log, log],
    detached: true,
  });
  const server = serverOf(child, 'SIGTERM');
  const address = `127.0.0.1:${port}`;
  await untilReady('The time-skipping server', 60, () => serves(address)).catch(
    async (error: unknown) => {
      await server.stop();
      throw error;
    },
  );
  return { ...server, address };
}

async function serves(address: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  await connection.close();
  return true;
}
