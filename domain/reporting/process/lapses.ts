import { lapseDue } from '../../cases/clocks-of-case.ts';
import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import type { RunningClock } from '../../clocks/clock.ts';
import type { ReportClockId } from '../../clocks/rule.ts';
import type { ReportDeciding } from './deciding.ts';

/** Lets lapse what is due of a report, each clock with what it does. */
export function lapseReportClocks(d: ReportDeciding): void {
  lapseDue(d, (clock) => EFFECTS[clock.rule as ReportClockId](d, clock));
}

const EFFECTS: Readonly<Record<ReportClockId, (d: ReportDeciding, clock: RunningClock) => void>> = {
  // The collector goes on without it, and says so; the office is urged, then one higher each time.
  'report-due': (d, clock) => {
    if (d.report.notReceivedAt === null) d.record('report-not-received', { due: clock.due });
    urge(d, clock);
  },
  'report-resubmit': urge,
  'report-accept': (d, clock) => {
    d.tell('report-waits', clock.owner, clock.lapses > 1 ? HEADS : OFFICERS);
  },
};

function urge(d: ReportDeciding, clock: RunningClock): void {
  const { office, drafting, collector } = d.report;
  d.tell('report-urged', office, HEADS);
  if (drafting !== office) d.tell('report-urged', drafting, [...OFFICERS, ...HEADS]);
  if (collector === null) {
    // Nobody is above the Ministry here: its leadership is told again.
    return;
  }
  d.tell('report-missing', collector.drafting, OFFICERS, 'in-digest');
  if (clock.lapses > 1) d.tell('report-missing', collector.office, HEADS);
  // From then on one collector higher each time: for a commune, the Ministry's desk.
  const higher = collector.above[clock.lapses - 3];
  if (higher !== undefined) d.tell('report-missing', higher, [...OFFICERS, ...HEADS], 'in-digest');
}
