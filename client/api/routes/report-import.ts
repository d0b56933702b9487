import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refuse } from '../../../domain/errors.ts';
import type { ReportForm } from '../../../domain/reporting/form.ts';
import { mayReport } from '../../../domain/reporting/process/authority.ts';
import type { AgencyReport } from '../../../domain/reporting/process/report.ts';
import { formIn } from '../../../records/report-figures.ts';
import { sheetFaultText } from '../../papers/sheet-faults.ts';
import type { Imported, Remark } from '../../papers/spreadsheet-import.ts';
import { importSpreadsheet } from '../../papers/spreadsheet-import.ts';
import { fillingFaultText } from '../../papers/words.ts';
import type { ApiDependencies } from '../deps.ts';
import type { Acting } from '../identify.ts';
import { actingIn } from '../identify.ts';
import { requestHashOf } from '../once.ts';
import { Problem, allow, problem } from '../problem.ts';
import { partsToSave } from '../parts-to-save.ts';
import { carryReportAct } from '../report-acts.ts';
import { findReport } from '../reports.ts';
import type { Api } from '../routing.ts';
import { CHANGES } from '../routing.ts';
import { reportRef } from '../schemas/basics.ts';
import { doneOut, many, pendingOut } from '../schemas/incident.ts';

// More than a spreadsheet may have: up to here the importer itself says that it is too large.
const MOST_BYTES = 4 * 1024 * 1024;

const remarkOut = z.object({
  code: z.string(),
  sheet: z.string().nullable(),
  cell: z.string().nullable(),
  text: z.string(),
});
const remarks = many(remarkOut);

/** A filled-in spreadsheet comes in: all of it, as one act, or nothing. */
export function reportImportRoutes(app: Api, deps: ApiDependencies): void {
  app.route({
    method: 'POST',
    url: '/reports/:report/import',
    config: { ...CHANGES, binary: true },
    bodyLimit: MOST_BYTES,
    schema: {
      operationId: 'importReport',
      tags: ['reports'],
      summary: 'Save a filled-in spreadsheet into the draft (the act save-parts)',
      description:
        'The body is the spreadsheet itself (application/octet-stream), made by template.xlsx of ' +
        'the same report. Every wrong cell is named and nothing is saved; what does not add up, ' +
        'or is not finished, is told as remarks beside the outcome. Parts that somebody saved ' +
        'since the template was made are not written over.',
      params: z.strictObject({ report: reportRef }),
      response: { 200: doneOut.extend({ remarks }), 202: pendingOut.extend({ remarks }) },
    },
    async handler(request, reply) {
      const bytes: unknown = request.body;
      if (!(bytes instanceof Buffer) || bytes.length === 0) {
        throw problem('INVALID_FIELD', { field: 'body' });
      }
      const { report: idOrNumber } = request.params;
      const { parts, told } = await read(deps, request, idOrNumber, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const came = await carryReportAct(deps, request, {
        idOrNumber,
        act: { kind: 'save-parts', data: { parts } },
        requestHash: requestHashOf(request, { sha256 }),
      });
      if ('see' in came) {
        return reply
          .code(202)
          .header('location', came.see)
          .send({ ...came, remarks: told });
      }
      return { ...came, remarks: told };
    },
  });
}

/** The parts of a spreadsheet as they are saved; throws every fault of it at once. */
async function read(
  deps: ApiDependencies,
  request: FastifyRequest,
  idOrNumber: string,
  bytes: Buffer,
) {
  const who = await actingIn(deps, request);
  const report = await findReport(deps, who, idOrNumber);
  allow(mayReport(who.actor, 'save-parts', report, who.directory));
  const form = formIn(who.rules, report.form);
  const imported = await importSpreadsheet(form, targetOf(report), bytes);
  if (!imported.ok) throw faulty(imported, who);
  return {
    parts: await partsToSave(deps.db, { report, form, by: who.actor.person }, imported),
    told: imported.remarks.map((remark) => remarkView(form, remark, who)),
  };
}

function targetOf({ office, number, cycle, drill }: AgencyReport) {
  return { office, year: cycle.year, drill, report: number };
}

function faulty({ faults }: Extract<Imported, { ok: false }>, { language }: Acting): Problem {
  return new Problem(refuse('SPREADSHEET_FAULTY', { count: faults.length }), {
    faults: faults.map((fault) => {
      const { sheet, cell, code } = fault;
      return { sheet, cell, code, text: sheetFaultText(fault, language) };
    }),
  });
}

function remarkView(form: ReportForm, { fault, sheet, cell }: Remark, { language }: Acting) {
  return { code: fault.code, sheet, cell, text: fillingFaultText(form, fault, language) };
}
