import { z } from 'zod';
import { mayOnTask } from '../../../domain/tasks/authority.ts';
import type { TaskActKind } from '../../../domain/tasks/act.ts';
import { factsOf } from '../../../records/facts.ts';
import type { ApiDependencies } from '../deps.ts';
import { problem } from '../problem.ts';
import { NAMED_LATER, TAKES_FILE, storeFile } from '../store-file.ts';
import { findTask, namesWithEnded, openTaskFor } from '../tasks.ts';
import type { Api } from '../routing.ts';
import { READS } from '../routing.ts';
import { language } from '../schemas/basics.ts';
import { namesOut, timelineEntry } from '../schemas/incident.ts';
import { storedOut } from '../schemas/stored-document.ts';
import { taskRef } from '../schemas/task-refs.ts';
import { taskTimeline } from '../views/task-timeline.ts';

const params = z.strictObject({ task: taskRef });

// Whoever may do one of these brings documents to a task.
const BRINGING: readonly TaskActKind[] = [
  'submit-product',
  'make-contribution',
  'register-decision',
  'issue-regulation',
  'record-inspection',
];

/** What belongs to a task: the bytes of its documents, and what happened to it. */
export function taskPartRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/tasks/:task/files',
    ...TAKES_FILE,
    schema: {
      operationId: 'addTaskFile',
      tags: ['tasks'],
      summary: 'Store the bytes of a document of a task; an act names it by the checksum',
      description: NAMED_LATER,
      params,
      response: { 201: storedOut },
    },
    handler: (request, reply) =>
      storeFile(deps, request, reply, async (who) => {
        const task = await findTask(deps, who, request.params.task);
        const refusals = BRINGING.map((act) => mayOnTask(who.actor, act, task, who.directory));
        if (!refusals.includes(null)) throw problem('FORBIDDEN', { action: 'submit-product' });
        return task;
      }),
  });
  app.route({
    method: 'GET',
    url: '/tasks/:task/timeline',
    config: READS,
    schema: {
      operationId: 'getTaskTimeline',
      tags: ['tasks'],
      summary: 'What happened to a task, told in whole sentences',
      params,
      querystring: z.strictObject({ lang: language.optional() }),
      response: { 200: z.object({ items: z.array(timelineEntry), names: namesOut }) },
    },
    async handler(request) {
      const opened = await openTaskFor(deps, request, request.params.task, 'timeline');
      const { task, who } = opened;
      const facts = await factsOf(deps.db, `task/${task.id}`);
      const homes = task.homes.map(({ office }) => office);
      const names = await namesWithEnded(deps, who, homes, facts);
      const asked = request.query.lang ?? who.language;
      const items = taskTimeline(facts, { language: asked, names, rules: who.rules, task });
      return { items, names };
    },
  });
}
