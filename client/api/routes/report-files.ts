import { z } from 'zod';
import type { OfficeId } from '../../../domain/offices/office.ts';
import { newestSubmission } from '../../../domain/reporting/process/report.ts';
import type { Language } from '../../../domain/text.ts';
import { namesOfOffices } from '../../../records/offices-list.ts';
import { namesOf } from '../../../records/people-names.ts';
import { regimeIn } from '../../../records/report-figures.ts';
import { loadSigning } from '../../../rules/load-offices.ts';
import { consolidatedXlsx, reportDocx } from '../../papers/report-files.ts';
import type { ApiDependencies } from '../deps.ts';
import { DOCUMENT, SPREADSHEET, file, fileOut } from '../files.ts';
import { problem } from '../problem.ts';
import { gather, knownOf } from '../report-known.ts';
import type { OpenedReport } from '../reports.ts';
import { openReport } from '../reports.ts';
import type { Api } from '../routing.ts';
import { READS } from '../routing.ts';
import { language, reportRef } from '../schemas/basics.ts';

const params = z.strictObject({ report: reportRef });
// Vietnamese is the form in law: another language is only there to be read.
const querystring = z.strictObject({ lang: language.default('vi') });

/** A report as files: the paper of Decree 30/2020, and what a collector has gathered. */
export function reportFileRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'GET',
    url: '/reports/:report/report.docx',
    config: READS,
    schema: {
      operationId: 'getReportPaper',
      tags: ['reports'],
      summary: 'The report as a báo cáo of Decree 30/2020: what was signed last, else the draft',
      params,
      querystring,
      response: { 200: fileOut(DOCUMENT) },
    },
    async handler(request, reply) {
      const opened = await openReport(deps, request, request.params.report, 'paper');
      const bytes = await paper(deps, opened, request.query.lang);
      return file(reply, { type: DOCUMENT, name: `${opened.report.number}.docx`, bytes });
    },
  });
  app.route({
    method: 'GET',
    url: '/reports/:report/report.xlsx',
    config: READS,
    schema: {
      operationId: 'getConsolidatedSheet',
      tags: ['reports'],
      summary: 'What a collector has gathered, every number with its lines, as a spreadsheet',
      params,
      querystring,
      response: { 200: fileOut(SPREADSHEET) },
    },
    async handler(request, reply) {
      const opened = await openReport(deps, request, request.params.report, 'sheet');
      const { report, who } = opened;
      if (report.scope !== 'branch') throw problem('NOTHING_TO_COLLECT');
      const { lang } = request.query;
      const { form, consolidation } = await gather(deps, opened, {
        levels: 'all',
        registers: true,
      });
      const offices = consolidation.arrivals.map(({ office }) => office);
      const nameOf = await namingOf(deps, who.directory, [report.office, ...offices], lang);
      const input = { report, form, consolidation, nameOf, language: lang, withCases: true };
      const bytes = await consolidatedXlsx(input);
      return file(reply, { type: SPREADSHEET, name: `${report.number}.xlsx`, bytes });
    },
  });
}

async function paper(
  deps: ApiDependencies,
  opened: OpenedReport,
  lang: Language,
): Promise<Uint8Array> {
  const { report, who } = opened;
  const submission = newestSubmission(report) ?? null;
  // The bodies as they stood when it was signed; one may have ended since.
  const { directory } = await deps.standing(deps.db, submission?.at ?? who.now);
  const knowledge = await knownOf(deps, opened);
  const consolidation =
    report.scope === 'branch'
      ? (await gather(deps, opened, { levels: 'all', registers: true })).consolidation
      : null;
  const offices = [report.office, ...report.predecessors].concat(
    consolidation?.arrivals.map(({ office }) => office) ?? [],
  );
  const signers = submission === null ? new Map() : await namesOf(deps.db, [submission.by]);
  return reportDocx({
    report,
    form: knowledge.form,
    submission,
    known: knowledge.known,
    directory,
    nameOf: await namingOf(deps, directory, offices, lang),
    signing: loadSigning(),
    signer: submission === null ? null : (signers.get(submission.by) ?? null),
    sendsTo: regimeIn(who.rules, report.cycle).collector.sendsTo,
    consolidation,
    language: lang,
  });
}

/** What bodies are called; those that have ended are looked up. */
async function namingOf(
  { db }: ApiDependencies,
  directory: OpenedReport['who']['directory'],
  offices: readonly OfficeId[],
  lang: Language,
): Promise<(office: OfficeId) => string> {
  const ended = offices.filter((id) => directory.office(id) === undefined);
  const names = ended.length === 0 ? {} : await namesOfOffices(db, ended);
  return (office) => directory.office(office)?.name[lang] ?? names[office]?.[lang] ?? office;
}
