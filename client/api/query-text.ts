import type { FastifyInstance } from 'fastify';
import { checkedText, shortName } from './json-body.ts';
import { problem } from './problem.ts';

// What stands where bytes were no UTF-8.
const BROKEN = '\ufffd';

/** Reads the part of an address behind the `?`; what is no UTF-8 is marked and refused later. */
export function parseQuery(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decoded(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decoded(pair.slice(at + 1));
    const known = Object.hasOwn(query, name) ? query[name] : undefined;
    const all = known === undefined ? value : [known, value].flat();
    // Not by assignment: `__proto__` is a name like any other.
    Object.defineProperty(query, name, { value: all, enumerable: true, writable: true });
  }
  return query;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return BROKEN;
  }
}

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
