import { z } from 'zod';
import { REPORT_ARRIVALS } from '../../../domain/reporting/consolidating.ts';
import { factsOf } from '../../../records/facts.ts';
import { formIn } from '../../../records/report-figures.ts';
import { listReports } from '../../../records/reports-list.ts';
import type { ApiDependencies } from '../deps.ts';
import { actingIn } from '../identify.ts';
import { requestHashOf } from '../once.ts';
import { carryReportAct } from '../report-acts.ts';
import { namesAbout, shownWith } from '../report-known.ts';
import { openReport, readingFor } from '../reports.ts';
import type { Api } from '../routing.ts';
import { CHANGES, READS } from '../routing.ts';
import {
  cycleRef,
  language,
  listOf,
  officeId,
  pageOf,
  paging,
  reportRef,
  text,
} from '../schemas/basics.ts';
import { reportStage } from '../schemas/cycle-out.ts';
import { doneOut, namesOut, pendingOut, timelineEntry } from '../schemas/incident.ts';
import { reportActIn } from '../schemas/report-acts.ts';
import { listedReport, reportOut } from '../schemas/report-out.ts';
import { namesIn } from '../views/names.ts';
import { reportTimeline } from '../views/report-timeline.ts';
import { reportView } from '../views/report-view.ts';

const params = z.strictObject({ report: reportRef });
const querystring = z.strictObject({ lang: language.optional() });

/** The reports of a year: listed, opened, acted on, told. */
export function reportRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/reports',
    config: READS,
    schema: {
      operationId: 'listReports',
      tags: ['reports'],
      summary: 'The reports that I may read: mine, those I collect, and all below them',
      querystring: z.strictObject({
        cycle: cycleRef.optional(),
        office: officeId.optional(),
        collector: officeId.optional(),
        stage: reportStage.optional(),
        arrival: z.enum([...REPORT_ARRIVALS, 'awaited']).optional(),
        mine: z.enum(['true', 'false']).optional(),
        search: text(200).optional(),
        sort: z.enum(['time-left', 'office']).default('office'),
        ...paging,
      }),
      response: { 200: listOf(listedReport).extend({ names: namesOut }) },
    },
    async handler(request) {
      const who = await actingIn(deps, request);
      const { page, size, mine, ...filter } = request.query;
      const asked = { ...filter, mine: mine === 'true' };
      const found = await listReports(deps.db, readingFor(who), asked, pageOf(request.query));
      const offices = found.items.map((one) => [one.office, one.drafting, one.collector]);
      const names = await namesIn(deps.db, who.directory, offices);
      return { items: [...found.items], total: found.total, page, size, names };
    },
  });
  app.route({
    method: 'GET',
    url: '/reports/:report',
    config: READS,
    schema: {
      operationId: 'getReport',
      tags: ['reports'],
      summary: 'A report with its form, draft and known figures; that I read it is kept',
      params,
      querystring,
      response: { 200: reportOut },
    },
    async handler(request) {
      const opened = await openReport(deps, request, request.params.report, 'report');
      const shown = await shownWith(deps, opened);
      const view = reportView(opened, { ...shown, language: request.query.lang ?? shown.language });
      const { form: _, ...mentioning } = view;
      return { ...view, names: await namesAbout(deps, opened, mentioning) };
    },
  });
  app.route({
    method: 'POST',
    url: '/reports/:report/acts',
    config: CHANGES,
    schema: {
      operationId: 'actOnReport',
      tags: ['reports'],
      summary: 'Do an act on a report; 202 when its outcome is not known yet',
      params,
      body: reportActIn,
      response: { 200: doneOut, 202: pendingOut },
    },
    async handler(request, reply) {
      const { params: of, body: act } = request;
      const asked = { idOrNumber: of.report, act, requestHash: requestHashOf(request) };
      const came = await carryReportAct(deps, request, asked);
      if ('see' in came) void reply.code(202).header('location', came.see);
      return came;
    },
  });
  app.route({
    method: 'GET',
    url: '/reports/:report/timeline',
    config: READS,
    schema: {
      operationId: 'getReportTimeline',
      tags: ['reports'],
      summary: 'What happened to a report, told in whole sentences',
      params,
      querystring,
      response: { 200: z.object({ items: z.array(timelineEntry), names: namesOut }) },
    },
    async handler(request) {
      const opened = await openReport(deps, request, request.params.report, 'timeline');
      const { report, who } = opened;
      const facts = await factsOf(deps.db, `report/${report.id}`);
      const names = await namesAbout(deps, opened, facts);
      const items = reportTimeline(facts, {
        language: request.query.lang ?? who.language,
        form: formIn(who.rules, report.form),
        names,
        rules: who.rules,
      });
      return { items: [...items], names };
    },
  });
}
