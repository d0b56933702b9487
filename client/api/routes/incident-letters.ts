import { z } from 'zod';
import { NOTICE_KINDS } from '../../../domain/notices/notice.ts';
import { NOTICE_STATES, listNotices } from '../../../records/notices-list.ts';
import { bodiesOf, openCase } from '../cases.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Api } from '../routing.ts';
import { READS } from '../routing.ts';
import { caseRef, instantOut } from '../schemas/basics.ts';
import { namesOut } from '../schemas/incident.ts';
import { caseLetters } from '../views/case-letters.ts';
import { namesIn } from '../views/names.ts';

// More letters than a case of several years has; the newest are told.
const MOST = 1_000;

const letterOut = z
  .object({
    id: z.string(),
    kind: z.enum(NOTICE_KINDS),
    state: z.enum(NOTICE_STATES),
    person: z.string().nullable(),
    office: z.string().nullable(),
    urgent: z.boolean(),
    sendAfter: instantOut,
    sentAt: instantOut.nullable(),
    seenAt: instantOut.nullable(),
  })
  .meta({ id: 'CaseLetter' });

/** Whom letters told of a case: part of its story. */
export function incidentLetterRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/incidents/:case/letters',
    config: READS,
    schema: {
      operationId: 'listCaseLetters',
      tags: ['incidents'],
      summary: 'The letters of a case in order: to whom, how they stand, when they were seen',
      params: z.strictObject({ case: caseRef }),
      response: { 200: z.object({ items: z.array(letterOut), names: namesOut }) },
    },
    async handler(request) {
      const opened = await openCase(deps, request, request.params.case, 'letters');
      const filter = { caseId: opened.incident.id, asking: bodiesOf(opened.who) };
      const { notices } = await listNotices(deps.db, filter, { limit: MOST, offset: 0 });
      const items = caseLetters(opened, notices);
      return { items, names: await namesIn(deps.db, opened.who.directory, items) };
    },
  });
}
