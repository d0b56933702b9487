import { z } from 'zod';
import { mayOnTask } from '../../../domain/tasks/authority.ts';
import type { TaskActKind } from '../../../domain/tasks/act.ts';
import { MOST_BYTES, storeDocumentOf } from '../../../records/documents.ts';
import { factsOf } from '../../../records/facts.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { once, requestHashOf, send } from '../once.ts';
import { problem } from '../problem.ts';
import { findTask, namesWithEnded, openTaskFor } from '../tasks.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
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
    config: { ...CHANGES, binary: true },
    bodyLimit: MOST_BYTES,
    schema: {
      operationId: 'addTaskFile',
      tags: ['tasks'],
      summary: 'Store the bytes of a document of a task; an act names it by the checksum',
      description:
        'The body is the file itself (application/octet-stream). The same bytes have the same ' +
        'checksum and are kept once. No secret content: such a document is named by its ' +
        'checksum alone.',
      params,
      response: { 201: storedOut },
    },
    async handler(request, reply) {
      const bytes: unknown = request.body;
      if (!(bytes instanceof Buffer) || bytes.length === 0) {
        throw problem('INVALID_FIELD', { field: 'body' });
      }
      const who = await actingIn(deps, request);
      const task = await findTask(deps, who, request.params.task);
      const refusals = BRINGING.map((act) => mayOnTask(who.actor, act, task, who.directory));
      if (!refusals.includes(null)) throw problem('FORBIDDEN', { action: 'submit-product' });
      const asked = requestHashOf(request, bytes.toString('base64'));
      const work = async (tx: Parameters<typeof storeDocumentOf>[0]) => ({
        status: 201 as const,
        body: await storeDocumentOf(tx, task.id, bytes, who.now),
      });
      return send(reply, await once(deps, request, work, asked));
    },
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
