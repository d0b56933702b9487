import type { RunningClock } from '../../clocks/clock.ts';
import { assertNever } from '../../never.ts';
import type { Instant } from '../../time/instant.ts';
import type { OpenedReport, ReportFact } from './fact.ts';
import type { AgencyReport, SavedPart } from './report.ts';

/** The report as it is after a fact; the first fact of a report is always `report-opened`. */
export function evolve(
  before: AgencyReport | null,
  id: string,
  fact: ReportFact,
  at: Instant,
): AgencyReport {
  if (fact.kind === 'report-opened') return opened(id, fact.data, at);
  if (before === null) throw new Error(`Report ${id} begins with ${fact.kind}`);
  return { ...before, ...changed(before, fact, at), version: before.version + 1 };
}

function opened(id: string, data: OpenedReport, at: Instant): AgencyReport {
  return {
    ...data,
    id,
    version: 1,
    stage: 'opened',
    ending: null,
    openedAt: at,
    assigned: [],
    parts: [],
    submissions: [],
    acceptedRevision: null,
    returns: [],
    late: null,
    notReceivedAt: null,
    closedAt: null,
    consolidated: null,
    opinion: null,
    dispatches: [],
    clocks: [],
  };
}

function changed(report: AgencyReport, fact: ReportFact, at: Instant): Partial<AgencyReport> {
  switch (fact.kind) {
    case 'report-opened':
      throw new Error('A report is opened once');
    case 'report-assigned':
      return { assigned: [...report.assigned, fact.data.person] };
    case 'part-saved':
      // Whoever changes the draft takes the opinion on it away.
      return { parts: withPart(report.parts, fact.data), opinion: null };
    case 'figures-consolidated':
      return {
        parts: fact.data.parts.reduce(withPart, report.parts),
        consolidated: fact.data.from,
        opinion: null,
      };
    case 'opinion-given':
      return { opinion: { ...fact.data, at } };
    case 'council-recorded':
      return { councils: [...(report.councils ?? []), fact.data] };
    case 'advice-given':
      return { advices: [...(report.advices ?? []), fact.data] };
    case 'report-submitted':
      // What comes after the cycle was closed has come all the same.
      return { submissions: [...report.submissions, fact.data], ending: null };
    case 'report-returned':
      return { returns: [...report.returns, { at, reasons: fact.data.reasons }] };
    case 'report-accepted':
      return { acceptedRevision: fact.data.revision };
    case 'late-asked':
    case 'late-answered':
      return { late: fact.data };
    case 'report-not-received':
      return { notReceivedAt: at };
    case 'report-closed':
      return { ending: 'not-received', closedAt: at };
    case 'supplement-begun':
      return { opinion: null };
    case 'report-dispatched':
      return { dispatches: [...report.dispatches, fact.data] };
    case 'report-stage-entered':
      return { stage: fact.data.stage };
    case 'report-cancelled':
      return { stage: 'ended', ending: 'cancelled' };
    case 'clock-started':
      return { clocks: [...report.clocks, fact.data.clock] };
    case 'clock-met':
      return clock(report, fact.data.clock, (c) => ({ ...c, status: 'met' }));
    case 'clock-stopped':
      return clock(report, fact.data.clock, (c) => ({ ...c, status: 'stopped' }));
    case 'clock-lapsed':
      return clock(report, fact.data.clock, () => fact.data.now);
    case 'clock-changed':
      return clock(report, fact.data.clock.id, () => fact.data.clock);
    default:
      return assertNever(fact);
  }
}

function withPart(parts: readonly SavedPart[], saved: SavedPart): readonly SavedPart[] {
  const others = parts.filter((part) => part.filling.part !== saved.filling.part);
  return [...others, saved];
}

function clock(
  report: AgencyReport,
  id: string,
  change: (clock: RunningClock) => RunningClock,
): Partial<AgencyReport> {
  return { clocks: report.clocks.map((c) => (c.id === id ? change(c) : c)) };
}
