import type { FastifyInstance } from 'fastify';
import type { ApiDependencies } from './deps.ts';

// Nothing of the product comes from anywhere else, and nobody puts it into a frame.
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

/** Puts the headers on every answer that keep it where it belongs. */
export function secure(app: FastifyInstance, deps: Pick<ApiDependencies, 'drill'>): void {
  app.addHook('onSend', async (request, reply) => {
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!reply.hasHeader(name)) void reply.header(name, value);
    }
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
    if (deps.drill !== null) void reply.header('homat-drill', 'true');
  });
}
