import type { FastifyInstance } from 'fastify';
import type { ApiDependencies } from '../deps.ts';
import type { Api } from '../routing.ts';
import { actRoutes } from './acts.ts';
import { documentRoutes } from './documents.ts';
import { incidentPartRoutes } from './incident-parts.ts';
import { incidentRoutes } from './incidents.ts';
import { sessionRoutes } from './session.ts';

const SUBJECTS: readonly ((app: Api, deps: ApiDependencies) => void)[] = [
  sessionRoutes,
  incidentRoutes,
  actRoutes,
  incidentPartRoutes,
  documentRoutes,
];

/** Every route of the API, by subject. */
export async function registerRoutes(app: FastifyInstance, deps: ApiDependencies): Promise<void> {
  await app.register(
    async (inside) => {
      for (const subject of SUBJECTS) subject(inside as unknown as Api, deps);
    },
    { prefix: '/api/v1' },
  );
}
