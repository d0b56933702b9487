import type { Refusal } from '../../../errors.ts';
import { refuse } from '../../../errors.ts';
import { changeClock } from '../../../cases/clocks-of-case.ts';
import { HEADS, OFFICERS } from '../../../cases/deciding.ts';
import { extendClock, latestExtension } from '../../../clocks/extension.ts';
import { parseInstant } from '../../../time/instant.ts';
import type { ReportActRules } from '../act-rule.ts';
import type { ReportDeciding } from '../deciding.ts';
import type { ReportActData } from '../act.ts';
import { adviceOn, isAuthor, newestSubmission } from '../report.ts';
import type { ReportStage } from '../vocabulary.ts';
import { OPEN_DRAFT } from './drafting.ts';
import { stepMissing } from './steps.ts';

type Collecting = 'return-report' | 'accept-report' | 'ask-late' | 'answer-late';

/** Where a collector's report can only be added to by a supplement. */
const GONE_UP: readonly ReportStage[] = ['submitted', 'accepted', 'sent'];

/** What lies between an office and its collector: returned, accepted, later by permission. */
export const COLLECTING: ReportActRules<Collecting> = {
  'return-report': {
    from: ['submitted'],
    decide(d, { reasons }) {
      const { collector, office, drafting } = d.report;
      if (collector === null) return refuse('WRONG_STAGE', { stage: d.report.stage });
      if (reasons.length === 0 || reasons.some(({ reason }) => reason.trim() === '')) {
        return refuse('REASON_MISSING');
      }
      const parts = new Set(d.knowledge.form.parts.map(({ id }) => id));
      const unknown = reasons.find(({ part }) => part !== null && !parts.has(part));
      if (unknown !== undefined) return refuse('UNKNOWN_PART', { part: unknown.part ?? '' });
      const by = actorPerson(d);
      if (isAuthor(d.report, by)) return refuse('AUTHOR_CANNOT_DECIDE');
      d.record('report-returned', { by, reasons });
      d.stop('report-accept');
      d.record('report-stage-entered', { stage: 'returned' });
      d.start('report-resubmit', { owner: drafting });
      d.tell('report-returned', office, HEADS);
      d.tell('report-returned', drafting, OFFICERS);
      return null;
    },
  },
  'accept-report': {
    from: ['submitted'],
    decide(d, { checksum }) {
      const submission = newestSubmission(d.report);
      const { collector } = d.report;
      if (collector === null || submission === undefined) {
        return refuse('WRONG_STAGE', { stage: d.report.stage });
      }
      if (submission.checksum !== checksum) return refuse('PROPOSAL_CHANGED');
      const by = actorPerson(d);
      // A province collects its own part as well: nobody accepts what they wrote or signed.
      if (isAuthor(d.report, by)) return refuse('AUTHOR_CANNOT_DECIDE');
      const missing = stepMissing(d.report, 'acceptance');
      if (missing !== null) return missing;
      if (adviceOn(d.report)?.by === by) return refuse('AUTHOR_CANNOT_DECIDE');
      d.record('report-accepted', { by, revision: submission.revision });
      d.meet('report-accept');
      d.record('report-stage-entered', { stage: 'accepted' });
      d.tell('report-accepted', d.report.office, HEADS, 'in-digest');
      const above = d.knowledge.collectorStage;
      if (above !== null && GONE_UP.includes(above)) {
        d.tell('supplement-due', collector.drafting, OFFICERS);
      }
      return null;
    },
  },
  'ask-late': {
    from: OPEN_DRAFT,
    decide(d, { until, reason }, actor) {
      const refusal = lateRefusal(d, until, reason);
      if (refusal !== null) return refusal;
      if (d.report.collector === null) return refuse('FORBIDDEN', { action: 'ask-late' });
      if (d.report.late?.answer === 'awaited') return refuse('ALREADY_DONE', { act: 'ask-late' });
      const asked = { askedBy: actor.person, reason, until };
      d.record('late-asked', { ...asked, answer: 'awaited', answeredBy: null, words: null });
      d.tell('late-asked', d.report.collector.office, HEADS);
      d.tell('late-asked', d.report.collector.drafting, HEADS);
      return null;
    },
  },
  'answer-late': { from: OPEN_DRAFT, decide: answerLate },
};

function answerLate(
  d: ReportDeciding,
  { permit, until, reason }: ReportActData['answer-late'],
): Refusal | null {
  const { late, office, drafting } = d.report;
  if (late?.answer !== 'awaited') return refuse('NOT_ASKED');
  const refusal = lateRefusal(d, permit ? until : late.until, reason);
  if (refusal !== null) return refusal;
  if (late.askedBy === actorPerson(d)) return refuse('AUTHOR_CANNOT_DECIDE');
  const answer = permit ? 'permitted' : 'refused';
  d.record('late-answered', {
    ...late,
    until: permit ? until : late.until,
    answer,
    answeredBy: actorPerson(d),
    words: reason,
  });
  const before = d.running('report-due');
  if (permit && before !== undefined) {
    changeClock(d, 'extended', reason, { before, after: extendClock(before, until) });
  }
  d.tell('late-answered', office, HEADS);
  d.tell('late-answered', drafting, OFFICERS);
  return null;
}

// Before the cut-off only; afterwards the report is missing, and comes late without permission.
function lateRefusal(d: ReportDeciding, until: string, reason: string): Refusal | null {
  if (reason.trim() === '') return refuse('REASON_MISSING');
  const clock = d.running('report-due');
  if (clock === undefined || clock.lapses > 0) return refuse('CLOCK_ALREADY_LATE');
  const instant = parseInstant(until);
  if (instant === undefined || instant <= clock.due) {
    return refuse('VALUE_OUT_OF_RANGE', { field: 'until' });
  }
  const rule = d.rules.clock(clock.rule);
  const latest = latestExtension(clock, rule, d.rules.calendar(clock.calendar), d.rules.hours);
  return latest !== null && instant > latest ? refuse('EXTENSION_TOO_LONG', { latest }) : null;
}

function actorPerson({ context }: ReportDeciding): string {
  const { actor } = context;
  if (actor.kind !== 'person') throw new Error('An act is of a person');
  return actor.person;
}
