import type { Binaries } from './stand-ins.ts';

interface Setup {
  temporalServer(): Promise<{ server: string; sql: string }>;
  temporalCli(): Promise<string | null>;
}

/**
 * The Temporal server, its schema tool and its CLI, by the set-up's own search (built if need be).
 */
export async function temporalBinaries(): Promise<Binaries> {
  const set = (await import(
    new URL('../../scripts/setup/temporal.mjs', import.meta.url).href
  )) as Setup;
  const cli = await set.temporalCli();
  if (cli === null) throw new Error('TEMPORAL_ADDRESS is set: the topology needs a CLI of its own');
  return { ...(await set.temporalServer()), cli };
}
