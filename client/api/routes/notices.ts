import { z } from 'zod';
import { maySet } from '../../../domain/authority/settings.ts';
import { NOTICE_KINDS } from '../../../domain/notices/notice.ts';
import { NOTICE_STATES, findNotice, listNotices } from '../../../records/notices-list.ts';
import { markSeen, resendNotice } from '../../../records/notices-seen.ts';
import { bodiesOf, seeing } from '../cases.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { once, send } from '../once.ts';
import { allow, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import { instantOut, listOf, pageOf, paging, uuid } from '../schemas/basics.ts';
import { namesOut } from '../schemas/incident.ts';
import { namesIn } from '../views/names.ts';

const noticeOut = z
  .object({
    id: z.string(),
    caseId: z.string().nullable(),
    number: z.string().nullable(),
    kind: z.enum(NOTICE_KINDS),
    state: z.enum(NOTICE_STATES),
    person: z.string().nullable(),
    office: z.string().nullable(),
    address: z.string().nullable(),
    urgent: z.boolean(),
    drill: z.boolean(),
    due: instantOut.nullable(),
    sendAfter: instantOut,
    nextAttempt: instantOut.nullable(),
    attempts: z.number().int(),
    words: z.string().nullable(),
    messageId: z.string().nullable(),
    sentAt: instantOut.nullable(),
    seenAt: instantOut.nullable(),
    seenDue: instantOut.nullable(),
    escalations: z.number().int(),
  })
  .meta({ id: 'Notice' });

const params = z.strictObject({ id: uuid });

/** Letters: one's own, and for who looks after the mail all that a case does not hide from them. */
export function noticeRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/notices',
    config: READS,
    schema: {
      operationId: 'listNotices',
      tags: ['notices'],
      summary: 'My letters; for the administrators of the Ministry all, unless mine are asked for',
      querystring: z.strictObject({
        mine: z.enum(['true', 'false', '1', '0', '']).optional(),
        state: z.enum(NOTICE_STATES).optional(),
        ...paging,
      }),
      response: { 200: listOf(noticeOut).extend({ names: namesOut }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const { mine, state, page, size } = request.query;
      const seesAll = maySet(who.actor, 'resend-notice', null, who.directory) === null;
      const isMine = !seesAll || ['true', '1', ''].includes(mine ?? 'false');
      const filter = {
        person: isMine ? who.actor.person : undefined,
        state,
        asking: bodiesOf(who),
      };
      const { notices, total } = await listNotices(deps.db, filter, pageOf(request.query));
      const named = notices.map(({ person, office }) => ({ person, office }));
      const names = await namesIn(deps.db, who.directory, named);
      return { items: [...notices], total, page, size, names };
    },
  });
  app.route({
    method: 'POST',
    url: '/notices/:id/seen',
    config: CHANGES,
    schema: {
      operationId: 'markNoticeSeen',
      tags: ['notices'],
      summary: 'I have seen this letter',
      params,
      body: z.strictObject({}),
      response: { 200: z.object({ seen: z.literal(true) }) },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const { id } = request.params;
      // To its receiver a letter is there, whatever else is hidden from their office.
      const notice = await findNotice(deps.db, id, []);
      if (notice === null || notice.person !== who.actor.person) throw problem('NOT_FOUND');
      const answer = await once(deps, request, async (tx) => {
        await markSeen(tx, seeing(who), { notice: id }, who.now);
        return { status: 200, body: { seen: true as const } };
      });
      return send(reply, answer);
    },
  });
  app.route({
    method: 'POST',
    url: '/notices/:id/resend',
    config: CHANGES,
    schema: {
      operationId: 'resendNotice',
      tags: ['notices'],
      summary: 'Send a letter again, to the address that its receiver has now',
      params,
      body: z.strictObject({}),
      response: { 200: z.object({ sent: z.literal('again') }) },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const { id } = request.params;
      allow(maySet(who.actor, 'resend-notice', null, who.directory));
      if ((await findNotice(deps.db, id, bodiesOf(who))) === null) throw problem('NOT_FOUND');
      const answer = await once(deps, request, async (tx) => {
        allow(await resendNotice(tx, seeing(who), id, who.now));
        return { status: 200, body: { sent: 'again' as const } };
      });
      return send(reply, answer);
    },
  });
}
