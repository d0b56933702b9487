import { sumsOf } from '../domain/reporting/consolidating.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { ReportActKind } from '../domain/reporting/process/act.ts';
import type { ReportKnowledge } from '../domain/reporting/process/deciding.ts';
import type { AgencyReport } from '../domain/reporting/process/report.ts';
import type { ReportStage } from '../domain/reporting/process/vocabulary.ts';
import { acceptedChecksums, branchesOf } from './branches.ts';
import type { Queryable } from './database.ts';
import type { FiguresAt } from './report-figures.ts';
import { formIn, ownFigures } from './report-figures.ts';

/** How much has to be known: where things stand, the figures too, or all that is collected. */
export type KnowledgeWanted = 'standing' | 'figures' | 'collected';

/** What an act on a report has to know besides it; a look asks for no figures. */
export function wantedFor(act: ReportActKind | null): KnowledgeWanted {
  if (act === 'consolidate') return 'collected';
  return act === 'submit-report' || act === 'submit-nil' ? 'figures' : 'standing';
}

interface Around {
  readonly cancelReason: string | null;
  readonly closed: boolean;
  readonly collectorStage: ReportStage | null;
  readonly readers: readonly OfficeId[];
}

/** What a decision on a report may know besides it, read in the transaction of the decision. */
export async function reportKnowledge(
  db: Queryable,
  report: AgencyReport,
  at: FiguresAt,
  wanted: KnowledgeWanted,
): Promise<ReportKnowledge> {
  const form = formIn(at.rules, report.form);
  const { cancelReason, closed, collectorStage, readers } = await around(db, report);
  const standing = { form, cancelled: cancelReason, closed, collectorStage };
  if (report.scope === 'office') {
    const own = { ...report, readers };
    const known = wanted === 'standing' ? new Map() : await ownFigures(db, form, own, at);
    return { ...standing, known, branches: [], checksums: {} };
  }
  if (wanted === 'standing') return { ...standing, known: new Map(), branches: [], checksums: {} };
  const registers = wanted === 'collected';
  const branches = await branchesOf(db, form, report, at, { levels: 'own', registers });
  const checksums = registers ? await acceptedChecksums(db, report.id) : {};
  return { ...standing, known: sumsOf(form, branches), branches, checksums };
}

async function around(db: Queryable, { id, cycle, collector }: AgencyReport): Promise<Around> {
  const { rows } = await db.query<Around>(
    `select c.state ->> 'cancelReason' as "cancelReason", c.ending = 'reported' as closed,
       (select stage from reports where id = $2) as "collectorStage",
       (select readers from report_places where id = $3) as readers
     from cycles c where c.id = $1`,
    [cycle.id, collector?.report ?? null, id],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`Report without a cycle ${cycle.id}`);
  // Null while the cycle has no ending.
  return { ...row, closed: (row.closed as boolean | null) ?? false };
}
