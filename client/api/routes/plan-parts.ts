import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ownTasksOf } from '../../../domain/plans/coverage.ts';
import type { Language } from '../../../domain/text.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import { factsOf } from '../../../records/facts.ts';
import {
  behindTasks,
  ownTasksIn,
  progressCounts,
  taskCounts,
  tasksLaidDown,
} from '../../../records/plan-progress.ts';
import { plansBelow } from '../../../records/plans-list.ts';
import { givenPlaces } from '../../../records/task-places.ts';
import { sourceOf } from '../../../rules/load-plans.ts';
import type { ApiDependencies } from '../deps.ts';
import { ganttSvg } from '../../plans/picture/gantt-svg.ts';
import { PICTURE, file, fileOut } from '../files.ts';
import { actingIn } from '../identify.ts';
import { once, send } from '../once.ts';
import { addTask } from '../own-task.ts';
import type { OpenedPlan } from '../plans.ts';
import { findPlan, holdersTelling, namesAround, openPlan, progressOf } from '../plans.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import { language, planRef } from '../schemas/basics.ts';
import { namesOut, timelineEntry } from '../schemas/incident.ts';
import { ownTaskIn } from '../schemas/own-task.ts';
import {
  planCoverageOut,
  planGanttOut,
  planProgressOut,
  planTextOut,
} from '../schemas/plan-parts-out.ts';
import { tellNow } from '../tell-now.ts';
import { coverageView } from '../views/plan-coverage-view.ts';
import type { PlanGanttView } from '../views/plan-gantt-view.ts';
import { planGanttView } from '../views/plan-gantt-view.ts';
import { progressView } from '../views/plan-progress-view.ts';
import { passagesView, planTaskView } from '../views/plan-text-view.ts';
import { seenFacts } from '../views/plan-seen.ts';
import { planTimeline } from '../views/plan-timeline.ts';

// Enough to work through; the counts say how many there are.
const MOST_BEHIND = 500;

const params = z.strictObject({ plan: planRef });
const querystring = z.strictObject({ lang: language.optional() });

