import type { Clockwork } from '../../../domain/plans/due.ts';
import { dueOf, everyOf } from '../../../domain/plans/due.ts';
import { opensTask } from '../../../domain/plans/duties.ts';
import type { Plan, PlanTask, PlanTaskId } from '../../../domain/plans/plan.ts';
import { isAsItArises } from '../../../domain/plans/process/terms.ts';
import type { PhaseState } from '../../../domain/plans/process/vocabulary.ts';
import type { RunningPlan } from '../../../domain/plans/process/running-plan.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { dateOf, plus } from '../../../domain/time/instant.ts';
import { firstOfMonth } from '../../../domain/time/months.ts';
import type { TaskCount } from '../../../records/plan-progress.ts';
import type { Gantt, GanttPhase, GanttRow } from '../../plans/picture/gantt.ts';
import type { HoldersTelling } from './holders-text.ts';
import { holdersText } from './holders-text.ts';

/** A plan over the years, with how each phase stands and the first and last day that is known. */
export interface PlanGanttView extends Gantt {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly phases: readonly (GanttPhase & { readonly status: PhaseState })[];
}

interface Drawing {
  readonly run: RunningPlan;
  readonly plan: Plan;
  readonly counts: readonly TaskCount[];
  /** The tasks that lie with somebody; null where the reader sees with whom all of them lie. */
  readonly laidDown: ReadonlySet<PlanTaskId> | null;
  readonly today: CivilDate;
  readonly clockwork: Clockwork;
  readonly telling: HoldersTelling;
}

/** A plan as rows over the years, for a picture and for a table. */
export function planGanttView(given: Drawing): PlanGanttView {
  const drawing = { ...given, plan: asItRuns(given) };
  const { run, plan, today, telling } = drawing;
  const { language } = telling;
  const phases = phasesIn(drawing);
  const rows = plan.tasks.filter(opensTask).map((task) => rowOf(task, drawing));
  const begins = [...rows, ...phases].map(({ from }) => from);
  const ends = [...rows.flatMap(({ to, due }) => [to, due]), ...phases.map(({ to }) => to)];
  const known = [today, ...begins, ...ends.filter((day) => day !== null)].sort();
  const title = plan.title[language];
  return {
    plan: { number: run.document?.number ?? run.number, title },
    today,
    begins: dayOfPlan(drawing),
    from: known[0] ?? today,
    to: known.at(-1) ?? today,
    phases: phases.map(({ id, from, to, state }) => {
      const name = plan.phases.find((one) => one.id === id)?.name[language] ?? id;
      return { id, name, from, to, status: state };
    }),
    rows,
  };
}

/** The plan with the days that its phases have by now. */
function asItRuns({ run, plan }: Drawing): Plan {
  const phases = plan.phases.map((phase) => {
    const { from, to } = run.phases.find(({ id }) => id === phase.id) ?? phase;
    return { ...phase, from, to };
  });
  return { ...plan, phases };
}

function phasesIn({ run, plan }: Drawing) {
  if (run.phases.length > 0) return run.phases;
  return plan.phases.map(({ id, from, to }) => ({ id, from, to, state: 'waiting' as const }));
}

function rowOf(task: PlanTask, drawing: Drawing): GanttRow {
  const { plan, counts, clockwork, telling } = drawing;
  const phase = phasesIn(drawing).find(({ id }) => id === task.phase);
  const { nature, due, phase: id, product } = task;
  const terms = { job: task.job, product, due, nature, phase: phase ?? null };
  const kind = isAsItArises(terms) ? 'as-it-arises' : everyOf(task) !== null ? 'standing' : 'once';
  const lastGood = kind === 'once' ? lastGoodDay(plan, task, clockwork) : null;
  const count = counts.find((one) => one.task === task.id) ?? NONE;
  const { offices, done, late, open } = count;
  return {
    task: task.id,
    phase: id,
    job: task.job[telling.language],
    lead: holdersText(task.lead.length > 0 ? task.lead : task.asked, telling),
    from: firstDay(task, phase?.from, drawing),
    to: phase === undefined ? lastGood : phase.to,
    due: lastGood,
    kind,
    ...{ offices, done, late, open },
    state: stateOf(count, task.id, drawing),
  };
}

const NONE = { offices: 0, opened: 0, done: 0, late: 0, open: 0, waiting: 0, stopped: 0 };

function stateOf(
  { offices, opened, done, late, open, waiting, stopped }: Omit<TaskCount, 'task'>,
  task: PlanTaskId,
  { run, laidDown }: Drawing,
): GanttRow['state'] {
  if (late > 0) return 'late';
  if (opened === 0) {
    if (offices === 0 && laidDown?.has(task) === true) return 'not-seen';
    return run.stage === 'ended' ? 'ended' : 'not-begun';
  }
  if (open === 0) return done > 0 && stopped === 0 ? 'done' : 'ended';
  return waiting === open && done === 0 ? 'not-taken-up' : 'running';
}

/** From when it is to be done: its months, its phase as far as the plan is there, or the plan. */
function firstDay({ due }: PlanTask, phase: CivilDate | undefined, drawing: Drawing): CivilDate {
  if (due?.kind === 'months') return firstOfMonth(due.from);
  const begins = dayOfPlan(drawing);
  return phase === undefined || phase < begins ? begins : phase;
}

/** The day of the plan: that of its document, its month, or the day on which it was adopted. */
function dayOfPlan({ run, plan }: Drawing): CivilDate {
  const month = plan.month === null ? null : firstOfMonth(plan.month);
  return run.document?.date ?? plan.date ?? month ?? dateOf(run.adoptedAt ?? run.loadedAt);
}

/** `due` is the first instant that is late: the day before it is the last good one. */
function lastGoodDay(plan: Plan, task: PlanTask, clockwork: Clockwork): CivilDate | null {
  const due = dueOf(plan, task, clockwork)?.due ?? null;
  return due === null ? null : dateOf(plus(due, -1));
}
