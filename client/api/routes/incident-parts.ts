import { z } from 'zod';
import { readersOf } from '../../../domain/incident/readers.ts';
import { factsOf } from '../../../records/facts.ts';
import type { OpenedCase } from '../cases.ts';
import { WHOLE, openCase } from '../cases.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Api } from '../routing.ts';
import { READS } from '../routing.ts';
import { caseRef, instantOut, language } from '../schemas/basics.ts';
import {
  caseDocument,
  clockOut,
  many,
  namesOut,
  scopeOut,
  timelineEntry,
} from '../schemas/incident.ts';
import { clocksView } from '../views/clocks-view.ts';
import { visibleClocks } from '../views/incident-view.ts';
import { namesIn } from '../views/names.ts';
import { timelineOf } from '../views/timeline.ts';
import type { CaseFact } from '../views/visible-facts.ts';
import { visibleFacts } from '../views/visible-facts.ts';

const params = z.strictObject({ case: caseRef });
const querystring = z.strictObject({ lang: language.optional() });

/** What belongs to a case: its story, its clocks, its papers, its readers, its facts. */
export function incidentPartRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/incidents/:case/timeline',
    config: READS,
    schema: {
      operationId: 'getTimeline',
      tags: ['incidents'],
      summary: 'What happened, told in whole sentences',
      params,
      querystring,
      response: {
        200: z.object({
          items: z.array(timelineEntry),
          names: namesOut,
        }),
      },
    },
    async handler(request) {
      const opened = await openCase(deps, request, request.params.case, 'timeline');
      const facts = await factsOf(deps.db, streamOf(opened));
      const names = await namesIn(deps.db, opened.who.directory, visibleFacts(opened, facts));
      const items = timelineOf(opened, facts, names, request.query.lang ?? opened.who.language);
      return { items, names: opened.scope === 'receipt' ? NO_NAMES : names };
    },
  });
  app.route({
    method: 'GET',
    url: '/incidents/:case/clocks',
    config: READS,
    schema: {
      operationId: 'getClocks',
      tags: ['incidents'],
      summary: 'The clocks of a case, each with the way to its deadline',
      params,
      querystring,
      response: {
        200: z.object({
          items: z.array(clockOut),
          names: namesOut,
        }),
      },
    },
    async handler(request) {
      const opened = await openCase(deps, request, request.params.case, 'clocks');
      const clocks = visibleClocks(opened);
      const items = clocksView(clocks, opened.who.rules, request.query.lang ?? opened.who.language);
      const owners = clocks.map((c) => c.owner);
      return { items, names: await namesIn(deps.db, opened.who.directory, owners) };
    },
  });
  app.route({
    method: 'GET',
    url: '/incidents/:case/documents',
    config: READS,
    schema: {
      operationId: 'listDocuments',
      tags: ['incidents'],
      summary: 'The documents of a case, by checksum',
      params,
      response: { 200: z.object({ items: many(caseDocument), names: namesOut }) },
    },
    async handler(request) {
      const opened = await openCase(deps, request, request.params.case, 'documents', WHOLE);
      const { documents } = opened.incident;
      const names = await namesIn(
        deps.db,
        opened.who.directory,
        documents.map((d) => d.by),
      );
      return { items: documents, names };
    },
  });
  app.route({
    method: 'GET',
    url: '/incidents/:case/readers',
    config: READS,
    schema: {
      operationId: 'listReaders',
      tags: ['incidents'],
      summary: 'Who may read the case, and how much of it',
      params,
      response: {
        200: z.object({
          items: z.array(
            z.object({
              person: z.string().nullable(),
              office: z.string().nullable(),
              scope: scopeOut,
            }),
          ),
          names: namesOut,
        }),
      },
    },
    async handler(request) {
      const opened = await openCase(deps, request, request.params.case, 'readers', WHOLE);
      const items = readersOf(opened.incident);
      return { items, names: await namesIn(deps.db, opened.who.directory, items) };
    },
  });
  app.route({
    method: 'GET',
    url: '/incidents/:case/facts',
    config: READS,
    schema: {
      operationId: 'exportFacts',
      tags: ['incidents'],
      summary: 'The facts of a case, as far as I may see them; that they were exported is kept',
      params,
      response: {
        200: z.object({
          number: z.string(),
          facts: z.array(
            z.object({
              id: z.string(),
              seq: z.number().int(),
              kind: z.string(),
              happenedAt: instantOut,
              recordedAt: instantOut,
              actor: z.looseObject({ kind: z.string() }),
              basis: z.string().nullable(),
              data: z.unknown(),
            }),
          ),
        }),
      },
    },
    async handler(request) {
      const opened = await openCase(deps, request, request.params.case, 'facts', WHOLE);
      const facts = visibleFacts(opened, await factsOf(deps.db, streamOf(opened)));
      return { number: opened.incident.number, facts: facts.map((f) => exported(opened, f)) };
    },
  });
}

const NO_NAMES = { offices: {}, people: {} };

function streamOf({ incident }: OpenedCase): string {
  return `incident/${incident.id}`;
}

// The key of another person's act is theirs; the letter to the Lao side is the Ministry's.
function exported({ scope, who }: OpenedCase, fact: CaseFact) {
  const { id, seq, kind, happenedAt, recordedAt, actor } = fact;
  const isOwn = actor.kind === 'person' && actor.person === who.actor.person;
  const data =
    fact.kind === 'lao-dispatched' && scope !== 'ministry' ? { round: fact.data.round } : fact.data;
  return {
    id,
    seq,
    kind,
    happenedAt,
    recordedAt,
    actor,
    basis: isOwn ? fact.basis : null,
    data,
  };
}
