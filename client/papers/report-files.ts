import type { Consolidation } from '../../domain/reporting/consolidating.ts';
import { draftOf } from '../../domain/reporting/process/report.ts';
import type { PaperOf } from './compose-paper.ts';
import { composePaper } from './compose-paper.ts';
import { writeReport } from './report-document.ts';
import { writeConsolidated } from './spreadsheet-export.ts';
import { writeTemplate } from './spreadsheet-template.ts';

/** The report as a document of a word processor (docx); the same values give the same bytes. */
export function reportDocx(input: PaperOf): Promise<Uint8Array> {
  return writeReport(composePaper(input), input.language);
}

/** What a collector gathered, as a spreadsheet (xlsx); the same values give the same bytes. */
export function consolidatedXlsx(
  input: Pick<PaperOf, 'report' | 'form' | 'nameOf' | 'language'> & {
    readonly consolidation: Consolidation;
    /** Whether the reader may see the cases and tasks behind the numbers. */
    readonly withCases: boolean;
  },
): Promise<Uint8Array> {
  const { report, ...rest } = input;
  const { cycle, dates, drill, office } = report;
  const collector = { id: office, name: input.nameOf(office) };
  return writeConsolidated({ ...rest, collector, year: cycle.year, period: dates, drill });
}

/** The spreadsheet (xlsx) in which an office fills its report in, with the draft so far in it. */
export function templateXlsx(
  input: Pick<PaperOf, 'report' | 'form' | 'known' | 'nameOf' | 'language'>,
): Promise<Uint8Array> {
  const { report, form, known, nameOf, language } = input;
  const { cycle, dates, drill, office } = report;
  const versions = report.parts.map(({ filling, version }) => [filling.part, version] as const);
  const target = {
    office: { id: office, name: nameOf(office) },
    year: cycle.year,
    drill,
    report: report.number,
    versions: Object.fromEntries(versions),
  };
  return writeTemplate(
    form,
    { ...target, period: { from: dates.from, to: dates.to } },
    {
      filling: draftOf(report),
      known,
      ...(language === undefined ? {} : { language }),
    },
  );
}
