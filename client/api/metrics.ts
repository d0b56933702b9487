import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { ApiDependencies } from './deps.ts';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Technical counts for Prometheus. No route, office or case is a label, and nothing here counts
 * cases, facts or letters: nobody finds by it that something was kept from them.
 */
export function measure(app: FastifyInstance, deps: ApiDependencies): void {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: 'homat_' });
  const faults = new Counter({
    name: 'homat_http_faults_total',
    help: 'Answers that were a fault of the product (5xx).',
    registers: [register],
  });
  const duration = new Histogram({
    name: 'homat_http_duration_seconds',
    help: 'How long answers took.',
    buckets: BUCKETS,
    registers: [register],
  });
  new Gauge({
    name: 'homat_database_connections',
    help: 'Connections of this process to the database.',
    labelNames: ['state'],
    registers: [register],
    collect() {
      const { totalCount, idleCount, waitingCount } = deps.db.pool;
      this.set({ state: 'idle' }, idleCount);
      this.set({ state: 'busy' }, totalCount - idleCount);
      this.set({ state: 'waiting' }, waitingCount);
    },
  });
  app.addHook('onResponse', async (_request, reply) => {
    if (reply.statusCode >= 500) faults.inc();
    duration.observe(reply.elapsedTime / 1_000);
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(register.contentType).send(await register.metrics()),
  );
}
