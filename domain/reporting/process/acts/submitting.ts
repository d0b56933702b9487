import type { PersonActor } from '../../../authority/actor.ts';
import type { Refusal } from '../../../errors.ts';
import { refuse } from '../../../errors.ts';
import { signingFormOf } from '../../../offices/signing.ts';
import { CLERKS, HEADS, OFFICERS } from '../../../cases/deciding.ts';
import { checkFilling } from '../../checking.ts';
import type { Filling } from '../../filling.ts';
import { differencesOf, nilFilling, withKnown } from '../../filling.ts';
import type { ReportActData } from '../act.ts';
import type { ReportActRules } from '../act-rule.ts';
import type { ReportDeciding } from '../deciding.ts';
import type { AgencyReport, Submission } from '../report.ts';
import { draftOf, newestSubmission } from '../report.ts';
import { OPEN_DRAFT, faulty } from './drafting.ts';
import { differsFromCouncil, stepMissing } from './steps.ts';

type Submitting = 'submit-report' | 'submit-nil' | 'begin-supplement' | 'dispatch-report';

/** What the head does, and what follows it: sign, say that there is nothing, supplement, send. */
export const SUBMITTING: ReportActRules<Submitting> = {
  'submit-report': { from: ['drafting', 'returned'], decide: submit },
  'submit-nil': {
    from: OPEN_DRAFT,
    decide(d, { reason }, actor) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      const early = tooEarly(d);
      if (early !== null) return early;
      const filling = nilFilling(d.knowledge.form, d.report.scope);
      const [fault] = checkFilling(d.knowledge.form, filling, d.knowledge.known);
      if (fault !== undefined) return faulty(fault);
      return sign(d, filling, actor);
    },
  },
  'begin-supplement': {
    from: ['accepted', 'sent'],
    decide(d, { reason }, actor) {
      if (reason.trim() === '') return refuse('REASON_MISSING');
      d.record('supplement-begun', { by: actor.person, reason });
      d.record('report-stage-entered', { stage: 'drafting' });
      return null;
    },
  },
  'dispatch-report': {
    from: ['submitted'],
    decide(d, { number, channel, to }) {
      // What goes to a collector in the product needs no letter; what leaves it does.
      if (d.report.collector !== null) return refuse('WRONG_STAGE', { stage: d.report.stage });
      if ([number, channel, to].some((text) => text.trim() === '')) {
        return refuse('FIELDS_MISSING', { fields: 'number|channel|to' });
      }
      d.record('report-dispatched', { number, channel, to, at: d.now });
      d.record('report-stage-entered', { stage: 'sent' });
      d.tell('report-sent', d.report.office, HEADS, 'in-digest');
      return null;
    },
  },
};

/** The draft as it would be signed: what the register knows is filled in where nobody wrote. */
export function toBeSigned(report: AgencyReport, knowledge: ReportDeciding['knowledge']): Filling {
  return withKnown(knowledge.form, draftOf(report), knowledge.known);
}

function submit(
  d: ReportDeciding,
  { checksum }: ReportActData['submit-report'],
  actor: PersonActor,
): Refusal | null {
  const early = tooEarly(d);
  if (early !== null) return early;
  // Nobody signs what they wrote themselves.
  if (d.report.parts.some(({ by }) => by === actor.person)) return refuse('AUTHOR_CANNOT_DECIDE');
  if (d.report.drafting !== d.report.office && d.report.opinion === null) {
    return refuse('OPINION_MISSING');
  }
  const missing = stepMissing(d.report, 'submission');
  if (missing !== null) return missing;
  const filling = toBeSigned(d.report, d.knowledge);
  if (d.context.checksum(filling) !== checksum) return refuse('PROPOSAL_CHANGED');
  const [fault] = checkFilling(d.knowledge.form, filling, d.knowledge.known);
  if (fault !== undefined) return faulty(fault);
  return differsFromCouncil(d.report, filling) ?? sign(d, filling, actor);
}

function tooEarly({ report, now }: ReportDeciding): Refusal | null {
  const { submitFrom } = report.dates;
  return now < submitFrom ? refuse('TOO_EARLY', { from: submitFrom }) : null;
}

function sign(d: ReportDeciding, filling: Filling, actor: PersonActor): null {
  const revision = (newestSubmission(d.report)?.revision ?? 0) + 1;
  d.record('report-submitted', {
    revision,
    filling,
    checksum: d.context.checksum(filling),
    differences: differencesOf(d.knowledge.form, filling, d.knowledge.known),
    by: actor.person,
    office: actor.office,
    signedAs: signingFormOf(d.directory.office(actor.office), actor),
    at: d.now,
    arrival: arrivalOf(d, revision),
  });
  d.meet('report-due');
  d.meet('report-resubmit');
  d.record('report-stage-entered', { stage: 'submitted' });
  const { collector, office } = d.report;
  if (collector === null) {
    d.tell('report-to-dispatch', office, CLERKS);
  } else {
    d.start('report-accept', { owner: collector.drafting });
    d.tell('report-submitted', collector.drafting, OFFICERS, 'in-digest');
  }
  return null;
}

function arrivalOf(d: ReportDeciding, revision: number): Submission['arrival'] {
  const { submissions, notReceivedAt } = d.report;
  const [first] = submissions;
  // What came in time stays so, however often it is returned or supplemented.
  if (revision > 1 && first !== undefined) return first.arrival;
  if (notReceivedAt !== null) return 'late';
  // Whoever was given more time and did not need it is on time.
  const clock = d.running('report-due');
  return clock !== undefined && d.now >= clock.firstDue ? 'late-permitted' : 'on-time';
}