/** What belongs to a plan: its text, how far it has come, its cascade, its years, own tasks. */
export function planPartRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/plans/:plan/text',
    config: READS,
    schema: {
      operationId: 'getPlanText',
      tags: ['plans'],
      summary: 'The document passage by passage, with the task of each, or why it gives none',
      params,
      querystring,
      response: { 200: planTextOut },
    },
    async handler(request) {
      const opened = await openPlan(deps, request, request.params.plan, 'plan-text');
      const { run, plan } = opened;
      const asked = languageOf(request, opened);
      const telling = await holdersTelling(deps, opened, asked);
      const document = sourceOf(plan);
      const tasks = plan.tasks.map((task) => planTaskView(plan, task, telling, opened.who.rules));
      return {
        plan: { ...headOf(opened, asked), edition: run.edition, source: plan.source },
        whole: document !== null,
        tasks,
        passages: passagesView(plan, document, asked),
        names: await namesAround(deps, opened, tasks),
      };
    },
  });
  app.route({
    method: 'GET',
    url: '/plans/:plan/progress',
    config: READS,
    schema: {
      operationId: 'getPlanProgress',
      tags: ['plans'],
      summary: 'How many tasks are done, late, open or refused, by phase, branch and body',
      params,
      querystring,
      response: { 200: planProgressOut },
    },
    async handler(request) {
      const opened = await openPlan(deps, request, request.params.plan, 'progress');
      const { plan, who } = opened;
      const asked = languageOf(request, opened);
      const of = progressOf(opened);
      const view = progressView(await progressCounts(deps.db, of), who.directory);
      const behind = await behindTasks(deps.db, of, MOST_BEHIND);
      const nameOf = (id: string | null) =>
        plan.phases.find((phase) => phase.id === id)?.name[asked] ?? id;
      const offices = view.branches.flatMap(({ office, bodies }) => [
        office,
        ...bodies.map((body) => body.office),
      ]);
      return {
        plan: headOf(opened, asked),
        ...view,
        phases: view.phases.map((phase) => ({ ...phase, name: nameOf(phase.phase) })),
        behind,
        names: await namesAround(deps, opened, [offices, behind], offices),
      };
    },
  });
  app.route({
    method: 'GET',
    url: '/plans/:plan/coverage',
    config: READS,
    schema: {
      operationId: 'getPlanCoverage',
      tags: ['plans'],
      summary: 'Which offices have a plan or task of their own below each task, and which have not',
      params,
      querystring,
      response: { 200: planCoverageOut },
    },
    async handler(request) {
      const opened = await openPlan(deps, request, request.params.plan, 'coverage');
      const asked = languageOf(request, opened);
      const below = await plansBelow(deps.db, opened.run);
      const added = await ownTasksIn(deps.db, opened.run.id);
      const all = [...added, ...below.flatMap(ownTasksOf)];
      const given = await givenPlaces(deps.db, opened.run.id);
      const view = coverageView(opened, { own: all, given }, asked);
      const isSeen = (office: string) => opened.reading.offices?.has(office) ?? true;
      return {
        plan: headOf(opened, asked),
        ...view,
        below: below
          .filter(({ owner }) => isSeen(owner))
          .map(({ number, owner, title }) => ({ number, owner, title: title[asked] })),
        names: await namesAround(
          deps,
          opened,
          view.offices.map(({ office }) => office),
        ),
      };
    },
  });
  app.route({
    method: 'GET',
    url: '/plans/:plan/gantt',
    config: READS,
    schema: {
      operationId: 'getPlanGantt',
      tags: ['plans'],
      summary: 'The phases and tasks over the years: from, to, due, what is late today',
      params,
      querystring,
      response: { 200: planGanttOut },
    },
    async handler(request) {
      const opened = await openPlan(deps, request, request.params.plan, 'gantt');
      return gantt(deps, opened, languageOf(request, opened));
    },
  });
  app.route({
    method: 'GET',
    url: '/plans/:plan/gantt.svg',
    config: READS,
    schema: {
      operationId: 'getPlanPicture',
      tags: ['plans'],
      summary: 'The same as a picture, readable in black and white',
      params,
      querystring,
      response: { 200: fileOut(PICTURE) },
    },
    async handler(request, reply) {
      const opened = await openPlan(deps, request, request.params.plan, 'gantt');
      const asked = languageOf(request, opened);
      const svg = ganttSvg(await gantt(deps, opened, asked), asked);
      const bytes = Buffer.from(svg, 'utf8');
      return file(reply, { type: PICTURE, name: `${opened.run.number}.svg`, bytes });
    },
  });
  app.route({
    method: 'GET',
    url: '/plans/:plan/timeline',
    config: READS,
    schema: {
      operationId: 'getPlanTimeline',
      tags: ['plans'],
      summary: 'What happened to a plan, told in whole sentences',
      params,
      querystring,
      response: { 200: z.object({ items: z.array(timelineEntry), names: namesOut }) },
    },
    async handler(request) {
      const opened = await openPlan(deps, request, request.params.plan, 'timeline');
      const { run, plan, who } = opened;
      const facts = seenFacts(await factsOf(deps.db, `plan/${run.id}`), opened.reading);
      const names = await namesAround(deps, opened, facts);
      const telling = { language: languageOf(request, opened), plan, names, rules: who.rules };
      return { items: planTimeline(facts, telling), names };
    },
  });
  app.route({
    method: 'POST',
    url: '/plans/:plan/tasks',
    config: CHANGES,
    schema: {
      operationId: 'addOwnTask',
      tags: ['plans'],
      summary: 'Give my own office a task below a plan that is in force',
      params,
      body: ownTaskIn,
      response: { 201: z.object({ id: z.string(), number: z.string() }) },
    },
    async handler(request, reply) {
      const who = await actingIn(deps, request);
      const opened = await findPlan(deps, who, request.params.plan);
      const answer = await once(deps, request, async (tx) => ({
        status: 201,
        body: await addTask(tx, opened, request.body),
      }));
      await tellNow(deps, who.now);
      return send(reply, answer);
    },
  });
}

/** The rows of a plan over the years, as far as somebody sees whose they are. */
async function gantt(
  deps: ApiDependencies,
  opened: OpenedPlan,
  asked: Language,
): Promise<PlanGanttView> {
  const { run, plan, who } = opened;
  return planGanttView({
    run,
    plan,
    counts: await taskCounts(deps.db, progressOf(opened)),
    laidDown: opened.reading.works === null ? null : await tasksLaidDown(deps.db, run.id),
    today: dateOf(who.now),
    clockwork: { calendar: who.rules.calendar('VN'), hours: who.rules.hours },
    telling: await holdersTelling(deps, opened, asked),
  });
}

function languageOf(
  { query }: FastifyRequest<{ Querystring: z.output<typeof querystring> }>,
  { who }: OpenedPlan,
): Language {
  return query.lang ?? who.language;
}

function headOf({ run, plan }: OpenedPlan, asked: Language) {
  return { number: run.number, title: plan.title[asked] };
}
