import type { DecisionContext } from '../domain/cases/deciding.ts';
import { picked, placesOf } from '../domain/reporting/cycle.ts';
import { withOwnDay } from '../domain/reporting/one-off.ts';
import { formFor } from '../domain/reporting/form.ts';
import type { CycleAct } from '../domain/reporting/year/act.ts';
import type { AskedCycle, Cycle, OpenedCycle } from '../domain/reporting/year/cycle.ts';
import type { CycleDecision } from '../domain/reporting/year/decide.ts';
import { decideOnCycle, openCycle } from '../domain/reporting/year/decide.ts';
import { cycleSnapshot } from '../domain/reporting/year/outcome.ts';
import { cycleKnowledge } from '../records/cycle-knowledge.ts';
import { askedCycle, lockCycle, saveCycle } from '../records/cycles.ts';
import type { Queryable } from '../records/database.ts';
import { plannedYear } from '../records/planned-year.ts';
import { insertPlaces, reportId, unopenedBy } from '../records/report-places.ts';
import type { CaseDecision, Matter } from './matter.ts';

/** One year of a duty to report: it begins with what was asked for, by the schedule or by hand. */
export const CYCLE: Matter<Cycle> = {
  stream: 'cycle',
  lock: lockCycle,
  async begin(tx, id, context) {
    const asked = await askedCycle(tx, id);
    if (asked === null) return null;
    return decided(openCycle(id, await resolved(tx, id, asked, context), context));
  },
  async decide(tx, before, act, context) {
    const knowledge = await cycleKnowledge(tx, before);
    return decided(decideOnCycle(before, act as CycleAct | null, context, knowledge));
  },
  save: (tx, before, after, { now }) => saveCycle(tx, before, after, now),
  snapshot: cycleSnapshot,
  unopened: (tx, after) => unopenedBy(tx, after.id),
  byClock: new Set(['cycle-collecting', 'cycle-reported']),
  letters: () => ({ excludeOffice: null, reporter: null }),
};

/** Resolves who reports to whom on the day on which the cycle opens, and keeps it. */
async function resolved(
  tx: Queryable,
  id: string,
  asked: AskedCycle,
  { directory, rules, now }: DecisionContext,
): Promise<OpenedCycle> {
  const rule = rules.regimes.find((one) => one.id === asked.regime);
  const form = formFor(rules.forms, asked.regime, asked.year);
  if (rule === undefined || form === undefined) {
    throw new Error(`No rule or no form for ${asked.regime} in ${asked.year}`);
  }
  const all = await plannedYear(tx, rule, asked.year, { directory, rules });
  const chosen = asked.only === null ? all : picked(all, new Set(asked.only));
  const { until } = asked;
  const days = { calendar: rules.calendar('VN'), hours: rules.hours };
  const root = until === undefined ? chosen : withOwnDay(chosen, rule, { now, until }, days);
  const placed = placesOf(root);
  await insertPlaces(tx, id, placed);
  return {
    ...asked,
    rule: rule.version,
    form: { form: form.id, version: form.version },
    resolvedOn: directory.date,
    root: reportId(id, root),
    reports: placed.length,
    levels: Math.max(...placed.map(({ level }) => level)),
  };
}

function decided({ cycle, ...rest }: CycleDecision): CaseDecision<Cycle> {
  return { after: cycle, ...rest };
}
