import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import { followCalendars } from '../../cases/clocks-of-case.ts';
import type { DecidedFact, DecisionContext } from '../../cases/deciding.ts';
import { HEADS, OFFICERS, lettersOf } from '../../cases/deciding.ts';
import type { ReportForm } from '../form.ts';
import type { DatePolicy } from '../../time/spec.ts';
import type { NoticeRequest } from '../../notices/notice.ts';
import type { ReportAct, ReportActKind } from './act.ts';
import type { ReportActRule, ReportActRules } from './act-rule.ts';
import { COLLECTING } from './acts/collecting.ts';
import { DRAFTING, OPEN_DRAFT } from './acts/drafting.ts';
import { STEPS } from './acts/steps.ts';
import { SUBMITTING } from './acts/submitting.ts';
import { mayReport } from './authority.ts';
import type { ReportKnowledge } from './deciding.ts';
import { ReportDeciding, knowingNothing } from './deciding.ts';
import type { OpenedReport, ReportFact } from './fact.ts';
import { lapseReportClocks } from './lapses.ts';
import type { AgencyReport } from './report.ts';

/** Every act on a report, from which stages, and what it does. */
export const REPORT_ACTS: ReportActRules<ReportActKind> = {
  ...DRAFTING,
  ...SUBMITTING,
  ...STEPS,
  ...COLLECTING,
};

export const REPORT_ACT_KINDS = Object.keys(REPORT_ACTS) as readonly ReportActKind[];

/** What a decision on a report comes to. */
export interface ReportDecision {
  readonly report: AgencyReport;
  readonly facts: readonly DecidedFact<ReportFact>[];
  readonly notices: readonly NoticeRequest[];
  readonly refusal: Refusal | null;
}

/** Opens the report of an office: it is told, and its clock runs to the cut-off of its level. */
export function openReport(
  id: string,
  opened: OpenedReport,
  policy: DatePolicy,
  context: DecisionContext,
  form: ReportForm,
): ReportDecision {
  const d = new ReportDeciding(id, null, context, knowingNothing(form));
  d.record('report-opened', opened);
  const date = opened.dates.dueDate;
  d.start('report-due', { owner: opened.drafting, value: { kind: 'by-date', date, policy } });
  d.tell('report-opened', opened.office, HEADS, 'in-digest');
  d.tell('report-opened', opened.drafting, OFFICERS, 'in-digest');
  return settled(d, null);
}

/**
 * Decides on an act, or without one on what is due: first whatever lapsed before now, then the act.
 * What lapsed stands even when the act is refused. Pure.
 */
export function decideOnReport(
  before: AgencyReport,
  act: ReportAct | null,
  context: DecisionContext,
  knowledge: ReportKnowledge,
): ReportDecision {
  const first = new ReportDeciding(before.id, before, context, knowledge);
  look(first);
  if (act === null) return settled(first, null);
  const second = new ReportDeciding(before.id, first.report, context, knowledge);
  const refusal = carryOut(second, act);
  const due = first.facts.map((fact) => ({ ...fact, byItself: true as const }));
  if (refusal !== null) return { ...settled(first, refusal), facts: due };
  return {
    report: second.report,
    facts: [...due, ...second.facts],
    notices: lettersOf([...first.notices, ...second.notices], second.report),
    refusal: null,
  };
}

function look(d: ReportDeciding): void {
  const { cancelled, closed } = d.knowledge;
  if (cancelled !== null && d.report.stage !== 'ended') {
    d.stop('report-due', 'report-accept', 'report-resubmit');
    d.record('report-cancelled', { reason: cancelled });
    d.tell('cycle-cancelled', d.report.office, HEADS, 'in-digest');
  } else if (closed && isMissing(d.report)) {
    d.stop('report-due', 'report-resubmit');
    d.record('report-closed', {});
  }
  followCalendars(d);
  lapseReportClocks(d);
}

/**
 * Nothing of it was ever accepted, and nothing lies there to be looked at. It closes once. What
 * left the collector at the top is accepted by nobody here, and is missing to nobody.
 */
function isMissing({ stage, closedAt, acceptedRevision, dispatches }: AgencyReport): boolean {
  const came = acceptedRevision !== null || dispatches.length > 0;
  return closedAt === null && !came && OPEN_DRAFT.includes(stage);
}

function carryOut(d: ReportDeciding, act: ReportAct): Refusal | null {
  const { actor } = d.context;
  if (actor.kind !== 'person') throw new Error(`${act.kind} is an act of a person`);
  const rule = REPORT_ACTS[act.kind] as ReportActRule<ReportActKind> | undefined;
  if (rule === undefined) return refuse('UNKNOWN_ACT', { act: act.kind });
  const forbidden = mayReport(actor, act.kind, d.report, d.directory);
  if (forbidden !== null) return forbidden;
  const { stage } = d.report;
  if (!rule.from.includes(stage)) {
    return refuse(stage === 'ended' ? 'CASE_ENDED' : 'WRONG_STAGE', { stage });
  }
  return rule.decide(d, act.data as never, actor);
}

function settled(d: ReportDeciding, refusal: Refusal | null): ReportDecision {
  return { report: d.report, facts: d.facts, notices: lettersOf(d.notices, d.report), refusal };
}
