import { consolidate } from '../../domain/reporting/consolidating.ts';
import type { ReportKnowledge } from '../../domain/reporting/process/deciding.ts';
import type { BranchesWanted } from '../../records/branches.ts';
import { branchesOf } from '../../records/branches.ts';
import { loadCycle } from '../../records/cycles.ts';
import { namesOfOffices } from '../../records/offices-list.ts';
import { formIn } from '../../records/report-figures.ts';
import { reportKnowledge } from '../../records/report-knowledge.ts';
import { reportsBelow } from '../../records/reports-list.ts';
import type { ApiDependencies } from './deps.ts';
import type { OpenedReport } from './reports.ts';
import type { Names } from './views/names.ts';
import { namesIn } from './views/names.ts';
import type { ShownWith } from './views/report-view.ts';

/** What the system knows of a report now: the register's figures, or those of the reports below. */
export function knownOf(
  { db }: Pick<ApiDependencies, 'db'>,
  { report, who }: OpenedReport,
): Promise<ReportKnowledge> {
  return reportKnowledge(db, report, who, 'figures');
}

/** Counts together what a collector has in its hands now. */
export async function gather(
  { db }: Pick<ApiDependencies, 'db'>,
  { report, who }: OpenedReport,
  wanted: BranchesWanted,
) {
  const form = formIn(who.rules, report.form);
  const branches = await branchesOf(db, form, report, who, wanted);
  return { form, consolidation: consolidate(form, branches) };
}

/** Everything that a report is shown with. */
export async function shownWith(deps: ApiDependencies, opened: OpenedReport): Promise<ShownWith> {
  const { report, who } = opened;
  const cycle = await loadCycle(deps.db, report.cycle.id);
  if (cycle === null) throw new Error(`Report without a cycle ${report.cycle.id}`);
  return {
    cycle: cycle.number,
    knowledge: await knownOf(deps, opened),
    below: report.scope === 'branch' ? await reportsBelow(deps.db, report.id) : [],
    language: who.language,
  };
}

/** The names of all that an answer about a report mentions, bodies that have ended too. */
export async function namesAbout(
  { db }: Pick<ApiDependencies, 'db'>,
  { report, who }: OpenedReport,
  value: unknown,
): Promise<Names> {
  const { offices, people } = await namesIn(db, who.directory, [report.office, value]);
  const ended = report.predecessors.filter((office) => offices[office] === undefined);
  return { offices: { ...offices, ...(await namesOfOffices(db, ended)) }, people };
}
