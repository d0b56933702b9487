import { changeClock } from '../cases/clocks-of-case.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import type { ClockRuleId } from '../clocks/rule.ts';
import { partiesOf } from '../plans/process/places.ts';
import type { TaskDeciding } from './deciding.ts';
import { isActive } from './task.ts';

/** The clocks that are those of the desk that follows a task up. */
const OF_THE_DESK: readonly ClockRuleId[] = ['task-review', 'list-forward'];

/**
 * To whom its office answers with a task is as the plan, the owner's decisions and the directory
 * have it now: who leads, where it helps, and who accepts. So nobody is left to accept what lies
 * with itself, however it came to it.
 */
export function followParties(d: TaskDeciding): void {
  if (!isActive(d.task)) return;
  const { office, role, terms, lead, reviewer } = d.task;
  const { plan, lead: leads } = d.knowledge;
  const now = partiesOf(plan.whose, terms, { office, role, lead: leads }, d.directory);
  const { office: body, desk } = now.reviewer;
  if (lead === now.lead && reviewer.office === body && reviewer.desk === desk) return;
  d.record('parties-changed', { reviewer: now.reviewer, lead: now.lead });
  handToDesk(d);
}

/** The same, where the office itself is not another one: it is told, and who has to accept. */
export function tellParties(d: TaskDeciding): void {
  const before = d.task.reviewer.desk;
  const version = d.task.version;
  followParties(d);
  if (d.task.version === version) return;
  const { office, reviewer, occurrences } = d.task;
  d.tell('parties-changed', office, [...HEADS, ...OFFICERS], 'in-digest');
  const waits = occurrences.some(({ status }) => status === 'submitted');
  if (reviewer.desk !== before && waits) {
    d.tell('product-submitted', reviewer.desk, OFFICERS, 'in-digest');
  }
}

function handToDesk(d: TaskDeciding): void {
  const { desk } = d.task.reviewer;
  for (const clock of d.task.clocks) {
    const runs = clock.status === 'running' || clock.status === 'frozen';
    if (!runs || clock.owner === desk || !OF_THE_DESK.includes(clock.rule)) continue;
    const after = { ...clock, owner: desk };
    changeClock(d, 'rehomed', `${clock.owner} ${desk}`, { before: clock, after });
  }
}
