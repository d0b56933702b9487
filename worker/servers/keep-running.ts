import type { Logger } from 'pino';
import type { RunningServer } from './child.ts';

/**
 * Keeps a server running: when its process ends by itself, it is started again on the same port,
 * with growing pauses while that fails. Nobody who is connected has to be told anything.
 */
export async function keepRunning<S extends RunningServer & { readonly port: number }>(
  name: string,
  start: (port?: number) => Promise<S>,
  log: Logger,
): Promise<{ readonly first: S; stop(): Promise<void> }> {
  let stopping = false;
  let current = await start();
  const first = current;
  const watched = (async () => {
    for (;;) {
      await current.ended;
      if (stopping) return;
      log.warn({ server: name }, 'a server has ended and is started again');
      for (let pause = 250; ; pause = Math.min(pause * 2, 10_000)) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        if (stopping) return;
        try {
          current = await start(first.port);
          if (stopping) await current.stop();
          break;
        } catch (error) {
          log.error({ server: name, err: error }, 'it could not be started');
        }
      }
    }
  })();
  return {
    first,
    async stop() {
      stopping = true;
      await current.stop();
      await watched;
    },
  };
}
