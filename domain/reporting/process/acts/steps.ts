import type { PersonActor } from '../../../authority/actor.ts';
import type { Refusal } from '../../../errors.ts';
import { refuse } from '../../../errors.ts';
import { HEADS, OFFICERS } from '../../../cases/deciding.ts';
import type { CivilDate } from '../../../time/instant.ts';
import { dateOf, parseDate } from '../../../time/instant.ts';
import { LARGEST_FIGURE } from '../../arithmetic.ts';
import type { Filling } from '../../filling.ts';
import { valuesOf } from '../../filling.ts';
import type { StepGate } from '../../step.ts';
import type { ReportActData } from '../act.ts';
import type { ReportActRules } from '../act-rule.ts';
import type { ReportDeciding } from '../deciding.ts';
import type { AgencyReport } from '../report.ts';
import {
  adviceOn,
  councilOf,
  isAdvised,
  isAuthor,
  missingSteps,
  newestSubmission,
} from '../report.ts';
import { OPEN_DRAFT } from './drafting.ts';

/** The steps that a form may ask for besides: the council's paper, the finance office's advice. */
export const STEPS: ReportActRules<'record-council' | 'give-advice'> = {
  'record-council': {
    from: [...OPEN_DRAFT, 'submitted', 'accepted', 'sent'],
    decide: recordCouncil,
  },
  'give-advice': { from: ['submitted'], decide: giveAdvice },
};

/** The refusal for a step that is missing before a report may go on; null when none is. */
export function stepMissing(report: AgencyReport, gate: StepGate): Refusal | null {
  const missing = missingSteps(report).filter(({ before }) => before === gate);
  if (missing.length === 0) return null;
  return refuse('STEP_MISSING', { step: missing.map(({ step }) => step).join(', ') });
}

/** What the council has seen is what is signed: the refusal where the amounts differ, or null. */
export function differsFromCouncil(report: AgencyReport, filling: Filling): Refusal | null {
  const values = valuesOf(filling);
  for (const { step, before, figure } of report.steps ?? []) {
    if (step === 'advice' || before !== 'submission' || figure === null) continue;
    const amount = councilOf(report, step)?.amount ?? null;
    const value = values.get(figure) ?? null;
    if (amount !== null && value !== amount) {
      return refuse('AMOUNT_DIFFERS', { field: figure, value: value ?? '', expected: amount });
    }
  }
  return null;
}

function recordCouncil(
  d: ReportDeciding,
  { step, number, on, amount }: ReportActData['record-council'],
  actor: PersonActor,
): Refusal | null {
  const wanted = d.report.steps?.find((one) => one.step === step);
  if (wanted === undefined) return refuse('UNKNOWN_STEP', { step });
  const { stage, collector } = d.report;
  const isDraft = OPEN_DRAFT.includes(stage);
  // What was signed with it stands: another amount needs another draft.
  if (wanted.before === 'submission' && !isDraft) return refuse('WRONG_STAGE', { stage });
  if (amount === null && wanted.figure !== null) {
    return refuse('FIELDS_MISSING', { fields: 'amount' });
  }
  const wrong = paperRefusal(d, { number, on, amount });
  if (wrong !== null) return wrong;
  d.record('council-recorded', { step, number, on, amount, by: actor.person, at: d.now });
  if (!isDraft && collector !== null) {
    d.tell('council-recorded', collector.drafting, OFFICERS, 'in-digest');
  }
  return null;
}

function giveAdvice(
  d: ReportDeciding,
  { text, number, on, amount }: ReportActData['give-advice'],
  actor: PersonActor,
): Refusal | null {
  const { collector } = d.report;
  const submission = newestSubmission(d.report);
  if (!isAdvised(d.report)) return refuse('UNKNOWN_STEP', { step: 'advice' });
  if (collector === null || submission === undefined) {
    return refuse('WRONG_STAGE', { stage: d.report.stage });
  }
  // The finance office reports as well: nobody advises on what they wrote or signed.
  if (isAuthor(d.report, actor.person)) return refuse('AUTHOR_CANNOT_DECIDE');
  if (text.trim() === '') return refuse('FIELDS_MISSING', { fields: 'text' });
  const wrong = paperRefusal(d, { number, on, amount });
  if (wrong !== null) return wrong;
  const isFirst = adviceOn(d.report) === undefined;
  const { revision } = submission;
  const paper = { text, number, on, amount };
  d.record('advice-given', { revision, ...paper, by: actor.person, at: d.now });
  // The desk has done its part in time or not; now the collector has to decide.
  if (isFirst) {
    d.meet('report-accept');
    d.start('report-accept', { owner: collector.office });
  }
  d.tell('report-advised', collector.office, [...OFFICERS, ...HEADS]);
  return null;
}

/** What is wrong with a paper's number, date or amount; null when nothing is. */
function paperRefusal(
  d: ReportDeciding,
  paper: {
    readonly number: string;
    readonly on: CivilDate;
    readonly amount: number | null;
  },
): Refusal | null {
  const { number, on, amount } = paper;
  if (number.trim() === '') return refuse('FIELDS_MISSING', { fields: 'number' });
  if (parseDate(on) === undefined) return refuse('VALUE_OUT_OF_RANGE', { field: 'on' });
  if (on > dateOf(d.now)) return refuse('MOMENT_IN_FUTURE', { field: 'on' });
  const isWhole = amount === null || (Number.isInteger(amount) && amount >= 0);
  if (!isWhole || (amount ?? 0) > LARGEST_FIGURE) {
    return refuse('VALUE_OUT_OF_RANGE', { field: 'amount' });
  }
  return null;
}
