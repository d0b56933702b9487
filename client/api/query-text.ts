import type { FastifyInstance } from 'fastify';
import { checkedText, shortName } from './json-body.ts';
import { problem } from './problem.ts';

// What a decoder puts where bytes were no UTF-8.
const BROKEN = '\ufffd';

/** Holds the texts of addresses to what holds for bodies: UTF-8, no control characters, NFC. */
export function checkQueries(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    const query = (request.query ?? {}) as Record<string, unknown>;
    for (const [name, value] of Object.entries(query)) {
      const field = shortName(name);
      if (Array.isArray(value)) throw problem('INVALID_FIELD', { field });
      if (typeof value !== 'string') continue;
      if (`${name}${value}`.includes(BROKEN)) throw problem('MALFORMED_REQUEST');
      query[name] = checkedText(value, field);
    }
  });
}
