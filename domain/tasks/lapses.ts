import { lapseDue } from '../cases/clocks-of-case.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import { nth } from '../cases/settling.ts';
import type { RunningClock } from '../clocks/clock.ts';
import type { TaskClockId } from '../clocks/rule.ts';
import type { NoticeKind } from '../notices/notice.ts';
import type { OfficeId } from '../offices/office.ts';
import type { TaskDeciding } from './deciding.ts';
import { stopOccurrence, untoldIn } from './occurrences.ts';

/** Lets lapse what is due of a task, each clock with what it does. */
export function lapseTaskClocks(d: TaskDeciding): void {
  lapseDue(d, (clock) => EFFECTS[clock.rule as TaskClockId](d, clock));
}

const EFFECTS: Readonly<Record<TaskClockId, (d: TaskDeciding, clock: RunningClock) => void>> = {
  'task-take-up': (d, clock) => urge(d, clock, 'task-not-taken-up'),
  'task-contest': (d) => {
    d.tell('contest-waits', d.owner, HEADS);
    if (d.reviewer.office !== d.owner) d.tell('contest-waits', d.reviewer.office, HEADS);
  },
  'task-due': late,
  'occurrence-due': (d, clock) => {
    late(d, clock);
    missWhatWentBefore(d, clock);
  },
  'task-submit-again': (d, clock) => urge(d, clock, 'task-overdue'),
  'task-review': (d, clock) => {
    d.tell('product-waits', d.reviewer.desk, [...OFFICERS, ...HEADS]);
    if (clock.lapses > 1) d.tell('product-waits', d.reviewer.office, HEADS);
  },
  'decision-review': (d, clock) => {
    d.tell('decision-review-due', d.task.office, HEADS);
    if (clock.lapses > 1) d.tell('decision-review-due', d.reviewer.desk, OFFICERS, 'in-digest');
  },
  'list-forward': (d, clock) => {
    d.tell('list-to-forward', d.reviewer.desk, [...OFFICERS, ...HEADS]);
    if (clock.lapses > 1) d.tell('list-to-forward', d.reviewer.office, HEADS);
  },
  'list-appraisal': (d, clock) => {
    d.tell('appraisal-waits', clock.owner, [...OFFICERS, ...HEADS]);
    d.tell('appraisal-waits', d.reviewer.desk, OFFICERS, 'in-digest');
  },
};

/** It is late from now on: told to who does it and who follows it up, and urged. */
function late(d: TaskDeciding, clock: RunningClock): void {
  const occurrence = d.task.occurrences.find(({ id }) => id === clock.subject);
  if (occurrence?.lateSince === null) {
    d.record('task-late', { occurrence: occurrence.id, due: clock.due });
  }
  urge(d, clock, 'task-overdue');
}

/** What never came before the next one fell due is missed, and urged no more. */
function missWhatWentBefore(d: TaskDeciding, clock: RunningClock): void {
  const { occurrences } = d.task;
  const at = occurrences.findIndex(({ id }) => id === clock.subject);
  const due = occurrences[at]?.period?.to;
  for (const { id, status, period } of occurrences.slice(0, Math.max(at, 0))) {
    if (status !== 'open' || period === null) continue;
    // From before an amendment: a year's product is still owed when a quarter of it is over.
    if (due !== undefined && period.to >= due) continue;
    stopOccurrence(d, id);
    d.record('occurrence-missed', { occurrence: id, ...untoldIn(d) });
    // While it stands still nobody is told; when it goes on, once.
    if (d.task.standstill !== null) continue;
    d.tell('occurrence-missed', d.reviewer.desk, OFFICERS, 'in-digest');
  }
}

/** The office is urged, and from the second time on one office higher each time is told. */
function urge(d: TaskDeciding, clock: RunningClock, kind: NoticeKind): void {
  // While it stands still a fixed date goes by all the same, but nobody is urged.
  if (d.task.standstill !== null) return;
  const { office, named } = d.task;
  d.tell(kind, office, HEADS);
  if (named !== null) d.tellPerson(kind, named);
  if (d.reviewer.desk !== office) d.tell('task-late', d.reviewer.desk, OFFICERS, 'in-digest');
  const above = clock.lapses > 1 ? nth(chainAbove(d), clock.lapses - 1) : null;
  if (above !== null) d.tell('task-late', above, HEADS);
}

/** Up from an office: its superior, who follows the plan up, its owner, and their channel. */
export function chainAbove(d: TaskDeciding): readonly OfficeId[] {
  const { directory, reviewer, owner } = d;
  const superior = directory.superiorOf(d.task.office);
  const chain = [superior, reviewer.office, owner, ...directory.channelsOf(reviewer.office)];
  const others = chain.filter((one): one is OfficeId => one !== null && one !== d.task.office);
  return [...new Set(others)];
}
