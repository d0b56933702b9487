import { z } from 'zod';
import { mayOnDifficulty } from '../../../domain/difficulties/authority.ts';
import { listDifficulties } from '../../../records/difficulties-list.ts';
import { factsOf } from '../../../records/facts.ts';
import { numberOfPlan } from '../../../records/plans-list.ts';
import type { ApiDependencies } from '../deps.ts';
import { difficultyReadingFor, findDifficulty, openDifficulty } from '../difficulties.ts';
import { askDifficulty, beginDifficulty, carryDifficultyAct } from '../difficulty-acts.ts';
import { actingIn } from '../identify.ts';
import { once, requestHashOf, send } from '../once.ts';
import { allow } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import { language, listOf, officeId, pageOf, paging, text } from '../schemas/basics.ts';
import { difficultyActIn, newDifficulty } from '../schemas/difficulty-acts.ts';
import {
  difficultyOut,
  difficultyStage,
  listedDifficulty,
  raisedOut,
} from '../schemas/difficulty-out.ts';
import { doneOut, namesOut, pendingOut, timelineEntry } from '../schemas/incident.ts';
import { storedOut } from '../schemas/stored-document.ts';
import { difficultyRef, planFilter, planTaskId } from '../schemas/task-refs.ts';
import { NAMED_LATER, TAKES_FILE, storeFile } from '../store-file.ts';
import { namesWithEnded } from '../tasks.ts';
import { difficultyTimeline } from '../views/difficulty-timeline.ts';
import { difficultyView } from '../views/difficulty-view.ts';
import { namesIn } from '../views/names.ts';

const params = z.strictObject({ difficulty: difficultyRef });
const querystring = z.strictObject({ lang: language.optional() });

/** What hinders bodies: raised, listed, opened, answered or passed up, told. */
export function difficultyRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/difficulties',
    config: CHANGES,
    schema: {
      operationId: 'raiseDifficulty',
      tags: ['difficulties'],
      summary: 'Raise a difficulty; its number is given whatever the engine does',
      body: newDifficulty,
      response: { 201: raisedOut },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const drill = deps.drill !== null;
      const answer = await once(deps, request, async (tx) => ({
        status: 201,
        body: await askDifficulty(tx, who, request.body, drill),
      }));
      beginDifficulty(deps, answer.body.id);
      return send(reply, answer);
    },
  });
  app.route({
    method: 'GET',
    url: '/difficulties',
    config: READS,
    schema: {
      operationId: 'listDifficulties',
      tags: ['difficulties'],
      summary: 'The difficulties that I may read: raised by us, lying with us or below us',
      querystring: z.strictObject({
        plan: planFilter.optional(),
        task: planTaskId.optional(),
        office: officeId.optional(),
        holder: z.union([z.literal('mine'), officeId]).optional(),
        stage: difficultyStage.optional(),
        mine: z.enum(['true', 'false']).optional(),
        search: text(200).optional(),
        sort: z.enum(['time-left', '-raised']).default('-raised'),
        ...paging,
      }),
      response: { 200: listOf(listedDifficulty).extend({ names: namesOut }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const { page, size, mine, ...filter } = request.query;
      const asked = { ...filter, mine: mine === 'true' };
      const offices = difficultyReadingFor(who);
      const found = await listDifficulties(deps.db, offices, asked, pageOf(request.query));
      const mentioned = found.items.map(({ office, holder }) => [office, holder]);
      const names = await namesIn(deps.db, who.directory, mentioned);
      return { items: [...found.items], total: found.total, page, size, names };
    },
  });
  app.route({
    method: 'GET',
    url: '/difficulties/:difficulty',
    config: READS,
    schema: {
      operationId: 'getDifficulty',
      tags: ['difficulties'],
      summary: 'A difficulty with everybody it lay with; that I read it is kept',
      params,
      querystring,
      response: { 200: difficultyOut },
    },
    async handler(request) {
      const { difficulty: ref } = request.params;
      const opened = await openDifficulty(deps, request, ref, 'difficulty');
      const { who, difficulty } = opened;
      const { about, drill } = difficulty;
      const planNumber = about && (await numberOfPlan(deps.db, about.plan, drill));
      const asked = request.query.lang ?? who.language;
      const view = { ...difficultyView(opened, asked), planNumber };
      return { ...view, names: await namesWithEnded(deps, who, officesOf(difficulty), view) };
    },
  });
  app.route({
    method: 'POST',
    url: '/difficulties/:difficulty/acts',
    config: CHANGES,
    schema: {
      operationId: 'actOnDifficulty',
      tags: ['difficulties'],
      summary: 'Do an act on a difficulty; 202 when its outcome is not known yet',
      params,
      body: difficultyActIn,
      response: { 200: doneOut, 202: pendingOut },
    },
    async handler(request, reply) {
      const { params: of, body: act } = request;
      const asked = { idOrNumber: of.difficulty, act, requestHash: requestHashOf(request) };
      const came = await carryDifficultyAct(deps, request, asked);
      if ('see' in came) void reply.code(202).header('location', came.see);
      return came;
    },
  });
  app.route({
    method: 'POST',
    url: '/difficulties/:difficulty/files',
    ...TAKES_FILE,
    schema: {
      operationId: 'addDifficultyFile',
      tags: ['difficulties'],
      summary: 'Store the bytes of the document of an answer; the act names it by the checksum',
      description: NAMED_LATER,
      params,
      response: { 201: storedOut },
    },
    handler: (request, reply) =>
      storeFile(deps, request, reply, async (who) => {
        const difficulty = await findDifficulty(deps, who, request.params.difficulty);
        allow(mayOnDifficulty(who.actor, 'draft-answer', difficulty, who.directory));
        return difficulty;
      }),
  });
  app.route({
    method: 'GET',
    url: '/difficulties/:difficulty/timeline',
    config: READS,
    schema: {
      operationId: 'getDifficultyTimeline',
      tags: ['difficulties'],
      summary: 'What happened to a difficulty, told in whole sentences',
      params,
      querystring,
      response: { 200: z.object({ items: z.array(timelineEntry), names: namesOut }) },
    },
    async handler(request) {
      const { difficulty: ref } = request.params;
      const { difficulty, who } = await openDifficulty(deps, request, ref, 'timeline');
      const facts = await factsOf(deps.db, `difficulty/${difficulty.id}`);
      const names = await namesWithEnded(deps, who, officesOf(difficulty), facts);
      const asked = request.query.lang ?? who.language;
      const items = difficultyTimeline(facts, who, { language: asked, names, rules: who.rules });
      return { items, names };
    },
  });
}

function officesOf({
  office,
  stations,
}: {
  readonly office: string;
  readonly stations: readonly { readonly office: string }[];
}): readonly string[] {
  return [office, ...stations.map((station) => station.office)];
}
