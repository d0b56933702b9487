import { CLOCK_RULES } from '../clocks/rule.ts';
import {
  CAUSES,
  ENDINGS,
  EXCHANGE_STATUSES,
  FINDINGS,
  FORMS,
  KINDS,
  LEVELS,
  ORIGINS,
  REMEDY_KINDS,
  TRANSFER_CHANNELS,
} from '../incident/vocabulary.ts';
import type { OfficeId } from '../offices/office.ts';
import type { CivilDate } from '../time/instant.ts';

/** Everything that the register can count for a report. */
export const REGISTER_FIGURES = [
  'cases',
  'causes',
  'references',
  'remedies',
  'clocks',
  'lao-notices',
  'exchanges',
  'tasks',
  'difficulties',
] as const;
export type RegisterFigureId = (typeof REGISTER_FIGURES)[number];

/** Where a case's references come from; a case with several origins is counted once, as mixed. */
export const CASE_ORIGINS = [...ORIGINS, 'mixed'] as const;
export type CaseOrigin = (typeof CASE_ORIGINS)[number];

/** How a clock went: kept, lapsed at least once, or still running. */
export const CLOCK_OUTCOMES = ['kept', 'lapsed', 'running'] as const;
export type ClockOutcome = (typeof CLOCK_OUTCOMES)[number];

/** How a plan's task stands at the end of the period. */
export const REPORTED_TASK_STATES = ['done', 'done-late', 'open', 'overdue'] as const;
export type ReportedTaskState = (typeof REPORTED_TASK_STATES)[number];

/** What became of a difficulty that a body raised (Decision 801 II.1, fourth dash). */
export const REPORTED_DIFFICULTY_STATES = ['answered', 'passed-up', 'unanswered'] as const;
export type ReportedDifficultyState = (typeof REPORTED_DIFFICULTY_STATES)[number];

/** Whether something concerns the Agreement (exchanged, Lao or joint information). */
const YES_NO = ['yes', 'no'];
/** Every month is a value of its own: `2026-03`. */
const MONTH = 'month';

/** By what each figure is told apart; anything counted has exactly one value of each. */
export const DIMENSIONS: {
  readonly [F in RegisterFigureId]: Readonly<Record<string, readonly string[] | typeof MONTH>>;
} = {
  cases: {
    kind: KINDS,
    level: LEVELS,
    origin: CASE_ORIGINS,
    agreement: YES_NO,
    finding: [...FINDINGS, 'open'],
    ending: [...ENDINGS.filter((ending) => ending !== 'duplicate'), 'open'],
    transfer: [...TRANSFER_CHANNELS, 'none'],
    month: MONTH,
  },
  causes: { cause: CAUSES, level: LEVELS, agreement: YES_NO, month: MONTH },
  references: {
    kind: KINDS,
    level: LEVELS,
    form: FORMS,
    origin: ORIGINS,
    exchange: EXCHANGE_STATUSES,
    month: MONTH,
  },
  remedies: {
    remedy: REMEDY_KINDS,
    'remedy-state': ['open', 'reported', 'accepted', 'outstanding'],
    month: MONTH,
  },
  clocks: { clock: CLOCK_RULES, outcome: CLOCK_OUTCOMES, month: MONTH },
  'lao-notices': { round: ['1', '2'], month: MONTH },
  exchanges: { direction: ['given', 'received', 'jointly-made'], level: LEVELS, month: MONTH },
  tasks: { 'task-state': REPORTED_TASK_STATES, month: MONTH },
  difficulties: { 'difficulty-state': REPORTED_DIFFICULTY_STATES, month: MONTH },
};

/** One thing that can be counted, as the register holds it. */
export interface RegisterRow {
  readonly figure: RegisterFigureId;
  /** Tells it from everything else of the figure; counted once, however often it is handed in. */
  readonly key: string;
  /** By what people find it: the case's number, the task's, the entry's. */
  readonly behind: string;
  readonly office: OfficeId;
  /** The day by which it falls into a period. */
  readonly on: CivilDate;
  readonly drill: boolean;
  /** The body that a case went past (bypass): it is in no report that this body reads. */
  readonly passesBy?: OfficeId;
  /** Its value of every dimension but the month, which is that of `on`. */
  readonly values: Readonly<Record<string, string>>;
}

