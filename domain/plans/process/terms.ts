import type { CivilDate } from '../../time/instant.ts';
import { addDays } from '../../time/instant.ts';
import { addMonths, firstOfMonth } from '../../time/months.ts';
import type { TimeSpec } from '../../time/spec.ts';
import type { Every, Phase, Plan, PlanTask, PlanTaskId } from '../plan.ts';

/** What a task asks of whoever holds it, as the edition of the plan in force says. */
export interface TaskTerms {
  readonly job: PlanTask['job'];
  readonly product: PlanTask['product'];
  readonly due: PlanTask['due'];
  readonly nature: PlanTask['nature'];
  /** Its phase with the days that it has; null: it runs with the whole plan. */
  readonly phase: Pick<Phase, 'id' | 'from' | 'to'> | null;
}

/** What an amendment changed of a task. */
export const TERM_CHANGES = ['job', 'product', 'due', 'nature', 'phase'] as const;
export type TermChange = (typeof TERM_CHANGES)[number];

/** The terms of a task in a plan, by the days of its phases now; null when it is not there. */
export function termsIn(
  plan: Pick<Plan, 'tasks'>,
  phases: readonly Pick<Phase, 'id' | 'from' | 'to'>[],
  id: PlanTaskId,
): TaskTerms | null {
  const task = plan.tasks.find((one) => one.id === id);
  if (task === undefined) return null;
  const { job, product, due, nature } = task;
  const phase = phases.find((one) => one.id === task.phase);
  const days = phase === undefined ? null : { id: phase.id, from: phase.from, to: phase.to };
  return { job, product, due, nature, phase: days };
}

/** What differs between two terms, in the order of the list. */
export function changedTerms(before: TaskTerms, after: TaskTerms): readonly TermChange[] {
  return TERM_CHANGES.filter((name) => sorted(before[name]) !== sorted(after[name]));
}

/** The deadline of what is done once; null for what comes again, or has none. */
export function dueSpec({ due, phase }: TaskTerms): TimeSpec | null {
  switch (due?.kind) {
    case 'date':
      return due.reading === 'before'
        ? { kind: 'before-date', date: due.date, policy: due.policy }
        : { kind: 'by-date', date: due.date, policy: due.policy };
    case 'months':
      return { kind: 'month-window', from: due.from, to: due.to };
    case 'phase':
      if (due.every !== null || phase?.to == null) return null;
      return { kind: 'phase', from: phase.from, to: phase.to };
    default:
      return null;
  }
}

/** Whether it is done as matters arise: never done, and with no product due. */
export function isAsItArises({ due }: TaskTerms): boolean {
  return due?.kind === 'standing' && due.every === null;
}

/** A stretch of the calendar with its name: `2026-Q2`, `2026-H1`, `2026`. */
export interface Period {
  readonly id: string;
  readonly from: CivilDate;
  /** Its last day. */
  readonly to: CivilDate;
}

const MONTHS: Readonly<Record<Every['unit'], number>> = { quarter: 3, 'half-year': 6, year: 12 };

/**
 * The calendar quarter, half or year of a day, whole, as in `occurrencesOf`; null when the day lies
 * outside of the task's phase.
 */
export function periodOf(
  { unit }: Every,
  day: CivilDate,
  phase: TaskTerms['phase'],
): Period | null {
  const within = phase === null || (phase.from <= day && (phase.to === null || day <= phase.to));
  if (!within) return null;
  const year = day.slice(0, 4);
  const months = MONTHS[unit];
  const index = Math.floor((Number(day.slice(5, 7)) - 1) / months);
  const from = firstOfMonth(`${year}-${String(index * months + 1).padStart(2, '0')}`);
  const id = { quarter: `${year}-Q${index + 1}`, 'half-year': `${year}-H${index + 1}`, year }[unit];
  return { id, from, to: addDays(addMonths(from, months), -1) };
}

/** By when the product of a period is due: its last day, working day or not. */
export function periodSpec({ from, to }: Period): TimeSpec {
  return { kind: 'month-window', from: from.slice(0, 7), to: to.slice(0, 7) };
}

// Data is compared as it is written, whatever the order of its fields.
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
