import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { may } from '../../../domain/authority/may.ts';
import type { ReportData } from '../../../domain/incident/act.ts';
import { checkReport } from '../../../domain/incident/intake.ts';
import { listCases } from '../../../records/case-list.ts';
import { answerOf } from '../../../records/answers.ts';
import { takeIntake } from '../../../records/intake.ts';
import { intakeByKey, ownReport } from '../../../records/receipts.ts';
import { lookingOf, openCase } from '../cases.ts';
import type { OpenedCase } from '../cases.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Acting } from '../identify.ts';
import { actingIn, keyIn } from '../identify.ts';
import { checkRegistered } from '../named.ts';
import { requestHashOf } from '../once.ts';
import { allow, problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import { caseRef, instantOut, listOf, officeId, pageOf, paging, text } from '../schemas/basics.ts';
import {
  ending,
  incidentOut,
  kind,
  level,
  namesOut,
  scopeOut,
  stage,
} from '../schemas/incident.ts';
import { reportIn } from '../schemas/report.ts';
import { incidentView } from '../views/incident-view.ts';
import { namesIn } from '../views/names.ts';

const receiptOut = z
  .object({
    id: z.string(),
    number: z.string(),
    receivedAt: instantOut,
    /** Keys of `locales/<language>/receipt.json`: what happens now. */
    next: z.array(
      z.enum(['recorded', 'head-told', 'one-office-higher', 'report-to-police', 'contain-now']),
    ),
  })
  .meta({ id: 'Receipt' });

const listedCase = z
  .object({
    id: z.string(),
    number: z.string(),
    scope: scopeOut,
    stage,
    reportedAt: instantOut,
    ending: ending.nullable(),
    kind: kind.nullable(),
    level: level.nullable(),
    handling: z.string().nullable(),
    nextDue: instantOut.nullable(),
    drill: z.boolean(),
  })
  .meta({ id: 'ListedCase' });

/** Reports come in, and cases are listed and opened. */
export function incidentRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/incidents',
    config: CHANGES,
    schema: {
      operationId: 'reportIncident',
      tags: ['incidents'],
      summary: 'Report a leak, a loss or a danger; the receipt is given whatever the engine does',
      body: reportIn,
      response: { 201: receiptOut },
    },
    async handler(request, reply) {
      void reply.code(201);
      return takeReport(deps, request, request.body as ReportData);
    },
  });
  app.route({
    method: 'GET',
    url: '/incidents',
    config: READS,
    schema: {
      operationId: 'listIncidents',
      tags: ['incidents'],
      summary: 'The cases on whose reader list I stand',
      querystring: z.strictObject({
        stage: stage.optional(),
        kind: kind.optional(),
        level: level.optional(),
        office: officeId.optional(),
        search: text(200).optional(),
        sort: z.enum(['time-left', '-reported']).default('-reported'),
        ...paging,
      }),
      response: { 200: listOf(listedCase).extend({ names: namesOut }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const { page, size } = request.query;
      const found = await listCases(deps.db, lookingOf(who), request.query, pageOf(request.query));
      const names = await namesIn(
        deps.db,
        who.directory,
        found.items.map((c) => c.handling),
      );
      return { items: [...found.items], total: found.total, page, size, names };
    },
  });
  app.route({
    method: 'GET',
    url: '/incidents/:case',
    config: READS,
    schema: {
      operationId: 'getIncident',
      tags: ['incidents'],
      summary: 'A case, as far as I may see it; that I read it is kept',
      params: z.strictObject({ case: caseRef }),
      response: { 200: incidentOut },
    },
    handler: async (request) => {
      const opened = await openCase(deps, request, request.params.case, 'case');
      return viewOf(deps, opened);
    },
  });
  app.route({
    method: 'GET',
    url: '/receipts/:case',
    config: READS,
    schema: {
      operationId: 'getReceipt',
      tags: ['incidents'],
      summary: 'My own report by its number: its stage, and what I wrote',
      params: z.strictObject({ case: caseRef }),
      response: {
        200: z.object({
          id: z.string(),
          number: z.string(),
          stage,
          receivedAt: instantOut,
          words: z.string(),
        }),
      },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const mine = await ownReport(deps.db, who.actor.person, request.params.case);
      if (mine === null) throw problem('NOT_FOUND');
      const { incident } = await openCase(deps, request, mine.id, 'receipt');
      return { ...mine, stage: incident.stage };
    },
  });
}

async function viewOf(deps: ApiDependencies, opened: OpenedCase) {
  const { incident, who } = opened;
  // Officers may correct the words of a case; reporters are shown their own.
  const mine = await ownReport(deps.db, who.actor.person, incident.id);
  const view = incidentView(opened, mine?.words ?? '');
  return { ...view, names: await namesIn(deps.db, who.directory, view) };
}

async function takeReport(deps: ApiDependencies, request: FastifyRequest, report: ReportData) {
  const who = await actingIn(deps, request);
  const { person, office, capacity } = who.actor;
  const key = keyIn(request);
  const requestHash = requestHashOf(request);
  const known = await intakeByKey(deps.db, person, key);
  if (known === null) {
    if ((await answerOf(deps.db, person, key)) !== null) throw problem('IDEMPOTENCY_KEY_REUSED');
    await check(deps, who, report);
  }
  const receipt = await deps.db.transaction((tx) =>
    takeIntake(tx, {
      id: randomUUID(),
      personId: person,
      officeId: office,
      capacity,
      key,
      requestHash,
      body: report,
      receivedAt: who.now,
      drill: deps.drill !== null,
    }),
  );
  if (receipt === 'KEY_REUSED') throw problem('IDEMPOTENCY_KEY_REUSED');
  begin(deps, receipt.id);
  const { id, number, receivedAt } = receipt;
  return { id, number, receivedAt, next: nextAfter(report) };
}

/** Everything that could be refused is refused before the receipt is given. */
async function check(deps: ApiDependencies, who: Acting, report: ReportData): Promise<void> {
  const { actor, directory, now } = who;
  allow(may(actor, 'report', null, directory));
  allow(checkReport(report, actor.office, directory, now));
  await checkRegistered(deps, who, report.references);
}

// The receipt does not wait for the engine; the relay starts what was left behind.
function begin(deps: ApiDependencies, caseId: string): void {
  deps.engine.begin(caseId, 'incident').catch((error: unknown) => {
    deps.logger?.warn({ err: error }, 'a report waits for the engine');
  });
}

function nextAfter({ bypass }: ReportData) {
  return bypass
    ? (['recorded', 'one-office-higher', 'contain-now'] as const).slice()
    : (['recorded', 'head-told', 'report-to-police', 'contain-now'] as const).slice();
}
