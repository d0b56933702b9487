import { z } from 'zod';
import { listTasks } from '../../../records/tasks-list.ts';
import { loadRun } from '../../../records/plans.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { requestHashOf } from '../once.ts';
import { carryTaskAct } from '../task-acts.ts';
import { namesWithEnded, planOfTask, showTaskFor, taskReadingFor } from '../tasks.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import { language, listOf, officeId, pageOf, paging, text } from '../schemas/basics.ts';
import { doneOut, namesOut, pendingOut } from '../schemas/incident.ts';
import { taskActIn } from '../schemas/task-acts.ts';
import { listedTask, taskOut, taskRole, taskStage, taskStanding } from '../schemas/task-out.ts';
import { planFilter, planTaskId, taskRef } from '../schemas/task-refs.ts';
import { namesIn } from '../views/names.ts';
import { taskView } from '../views/task-view.ts';

const params = z.strictObject({ task: taskRef });
const querystring = z.strictObject({ lang: language.optional() });

/** The tasks of offices: listed, opened, acted on. */
export function taskRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/tasks',
    config: READS,
    schema: {
      operationId: 'listTasks',
      tags: ['tasks'],
      summary: 'The tasks that I may read; mine by time left, or those that wait for my desk',
      querystring: z.strictObject({
        plan: planFilter.optional(),
        task: planTaskId.optional(),
        office: officeId.optional(),
        desk: z.union([z.literal('mine'), officeId]).optional(),
        stage: taskStage.optional(),
        standing: taskStanding.optional(),
        role: taskRole.optional(),
        phase: z.string().max(80).optional(),
        mine: z.enum(['true', 'false']).optional(),
        search: text(200).optional(),
        sort: z.enum(['time-left', 'office']).default('office'),
        ...paging,
      }),
      response: { 200: listOf(listedTask).extend({ names: namesOut }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const { page, size, mine, ...filter } = request.query;
      const asked = { ...filter, mine: mine === 'true' };
      const found = await listTasks(deps.db, taskReadingFor(who), asked, pageOf(request.query));
      const mentioned = found.items.map(({ office, desk, named }) => [office, desk, named]);
      const names = await namesIn(deps.db, who.directory, mentioned);
      const items = found.items.map(({ nextRule, ...one }) => ({
        ...one,
        nextClock: nextRule === null ? null : who.rules.clock(nextRule).name,
      }));
      return { items, total: found.total, page, size, names };
    },
  });
  app.route({
    method: 'GET',
    url: '/tasks/:task',
    config: READS,
    schema: {
      operationId: 'getTask',
      tags: ['tasks'],
      summary: 'A task with its passage, the five clears and its products; that I read it is kept',
      params,
      querystring,
      response: { 200: taskOut },
    },
    async handler(request) {
      const opened = await showTaskFor(deps, request, request.params.task);
      const { task, who, contributed } = opened;
      const run = await loadRun(deps.db, task.plan.run);
      const view = taskView(opened, {
        plan: await planOfTask(deps, task),
        run: run?.number ?? '',
        language: request.query.lang ?? who.language,
      });
      const homes = task.homes.map(({ office }) => office);
      const shown = { ...view, contributed };
      return { ...shown, names: await namesWithEnded(deps, who, homes, shown) };
    },
  });
  app.route({
    method: 'POST',
    url: '/tasks/:task/acts',
    config: CHANGES,
    schema: {
      operationId: 'actOnTask',
      tags: ['tasks'],
      summary: 'Do an act on a task; 202 when its outcome is not known yet',
      params,
      body: taskActIn,
      response: { 200: doneOut, 202: pendingOut },
    },
    async handler(request, reply) {
      const { params: of, body: act } = request;
      const asked = { idOrNumber: of.task, act, requestHash: requestHashOf(request) };
      const came = await carryTaskAct(deps, request, asked);
      if ('see' in came) void reply.code(202).header('location', came.see);
      return came;
    },
  });
}
