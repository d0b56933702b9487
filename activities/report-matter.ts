import type { DecisionContext } from '../domain/cases/deciding.ts';
import { presently } from '../domain/offices/presently.ts';
import type { ReportAct } from '../domain/reporting/process/act.ts';
import type { ReportDecision } from '../domain/reporting/process/decide.ts';
import { decideOnReport, openReport } from '../domain/reporting/process/decide.ts';
import type { OpenedReport } from '../domain/reporting/process/fact.ts';
import { reportSnapshot } from '../domain/reporting/process/outcome.ts';
import type { AgencyReport } from '../domain/reporting/process/report.ts';
import { stepsOf } from '../domain/reporting/step.ts';
import type { Cycle } from '../domain/reporting/year/cycle.ts';
import { standingCycle } from '../records/cycles.ts';
import type { Queryable } from '../records/database.ts';
import { formIn, regimeIn } from '../records/report-figures.ts';
import { reportKnowledge, wantedFor } from '../records/report-knowledge.ts';
import type { StoredPlace } from '../records/report-places.ts';
import { loadPlace, placesBelow, unopenedBy } from '../records/report-places.ts';
import { holdStage, lockReport, saveReport } from '../records/reports.ts';
import type { CaseDecision, Matter } from './matter.ts';

/** A report of one office in one cycle: it begins with its place in the plan of the cycle. */
export const REPORT: Matter<AgencyReport> = {
  stream: 'report',
  lock: lockReport,
  async begin(tx, id, context) {
    const stored = await loadPlace(tx, id);
    const cycle = stored === null ? null : await standingCycle(tx, stored.cycle);
    // Of a year that was called off no report begins any more.
    if (stored === null || cycle === null || cycle.ending === 'cancelled') return null;
    const { rules } = context;
    const opened = await openedReport(tx, stored, cycle, context);
    const { policy } = regimeIn(rules, opened.cycle);
    return decided(openReport(id, opened, policy, context, formIn(rules, cycle.form)));
  },
  async decide(tx, before, act, context) {
    const asked = act as ReportAct | null;
    const { collector } = before;
    if (asked?.kind === 'accept-report' && collector !== null) {
      await holdStage(tx, collector.report);
    }
    const knowledge = await reportKnowledge(tx, before, context, wantedFor(asked?.kind ?? null));
    return decided(decideOnReport(before, asked, context, knowledge));
  },
  save: (tx, before, after, { now }) => saveReport(tx, before, after, now),
  snapshot: reportSnapshot,
  unopened: async (tx, after) => (after.scope === 'branch' ? unopenedBy(tx, after.id) : []),
  // The decision itself tells what was due from what was done.
  byClock: new Set(),
  letters: () => ({ excludeOffice: null, reporter: null }),
};

async function openedReport(
  tx: Queryable,
  { id, collector, place }: StoredPlace,
  cycle: Cycle,
  { rules, directory }: DecisionContext,
): Promise<OpenedReport> {
  const { office, scope, drafting, predecessors, dates } = place;
  const [nearest, ...higher] = await collectorsOf(tx, collector);
  const below = scope === 'branch' ? await placesBelow(tx, id) : [];
  // By what the office is today: one that ended since the year opened is its successor.
  const kind = directory.office(presently(office, directory))?.kind;
  const steps = stepsOf(formIn(rules, cycle.form).steps, { kind, scope });
  return {
    number: `${cycle.number}.${office}${scope === 'branch' ? '.TH' : ''}`,
    drill: cycle.drill,
    cycle: { id: cycle.id, regime: cycle.regime, year: cycle.year },
    form: cycle.form,
    dates,
    office,
    scope,
    drafting,
    predecessors,
    collector:
      nearest === undefined
        ? null
        : {
            report: nearest.id,
            office: nearest.place.office,
            drafting: nearest.place.drafting,
            above: higher.map(({ place: { drafting: desk } }) => desk),
          },
    addressees: below.map((lower) => lower.place.office),
    ...(steps.length === 0 ? {} : { steps }),
  };
}

/** The reports that collect a report, one above the other, the nearest first. */
async function collectorsOf(tx: Queryable, first: string | null): Promise<StoredPlace[]> {
  const found: StoredPlace[] = [];
  for (let next = first; next !== null; next = found.at(-1)?.collector ?? null) {
    const place = await loadPlace(tx, next);
    if (place === null) break;
    found.push(place);
  }
  return found;
}

function decided({ report, ...rest }: ReportDecision): CaseDecision<AgencyReport> {
  return { after: report, ...rest };
}
