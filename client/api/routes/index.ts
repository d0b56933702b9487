import type { FastifyInstance } from 'fastify';
import type { ApiDependencies } from '../deps.ts';
import type { Api } from '../routing.ts';
import { actRoutes } from './acts.ts';
import { authorityRoutes } from './authority.ts';
import { calendarRoutes } from './calendars.ts';
import { delegationRoutes } from './delegations.ts';
import { difficultyRoutes } from './difficulties.ts';
import { documentRoutes } from './documents.ts';
import { drillRoutes } from './drill.ts';
import { engineRoutes } from './engine.ts';
import { healthRoutes } from './health.ts';
import { holdingRoutes } from './holdings.ts';
import { incidentLetterRoutes } from './incident-letters.ts';
import { incidentPartRoutes } from './incident-parts.ts';
import { incidentRoutes } from './incidents.ts';
import { logRoutes } from './log.ts';
import { mailRoutes } from './mail.ts';
import { noticeRoutes } from './notices.ts';
import { officeRoutes } from './offices.ts';
import { passwordRoutes } from './passwords.ts';
import { peopleRoutes } from './people.ts';
import { planPartRoutes } from './plan-parts.ts';
import { planRoutes } from './plans.ts';
import { registerRoutes as exchangeRegisterRoutes } from './register.ts';
import { reportCycleRoutes } from './report-cycles.ts';
import { reportFileRoutes } from './report-files.ts';
import { reportImportRoutes } from './report-import.ts';
import { reportPartRoutes } from './report-parts.ts';
import { reportRoutes } from './reports.ts';
import { ruleRoutes } from './rules.ts';
import { sessionRoutes } from './session.ts';
import { taskPartRoutes } from './task-parts.ts';
import { taskRoutes } from './tasks.ts';
import { treatyRoutes } from './treaty.ts';

const SUBJECTS: readonly ((app: Api, deps: ApiDependencies) => void)[] = [
  sessionRoutes,
  officeRoutes,
  peopleRoutes,
  holdingRoutes,
  passwordRoutes,
  delegationRoutes,
  incidentRoutes,
  actRoutes,
  incidentPartRoutes,
  incidentLetterRoutes,
  documentRoutes,
  noticeRoutes,
  mailRoutes,
  ruleRoutes,
  calendarRoutes,
  treatyRoutes,
  authorityRoutes,
  exchangeRegisterRoutes,
  reportCycleRoutes,
  reportRoutes,
  reportPartRoutes,
  reportFileRoutes,
  reportImportRoutes,
  planRoutes,
  planPartRoutes,
  taskRoutes,
  taskPartRoutes,
  difficultyRoutes,
  logRoutes,
  drillRoutes,
  engineRoutes,
];

/** Every route of the API, by subject. */
export async function registerRoutes(app: FastifyInstance, deps: ApiDependencies): Promise<void> {
  healthRoutes(app as unknown as Api, deps);
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.register(
    async (inside) => {
      for (const subject of SUBJECTS) subject(inside as unknown as Api, deps);
    },
    { prefix: '/api/v1' },
  );
}
