import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A server process of ours. */
export interface RunningServer {
  readonly pid: number;
  /** Ends it in order; when it does not end in time, at once. */
  stop(): Promise<void>;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

/** Wraps a child so that it can be stopped once, by a polite signal and then by force. */
export function serverOf(
  child: ChildProcess,
  politely: NodeJS.Signals,
  patience = 10_000,
): RunningServer {
  const ended = child.exitCode === null ? once(child, 'exit').then(() => undefined) : settled;
  return {
    pid: child.pid ?? 0,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(politely);
      const late = setTimeout(() => child.kill('SIGKILL'), patience);
      await ended;
      clearTimeout(late);
    },
  };
}

const settled = Promise.resolve();

/** A port that is free on this machine's loopback now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

/** Asks again and again until something is ready; throws with `what` when the time is over. */
export async function untilReady(
  what: string,
  seconds: number,
  isReady: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    if (await isReady().catch(() => false)) return;
    if (Date.now() > deadline) throw new Error(`${what} was not ready after ${seconds} s`);
    await pause(50);
  }
}
