import { changeClock } from '../cases/clocks-of-case.ts';
import { HEADS, OFFICERS } from '../cases/deciding.ts';
import { TASK_CLOCKS } from '../clocks/rule.ts';
import type { OfficeId } from '../offices/office.ts';
import { TASK_PARTS } from '../plans/holders.ts';
import { dateOf } from '../time/instant.ts';
import type { TaskDeciding, Twin } from './deciding.ts';
import { endTask } from './ending.ts';
import { followParties } from './parties.ts';
import type { Home } from './task.ts';
import { isActive } from './task.ts';

/**
 * A task of a body that has ended goes to its successor by date, and says so; where the successor
 * holds the same task already, in whatever part, one of the two is enough.
 */
export function followSuccession(d: TaskDeciding): void {
  if (!isActive(d.task)) return;
  const { office, scope } = d.task;
  const to = d.directory.successorOf(office, scope ?? undefined);
  if (to === undefined) {
    d.tell('task-ended', d.owner, HEADS, 'in-digest');
    endTask(d, 'no-heir', null);
    return;
  }
  if (to === office) noteChange(d);
  else rehome(d, to, 'succession');
  const twin = d.knowledge.twins.find((one) => one.office === to && goesBefore(one, d));
  if (twin === undefined) return;
  d.stop(...TASK_CLOCKS);
  d.record('task-merged', { into: twin.number });
  d.tell('task-ended', to, HEADS, 'in-digest');
}

/** The task lies with another office from now on: its clocks are that office's. */
export function rehome(d: TaskDeciding, to: OfficeId, why: Exclude<Home['why'], 'opened'>): void {
  const { office: from, role } = d.task;
  d.record('task-rehomed', { from, to, why });
  for (const clock of d.task.clocks) {
    const runs = clock.status === 'running' || clock.status === 'frozen';
    if (!runs || clock.owner !== from || clock.rule === 'task-take-up') continue;
    const after = { ...clock, owner: to };
    changeClock(d, 'rehomed', `${from} ${to}`, { before: clock, after });
  }
  // Whoever follows the plan up does not accept its own work.
  followParties(d);
  // Whoever comes new to it has as long as anybody to take it up.
  d.stop('task-take-up', 'task-contest');
  if (d.task.stage === 'assigned') d.start('task-take-up', { owner: to });
  d.tell(role === 'asked' ? 'task-invited' : 'task-assigned', to, [...HEADS, ...OFFICERS]);
  d.tell('task-rehomed', d.reviewer.desk, OFFICERS, 'in-digest');
  // A body that has ended reads no letters.
  if (d.directory.office(from) !== undefined) d.tell('task-rehomed', from, HEADS, 'in-digest');
}

/** The same office, but with another name, superior or channel than when the task came to it. */
function noteChange(d: TaskDeciding): void {
  const { office, officeSince, homes, openedAt } = d.task;
  const since = d.directory.office(office)?.validFrom;
  if (since === undefined || since === officeSince) return;
  if (since > dateOf(homes.at(-1)?.since ?? openedAt))
    d.record('office-changed', { office, since });
}

/**
 * Of two, the one in the stronger part stays: whoever leads a task is not asked for it as well. In
 * the same part the one that was at home stays; of two that moved, the one with the lesser id. Both
 * come to the same answer, whichever looks first, or both at once.
 */
function goesBefore(twin: Twin, { task }: TaskDeciding): boolean {
  if (twin.role !== task.role) return TASK_PARTS.indexOf(twin.role) < TASK_PARTS.indexOf(task.role);
  const hasMoved = task.homes.length > 1;
  return twin.moved === hasMoved ? twin.id < task.id : hasMoved;
}
