import { mayCycle } from '../../../domain/reporting/year/authority.ts';
import type { CycleActKind } from '../../../domain/reporting/year/act.ts';
import { nextOpening } from '../../../domain/reporting/opening.ts';
import type { RegimeRule } from '../../../domain/reporting/regime.ts';
import { dateIn, hasCycle } from '../../../domain/reporting/regime.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { dateOf } from '../../../domain/time/instant.ts';
import type { CycleOverview, ListedCycle } from '../../../records/cycle-overview.ts';
import { regimeIn } from '../../../records/report-figures.ts';
import type { Acting } from '../identify.ts';

/** A cycle as it stands; one that no process has opened yet as it was asked for. */
export function cycleView({ id, asked, state }: ListedCycle) {
  const { number, regime, year, drill, only } = asked;
  return {
    ...{ id, number, regime, year, drill, only },
    stage: state?.stage ?? ('opening' as const),
    ending: state?.ending ?? null,
    openedAt: state?.openedAt ?? null,
    reports: state?.reports ?? 0,
  };
}

/** A cycle with how far it has come, and what may be done with it. */
export function cycleOverviewView(found: ListedCycle, overview: CycleOverview, who: Acting) {
  const { asked, state } = found;
  return {
    ...cycleView(found),
    ...overview,
    by: asked.by,
    reason: asked.reason,
    cancelReason: state?.cancelReason ?? null,
    form: state?.form ?? null,
    resolvedOn: state?.resolvedOn ?? null,
    acts: possibleCycleActs(found, who),
  };
}

function possibleCycleActs({ asked, state }: ListedCycle, who: Acting): CycleActKind[] {
  const rule = regimeIn(who.rules, asked);
  const mayCancel = mayCycle(who.actor, 'cancel-cycle', rule, who.directory) === null;
  return mayCancel && state?.stage !== 'ended' ? ['cancel-cycle'] : [];
}

/** A duty to report with its days in this year, or in the next year that has a cycle. */
export function regimeView(rule: RegimeRule, now: Instant) {
  const { id, name, symbol, citation, certainty, everyYears, policy, collector } = rule;
  const year = nextYear(rule, Number(dateOf(now).slice(0, 4)));
  const day = (on: Parameters<typeof dateIn>[1]) => dateIn(year, on);
  const dayOrNone = (on: Parameters<typeof dateIn>[1] | null) => (on === null ? null : day(on));
  return {
    ...{ id, name, symbol, citation, certainty, everyYears, policy, year },
    opens: day(rule.opens),
    figures: { from: day(rule.figures.from), to: day(rule.figures.to) },
    submitFrom: day(rule.submitFrom),
    collector: { ...collector, due: dayOrNone(collector.due) },
    consolidatedWithin: rule.consolidatedWithin,
    addressees: rule.addressees.map(({ kinds, below, due, belowDue, dueBasis, belowBasis }) => ({
      ...{ kinds, below, dueBasis, belowBasis },
      due: day(due),
      belowDue: dayOrNone(belowDue),
    })),
    nextOpening: nextOpening(rule, now),
  };
}

/** This year, or the next that has a cycle; of a regime that is over, its last one. */
function nextYear(rule: RegimeRule, from: number): number {
  if (rule.lastYear !== null && from > rule.lastYear) return rule.lastYear;
  for (let year = from; ; year += 1) if (hasCycle(rule, year)) return year;
}