/** A count as a form asks for it: one of the register's figures, narrowed by its dimensions. */
export interface RegisterExpression {
  readonly figure: RegisterFigureId;
  /** Dimensions and the values that count; a dimension left out does not narrow. */
  readonly where: Readonly<Record<string, readonly string[]>>;
}

/** Whose rows of which days are counted; `null` offices: everybody's. */
export interface RegisterScope {
  readonly offices: ReadonlySet<OfficeId> | null;
  readonly from: CivilDate;
  /** The last day that counts. */
  readonly to: CivilDate;
  /** A drill counts drills, and nothing else does. */
  readonly drill: boolean;
  /** The figures that a register is kept of; the others are known to nobody but the offices. */
  readonly kept: readonly RegisterFigureId[];
}

/** Something behind a number, and whose it is. */
export interface Behind {
  readonly office: OfficeId;
  readonly what: string;
}

/** A number of the register with what is behind it, in the order of their names. */
export interface RegisterValue {
  readonly value: number;
  readonly behind: readonly Behind[];
}

/** The number that an expression gives over the rows of a scope, with everything behind it. */
export function countRegister(
  rows: Iterable<RegisterRow>,
  expression: RegisterExpression,
  scope: RegisterScope,
): RegisterValue {
  return valueOf(counted(rows, expression, scope));
}

/** A part of a number: those with these values of the dimensions it is told apart by. */
export interface RegisterCell extends RegisterValue {
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The same number told apart by dimensions of its figure (kind × level × origin × finding × month);
 * cells without anything are left out. The cells add up to the whole, since every row has exactly
 * one value of each dimension. In the order of the values, the first dimension first.
 */
export function breakDown(
  rows: Iterable<RegisterRow>,
  expression: RegisterExpression,
  scope: RegisterScope,
  dimensions: readonly string[],
): readonly RegisterCell[] {
  const cells = new Map<string, RegisterRow[]>();
  for (const row of counted(rows, expression, scope)) {
    const key = JSON.stringify(dimensions.map((name) => dimensionOf(row, name) ?? ''));
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [row]);
    else cell.push(row);
  }
  return [...cells]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => {
      const values = JSON.parse(key) as string[];
      const named = dimensions.map((name, index) => [name, values[index] ?? ''] as const);
      return { values: Object.fromEntries(named), ...valueOf(part) };
    });
}

/** Whether a figure of the register has a dimension, and the dimension that value. */
export function isDimensionValue(
  figure: RegisterFigureId,
  dimension: string,
  value: string,
): boolean {
  const values = Object.hasOwn(DIMENSIONS[figure], dimension)
    ? DIMENSIONS[figure][dimension]
    : undefined;
  if (values === undefined) return false;
  return values === MONTH ? /^\d{4}-(0[1-9]|1[0-2])$/.test(value) : values.includes(value);
}

function counted(
  rows: Iterable<RegisterRow>,
  { figure, where }: RegisterExpression,
  scope: RegisterScope,
): RegisterRow[] {
  const found = new Map<string, RegisterRow>();
  const wanted = Object.entries(where);
  for (const row of rows) {
    if (row.figure !== figure || row.drill !== scope.drill) continue;
    if (row.on < scope.from || row.on > scope.to) continue;
    if (scope.offices !== null && !scope.offices.has(row.office)) continue;
    if (wanted.every(([name, values]) => values.includes(dimensionOf(row, name) ?? ''))) {
      found.set(row.key, row);
    }
  }
  return [...found.values()];
}

function dimensionOf(row: RegisterRow, dimension: string): string | undefined {
  return dimension === MONTH ? row.on.slice(0, 7) : row.values[dimension];
}

function valueOf(rows: readonly RegisterRow[]): RegisterValue {
  const behind = new Map<string, Behind>();
  for (const { office, behind: what } of rows) behind.set(`${what}\n${office}`, { office, what });
  return {
    value: rows.length,
    behind: [...behind].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
  };
}
