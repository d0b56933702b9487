import type { FastifyRequest } from 'fastify';
import { readingOf, readsReport } from '../../domain/reporting/process/readers.ts';
import type { ReportReading } from '../../domain/reporting/process/readers.ts';
import type { AgencyReport } from '../../domain/reporting/process/report.ts';
import type { ReadWhat } from '../../records/case-reads.ts';
import { noteRead } from '../../records/case-reads.ts';
import type { ListedCycle } from '../../records/cycle-overview.ts';
import { listCycles } from '../../records/cycle-overview.ts';
import { markSeen } from '../../records/notices-seen.ts';
import { loadReport } from '../../records/reports.ts';
import { readersOfReport } from '../../records/reports-list.ts';
import { seeing } from './cases.ts';
import type { ApiDependencies } from './deps.ts';
import type { Acting } from './identify.ts';
import { actingIn } from './identify.ts';
import { problem } from './problem.ts';

/** An agency's report as whoever asked may read it. */
export interface OpenedReport {
  readonly report: AgencyReport;
  readonly who: Acting;
}

/** Which reports are there for whoever acts. */
export function readingFor({ actor, directory }: Acting): ReportReading {
  return readingOf(actor, directory);
}

/**
 * Finds a report for whoever asks. One that is not there and one that is closed to them are
 * answered alike.
 */
export async function findReport(
  deps: ApiDependencies,
  who: Acting,
  idOrNumber: string,
): Promise<AgencyReport> {
  const report = await loadReport(deps.db, idOrNumber);
  if (report === null) throw problem('NOT_FOUND');
  const readers = await readersOfReport(deps.db, report.id);
  if (!readsReport(readingFor(who), report, readers)) throw problem('NOT_FOUND');
  return report;
}

/** Opens a report for whoever asks, and keeps that they read it; its letters are seen by that. */
export async function openReport(
  deps: ApiDependencies,
  request: FastifyRequest,
  idOrNumber: string,
  what: ReadWhat,
): Promise<OpenedReport> {
  const who = await actingIn(deps, request);
  const report = await findReport(deps, who, idOrNumber);
  await noteReportRead(deps, who, report.id, what);
  return { report, who };
}

/** Keeps that somebody read a report or a cycle; its letters to them are seen by that. */
export async function noteReportRead(
  deps: ApiDependencies,
  who: Acting,
  id: string,
  what: ReadWhat,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await noteRead(tx, id, who.actor, what, who.now);
    await markSeen(tx, seeing(who), { caseId: id }, who.now);
  });
}

/** The cycles that are there for whoever acts. */
export function cyclesFor(
  deps: ApiDependencies,
  who: Acting,
  filter: Omit<Parameters<typeof listCycles>[2], 'collecting'>,
): Promise<ListedCycle[]> {
  const reading = readingFor(who);
  const collecting = who.rules.regimes
    .filter(({ collector }) =>
      [collector.office, collector.drafting].some((office) => reading.offices.includes(office)),
    )
    .map(({ id }) => id);
  const all = reading.assigned === null ? collecting : [];
  return listCycles(deps.db, reading, { ...filter, collecting: all });
}

/** A cycle by its id or number; refused like one that is not there when it is not for them. */
export async function findCycle(
  deps: ApiDependencies,
  who: Acting,
  idOrNumber: string,
): Promise<ListedCycle> {
  const [found] = await cyclesFor(deps, who, { cycle: idOrNumber });
  if (found === undefined) throw problem('NOT_FOUND');
  return found;
}
