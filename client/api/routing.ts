import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';

/** The server as the routes see it: schemas in zod give their handlers' types. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** An answer without a body. */
export const nothing = z.undefined().meta({ description: 'Done; there is nothing to say.' });

/** A route that reads, for somebody who has chosen a capacity. */
export const READS = { needs: 'capacity' } as const;

/** A route that changes something: the same request may come twice, under the same key. */
export const CHANGES = { needs: 'capacity', keyed: true } as const;
