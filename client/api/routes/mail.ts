import { z } from 'zod';
import { maySet } from '../../../domain/authority/settings.ts';
import { worksOnCases } from '../../../domain/incident/readers.ts';
import type { KeptLetter } from '../../../records/letters.ts';
import { listLetters, readLetter } from '../../../records/letters.ts';
import { personById } from '../../../records/people.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Acting } from '../identify.ts';
import { actingIn } from '../identify.ts';
import { Problem, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { READS } from '../routing.ts';
import { instantOut, listOf, pageOf, paging } from '../schemas/basics.ts';

const letterOut = z
  .object({
    id: z.string(),
    messageId: z.string(),
    to: z.array(z.string()).readonly(),
    from: z.string().nullable(),
    subject: z.string(),
    date: instantOut.nullable(),
    receivedAt: instantOut,
    copies: z.number().int(),
  })
  .meta({ id: 'Letter' });

interface Sink {
  readonly folder: string;
  readonly isMine: (letter: KeptLetter) => boolean;
}

/** The letters that the sink inside has taken, where no mail server is set. */
export function mailRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/mail',
    config: READS,
    schema: {
      operationId: 'listMail',
      tags: ['notices'],
      summary: 'The letters in the sink, newest first',
      querystring: z.strictObject(paging),
      response: { 200: listOf(letterOut) },
    },
    async handler(request) {
      const { folder, isMine } = await openSink(deps, await actingIn(deps, request));
      const { page, size } = request.query;
      const { limit, offset } = pageOf(request.query);
      const all = (await listLetters(folder)).filter(isMine);
      return { items: all.slice(offset, offset + limit), total: all.length, page, size };
    },
  });
  app.route({
    method: 'GET',
    url: '/mail/:id',
    config: READS,
    schema: {
      operationId: 'getMail',
      tags: ['notices'],
      summary: 'A letter in the sink',
      params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/) }),
      response: { 200: letterOut.extend({ text: z.string() }) },
    },
    async handler(request) {
      const { folder, isMine } = await openSink(deps, await actingIn(deps, request));
      const letter = await readLetter(folder, request.params.id);
      if (letter === null || !isMine(letter)) throw problem('NOT_FOUND');
      return letter;
    },
  });
}

/**
 * Which letters somebody may read: who looks after the mail all; in a demonstration everybody their
 * own and their office's. Nobody finds a case by the letters of others that was kept from them.
 */
async function openSink(deps: ApiDependencies, who: Acting): Promise<Sink> {
  const { mailFolder: folder, config, drill } = deps;
  if (folder === null) throw problem('NOT_FOUND');
  const { actor, directory } = who;
  const refusal = maySet(actor, 'read-mail', null, directory);
  if (refusal === null) return { folder, isMine: () => true };
  if (!config.demo && drill === null) throw new Problem(refusal);
  const person = await personById(deps.db, actor.person);
  const mailbox = worksOnCases(actor.capacity) ? directory.office(actor.office)?.email : null;
  const mine = new Set([person?.email, mailbox].map((address) => address?.toLowerCase()));
  return { folder, isMine: (letter) => letter.to.some((to) => mine.has(to.toLowerCase())) };
}
