import { freezeClock, rederiveClock, resumeClock } from '../clocks/clock.ts';
import type { RunningClock } from '../clocks/clock.ts';
import { canFreeze } from '../clocks/freezing.ts';
import { isSettled } from '../lao-side/branch.ts';
import type { Deciding } from './deciding.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import { concernsAgreement } from './incident.ts';
import { lapseDue } from './lapses.ts';

/**
 * What comes before every decision, in this order: the treaty's status of today, the calendars of
 * today, and every lapse that is due. What a rule change did is thus a fact of the case before
 * anybody acts on it; a second look finds nothing to do.
 */
export function look(d: Deciding): void {
  followTreaty(d);
  followCalendars(d);
  lapseDue(d);
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
      change(d, clock, 'frozen', freezeClock(clock, d.now, ...basis(d, clock)));
    }
    if (!suspended && clock.status === 'frozen') {
      change(d, clock, 'resumed', resumeClock(clock, d.now, ...basis(d, clock)));
    }
  }
}

/** A calendar was changed: every running clock that counts on it is derived again. */
function followCalendars(d: Deciding): void {
  for (const clock of d.incident.clocks) {
    if (clock.status !== 'running') continue;
    const calendar = d.rules.calendar(clock.calendar);
    if (calendar.version === clock.calendarVersion) continue;
    const again = rederiveClock(clock, calendar, d.rules.hours);
    if (again.due === clock.due) continue;
    change(d, clock, 'calendar', again);
    d.tell('clock-moved', clock.owner, [...OFFICERS, ...HEADS], 'in-digest');
  }
}

function change(
  d: Deciding,
  clock: RunningClock,
  why: 'frozen' | 'resumed' | 'calendar',
  after: RunningClock,
): void {
  const reason = why === 'calendar' ? `${clock.calendar} ${after.calendarVersion}` : d.rules.treaty;
  d.record('clock-changed', { why, reason, before: { due: clock.due }, clock: after });
  if (why !== 'frozen') d.warn(after);
}

// The closing waits for the branch, so it stands still with it.
function hangsOnTreaty(d: Deciding, clock: RunningClock): boolean {
  if (clock.process === 'lao-side') return clock.rule !== 'lao-decide';
  return clock.rule === 'close' && !isSettled(d.incident.lao);
}

function basis(d: Deciding, clock: RunningClock) {
  return [d.rules.calendar(clock.calendar), d.rules.hours] as const;
}
