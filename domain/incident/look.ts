import { changeClock, followCalendars } from '../cases/clocks-of-case.ts';
import { freezeClock, resumeClock } from '../clocks/clock.ts';
import type { RunningClock } from '../clocks/clock.ts';
import { canFreeze } from '../clocks/freezing.ts';
import { isSettled } from '../lao-side/branch.ts';
import type { Deciding } from './deciding.ts';
import { OFFICERS } from '../cases/deciding.ts';
import { concernsAgreement } from './incident.ts';
import { lapseIncidentClocks } from './lapses.ts';

/**
 * What comes before every decision, in this order: the treaty's status of today, the calendars of
 * today, and every lapse that is due. What a rule change did is thus a fact of the case before
 * anybody acts on it; a second look finds nothing to do.
 */
export function look(d: Deciding): void {
  followTreaty(d);
  followCalendars(d);
  lapseIncidentClocks(d);
}

/** Suspended: the Lao branch's clocks stand still, and go on later with what was left. */
export function followTreaty(d: Deciding): void {
  if (!concernsAgreement(d.incident)) return;
  const { treaty } = d.rules;
  if (treaty !== d.incident.lao.treaty) {
    d.record('treaty-changed', { treaty, basis: treaty });
    if (d.incident.handling !== null) {
      d.tell('treaty-changed', d.incident.handling, OFFICERS, 'in-digest');
    }
  }
  const suspended = treaty === 'suspended';
  for (const clock of d.incident.clocks) {
    if (!hangsOnTreaty(d, clock)) continue;
    if (suspended && clock.status === 'running' && canFreeze(clock.spec)) {
      const after = freezeClock(clock, d.now, ...basis(d, clock));
      changeClock(d, 'frozen', treaty, { before: clock, after });
    }
    if (!suspended && clock.status === 'frozen') {
      const after = resumeClock(clock, d.now, ...basis(d, clock));
      changeClock(d, 'resumed', treaty, { before: clock, after });
    }
  }
}

// The closing waits for the branch, so it stands still with it.
function hangsOnTreaty(d: Deciding, clock: RunningClock): boolean {
  if (clock.process === 'lao-side') return clock.rule !== 'lao-decide';
  return clock.rule === 'close' && !isSettled(d.incident.lao);
}

function basis(d: Deciding, clock: RunningClock) {
  return [d.rules.calendar(clock.calendar), d.rules.hours] as const;
}
