import { z } from 'zod';
import { valuesOf } from '../../../domain/reporting/filling.ts';
import { figuresOf } from '../../../domain/reporting/form.ts';
import type { Language } from '../../../domain/text.ts';
import { reportsBelow } from '../../../records/reports-list.ts';
import { templateXlsx } from '../../papers/report-files.ts';
import type { ApiDependencies } from '../deps.ts';
import { SPREADSHEET, file, fileOut } from '../files.ts';
import { actingIn } from '../identify.ts';
import { gather, knownOf, namesAbout } from '../report-known.ts';
import { findReport, noteReportRead, openReport } from '../reports.ts';
import type { OpenedReport } from '../reports.ts';
import { problem } from '../problem.ts';
import type { Api } from '../routing.ts';
import { READS } from '../routing.ts';
import { language, reportRef } from '../schemas/basics.ts';
import { consolidationOut, figureDetailOut } from '../schemas/report-out.ts';
import type { FigureDetail } from '../views/consolidation-view.ts';
import { consolidationView, linesView } from '../views/consolidation-view.ts';
import { standing } from '../views/report-view.ts';

const params = z.strictObject({ report: reportRef });
const lang = language.optional();

/** What belongs to a report: what it gathers, what is behind a number, the sheet to fill in. */
export function reportPartRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/reports/:report/consolidation',
    config: READS,
    schema: {
      operationId: 'getConsolidation',
      tags: ['reports'],
      summary: 'What a collector has in its hands: sums with their lines, words with their authors',
      params,
      querystring: z.strictObject({ levels: z.enum(['own', 'all']).default('own'), lang }),
      response: { 200: consolidationOut },
    },
    async handler(request) {
      const opened = await openReport(deps, request, request.params.report, 'consolidation');
      const { report, who } = opened;
      if (report.scope !== 'branch') throw problem('NOTHING_TO_COLLECT');
      const { levels, lang: asked } = request.query;
      const { form, consolidation } = await gather(deps, opened, { levels, registers: true });
      const below = await reportsBelow(deps.db, report.id);
      const view = consolidationView(form, consolidation, below, asked ?? who.language);
      const { arrivals, mismatches } = view;
      // Of many offices only those that an answer tells something about are named.
      const mentioned = levels === 'own' ? arrivals : [below.map((b) => b.office), mismatches];
      return { ...view, names: await namesAbout(deps, opened, mentioned) };
    },
  });
  app.route({
    method: 'GET',
    url: '/reports/:report/figures/:figure',
    config: READS,
    schema: {
      operationId: 'getReportFigure',
      tags: ['reports'],
      summary:
        'What a number is made of: the reports below, or the cases of the register behind it',
      params: params.extend({ figure: z.string().regex(/^[a-z0-9-]{1,100}$/) }),
      querystring: z.strictObject({ lang }),
      response: { 200: figureDetailOut },
    },
    async handler(request) {
      const { report: ref, figure } = request.params;
      const who = await actingIn(deps, request);
      const opened = { report: await findReport(deps, who, ref), who };
      const detail = await detailOf(deps, opened, figure, request.query.lang ?? who.language);
      if (detail === null) throw problem('NOT_FOUND');
      await noteReportRead(deps, who, opened.report.id, `figure/${figure}`);
      return { ...detail, names: await namesAbout(deps, opened, detail) };
    },
  });
  app.route({
    method: 'GET',
    url: '/reports/:report/template.xlsx',
    config: READS,
    schema: {
      operationId: 'getReportTemplate',
      tags: ['reports'],
      summary: 'The spreadsheet to fill a report in with, with what is saved and known',
      params,
      querystring: z.strictObject({ lang }),
      response: { 200: fileOut(SPREADSHEET) },
    },
    async handler(request, reply) {
      const opened = await openReport(deps, request, request.params.report, 'template');
      const { report, who } = opened;
      const { form, known } = await knownOf(deps, opened);
      const asked = request.query.lang ?? who.language;
      const { offices } = await namesAbout(deps, opened, null);
      const nameOf = (office: string): string => offices[office]?.[asked] ?? office;
      const bytes = await templateXlsx({ report, form, known, nameOf, language: asked });
      return file(reply, { type: SPREADSHEET, name: `${report.number}.xlsx`, bytes });
    },
  });
}

/** A number of a report with what is behind it; null for a figure that the form has not. */
async function detailOf(
  deps: ApiDependencies,
  opened: OpenedReport,
  id: string,
  language: Language,
): Promise<FigureDetail | null> {
  const { report } = opened;
  const knowledge = await knownOf(deps, opened);
  const figure = figuresOf(knowledge.form).find((one) => one.id === id);
  if (figure === undefined) return null;
  const known = knowledge.known.get(id) ?? null;
  const filling = standing(report, knowledge);
  const value = filling.nil ? 0 : (valuesOf(filling).get(id) ?? null);
  const own = { figure: id, name: figure.name[language], unit: figure.unit[language], value };
  if (report.scope === 'office') {
    return { ...own, known: known?.value ?? null, lines: [], behind: known?.behind ?? [] };
  }
  const { consolidation } = await gather(deps, opened, { levels: 'own', registers: true });
  const below = await reportsBelow(deps.db, report.id);
  const sum = consolidation.figures.find((one) => one.figure === id);
  const lines = linesView(sum?.lines ?? [], below);
  return { ...own, known: sum?.value ?? null, lines, behind: [] };
}
