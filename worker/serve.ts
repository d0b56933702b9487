import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeliverNotices } from '../activities/deliver-notices.ts';
import { createDeliverNotices } from '../activities/deliver-notices.ts';
import { openMailTransport } from '../activities/mail/transport.ts';
import { createApi } from '../client/api/create-api.ts';
import type { Config } from '../config/schema.ts';
import type { Parts } from './parts.ts';
import { placeOf } from './place-of.ts';
import { heartbeat, relayErrands } from './roles/errands.ts';
import { startRelay } from './roles/relay.ts';
import { startWorkers } from './roles/workers.ts';

export const ROLES = ['api', 'worker', 'relay'] as const;
export type Role = (typeof ROLES)[number];

/** The roles that one process plays. */
export interface Served {
  /** Where the API listens; null when it is not one of the roles. */
  readonly url: string | null;
  stop(): Promise<void>;
}

/** Plays roles in this process; any number of processes may play the same ones. */
export async function serve(parts: Parts, config: Config, roles: readonly Role[]): Promise<Served> {
  const stops: (() => Promise<void>)[] = [];
  const transport = openMailTransport({
    url: parts.places.smtpUrl,
    from: process.env['HOMAT_MAIL_FROM'] ?? 'ho-mat@localhost.localdomain',
  });
  const notices = noticesOf(parts, transport);
  const errands = [];
  if (roles.includes('worker')) {
    const workers = startWorkers(parts, notices);
    stops.push(() => workers.stop());
    errands.push(heartbeat(parts, 'worker', workers.running));
  }
  if (roles.includes('relay')) {
    errands.push(
      ...relayErrands(parts, notices),
      heartbeat(parts, 'relay', () => true),
    );
  }
  const relay = startRelay(errands, parts.log);
  stops.push(() => relay.stop());
  const stop = async (): Promise<void> => {
    // The door first, then what works behind it.
    for (const one of stops.splice(0).reverse()) await one();
    transport.close();
  };
  let url: string | null = null;
  if (roles.includes('api')) {
    const api = createApi({
      db: parts.db,
      engine: parts.engine,
      clock: parts.clock,
      standing: parts.standing,
      brought: parts.brought,
      config,
      logger: parts.log,
      drill: parts.drill,
      mailFolder: parts.places.sinkFolder,
      parts: ['worker', 'relay'],
    });
    stops.push(() => api.close());
    url = await api.listen({ host: config.host, port: config.port }).catch(async (error) => {
      await stop();
      throw error;
    });
  }
  return { url, stop };
}

function noticesOf(parts: Parts, transport: ReturnType<typeof openMailTransport>): DeliverNotices {
  const { db, clock, standing, places } = parts;
  return createDeliverNotices({
    db,
    transport,
    clock,
    standing,
    link: ({ number }) => `${places.publicUrl}/${placeOf(number ?? '')}`,
  });
}

/** Tells the command line of this machine where the product runs. */
export function tellWhere(dataFolder: string, url: string): void {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'running.json');
  writeFileSync(`${file}.part`, JSON.stringify({ url, pid: process.pid }));
  renameSync(`${file}.part`, file);
}
