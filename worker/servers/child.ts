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
  const ended = new Promise<void>((resolve) => {
    if (hasEnded(child)) resolve();
    child.once('exit', () => resolve());
    // A program that is not there or may not be run never begins, and never ends.
    child.once('error', () => resolve());
  });
  return {
    pid: child.pid ?? 0,
    ended,
    async stop() {
      if (hasEnded(child) || child.pid === undefined) return;
      child.kill(politely);
      const late = setTimeout(() => child.kill('SIGKILL'), patience);
      await ended;
      clearTimeout(late);
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** A server ended by itself before it served. */
export class EndedAtOnce extends Error {
  constructor(what: string, logFile: string) {
    super(`${what} ends as soon as it is started; its words are in ${logFile}`);
    this.name = 'EndedAtOnce';
  }
}

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

/**
 * Asks again and again until a server serves. Throws `EndedAtOnce` when it has ended, and an error
 * with its name when it does not serve in time; then it has been stopped.
 */
export async function untilServing(
  what: string,
  server: RunningServer,
  options: { readonly logFile: string; readonly seconds: number },
  serves: () => Promise<boolean>,
): Promise<void> {
  const { logFile, seconds } = options;
  let ended = false;
  void server.ended.then(() => (ended = true));
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    if (await serves().catch(() => false)) return;
    if (ended) throw new EndedAtOnce(what, logFile);
    if (Date.now() > deadline) {
      await server.stop();
      throw new Error(`${what} does not serve after ${seconds} s; its words are in ${logFile}`);
    }
    await pause(50);
  }
}
