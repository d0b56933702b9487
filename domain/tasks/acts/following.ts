import type { PersonActor } from '../../authority/actor.ts';
import { changeClock } from '../../cases/clocks-of-case.ts';
import { HEADS, OFFICERS } from '../../cases/deciding.ts';
import { extendClock, latestExtension } from '../../clocks/extension.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import { isDocumentRef } from '../../plans/document-ref.ts';
import { dateOf, parseDate, parseInstant } from '../../time/instant.ts';
import type { TaskActData } from '../act.ts';
import { actsFor } from '../../authority/relations.ts';
import { handsOverFor } from '../handing-over.ts';
import type { TaskActRules, TaskDeciding } from '../deciding.ts';
import { UNFINISHED, WORKING } from '../deciding.ts';
import type { TaskOccurrence } from '../task.ts';

type Following =
  | 'urge-task'
  | 'extend-task'
  | 'record-inspection'
  | 'propose-commendation'
  | 'hand-over-proposals';

/** What the following-up body does, and what a task hands on. */
export const FOLLOWING: TaskActRules<Following> = {
  'urge-task': {
    from: UNFINISHED,
    decide(d, { words }, actor) {
      // Whoever was only asked is not urged.
      if (d.task.role === 'asked') return refuse('NOT_OF_THIS_TASK', { act: 'urge-task' });
      if (words.trim() === '') return refuse('FIELDS_MISSING', { fields: 'words' });
      d.record('task-urged', { by: actor.person, words });
      d.tell('task-urged', d.task.office, [...HEADS, ...OFFICERS]);
      if (d.task.named !== null) d.tellPerson('task-urged', d.task.named);
      return null;
    },
  },
  'extend-task': { from: UNFINISHED, decide: extend },
  'record-inspection': {
    from: [...UNFINISHED, 'done'],
    decide(d, { on, inspected, findings, document }, actor) {
      const { office, terms } = d.task;
      const follows = terms.nature.kind === 'follow-up' && terms.nature.record === 'inspection';
      // Whose task it is to inspect writes down whom it inspected; others inspect this office.
      const isOurs = actsFor(actor, office, d.directory);
      if (isOurs && !follows) return refuse('NOT_OF_THIS_TASK', { act: 'record-inspection' });
      if (d.directory.office(inspected) === undefined) {
        return refuse('UNKNOWN_OFFICE', { office: inspected });
      }
      if (!isOurs && inspected !== office) return refuse('UNKNOWN_OFFICE', { office: inspected });
      if (findings.trim() === '') return refuse('FIELDS_MISSING', { fields: 'findings' });
      if (parseDate(on) === undefined) return refuse('INVALID_FIELD', { field: 'on' });
      if (on > dateOf(d.now)) return refuse('MOMENT_IN_FUTURE', { field: 'on' });
      if (document !== null && !isDocumentRef(document)) return refuse('DOCUMENT_MISSING');
      d.record('inspection-recorded', { by: actor.person, on, inspected, findings, document });
      d.tell('task-inspected', inspected, HEADS, 'in-digest');
      return null;
    },
  },
  'propose-commendation': {
    from: [...UNFINISHED, 'done'],
    decide(d, { whom, why }, actor) {
      if (whom.trim() === '') return refuse('FIELDS_MISSING', { fields: 'whom' });
      if (why.trim() === '') return refuse('REASON_MISSING');
      d.record('commendation-proposed', { by: actor.person, whom, why });
      d.tell('commendation-proposed', d.reviewer.office, HEADS, 'in-digest');
      return null;
    },
  },
  'hand-over-proposals': { from: [...WORKING, 'done'], decide: handOver },
};

/** What a review comes to: its proposals go over as a draft, or nothing has to change. */
function handOver(
  d: TaskDeciding,
  { occurrence: wanted, proposals, notNeeded, document }: TaskActData['hand-over-proposals'],
  actor: PersonActor,
): Refusal | null {
  const { nature } = d.task.terms;
  if (nature.kind !== 'review') return refuse('NOT_OF_THIS_TASK', { act: 'hand-over-proposals' });
  const found = reviewMeant(d, wanted ?? null);
  if (found !== undefined && 'code' in found) return found;
  const because = notNeeded ?? null;
  const isNone = proposals.length === 0 && because !== null;
  if (proposals.some((text) => text.trim() === '') || (proposals.length === 0 && !isNone)) {
    return refuse('FIELDS_MISSING', { fields: 'proposals' });
  }
  if (because !== null && !isNone) return refuse('FIELDS_NOT_ALLOWED', { fields: 'notNeeded' });
  if (because?.trim() === '') return refuse('REASON_MISSING');
  if (!isDocumentRef(document)) return refuse('DOCUMENT_MISSING');
  const none = because === null ? {} : { notNeeded: because };
  const of = found === undefined ? {} : { occurrence: found.id };
  const content = { to: nature.proposalsTo, ...of, proposals, ...none, document };
  const checksum = d.context.checksum({ task: d.task.number, ...content });
  d.record('proposals-handed-over', { ...content, checksum, by: actor.person, at: d.now });
  if (!isNone) d.tell('proposals-handed-over', d.owner, HEADS);
  return null;
}

/** The review that proposals are for: the one asked for, or the one that waits longest. */
function reviewMeant(d: TaskDeciding, wanted: string | null): TaskOccurrence | Refusal | undefined {
  if (wanted === null) return handsOverFor(d.task);
  const found = d.task.occurrences.find(({ id }) => id === wanted);
  if (found === undefined) return refuse('UNKNOWN_OCCURRENCE', { occurrence: wanted });
  return found.status === 'dropped' ? refuse('OCCURRENCE_NOT_OPEN', { occurrence: wanted }) : found;
}

function extend(
  d: TaskDeciding,
  { clock: id, until, reason }: TaskActData['extend-task'],
  actor: PersonActor,
): Refusal | null {
  const clock = d.task.clocks.find((one) => one.id === id);
  if (clock === undefined) return refuse('UNKNOWN_CLOCK', { clock: id });
  if (clock.status !== 'running') return refuse('CLOCK_NOT_RUNNING', { clock: id });
  if (clock.due <= d.now || clock.lapses > 0) return refuse('CLOCK_ALREADY_LATE', { clock: id });
  if (reason.trim() === '') return refuse('REASON_MISSING');
  const rule = d.rules.clock(clock.rule);
  if (rule.extend === null) return refuse('CLOCK_NOT_EXTENDABLE', { clock: id });
  // Nobody gives time to themselves; where nobody is named, the office itself does the task.
  const { named, office } = d.task;
  const isTheirs = named === null ? actsFor(actor, office, d.directory) : named === actor.person;
  if (isTheirs) return refuse('AUTHOR_CANNOT_DECIDE');
  const instant = parseInstant(until);
  if (instant === undefined || instant <= clock.due) {
    return refuse('VALUE_OUT_OF_RANGE', { field: 'until' });
  }
  const latest = latestExtension(clock, rule, d.rules.calendar(clock.calendar), d.rules.hours);
  if (latest !== null && instant > latest) return refuse('EXTENSION_TOO_LONG', { latest });
  changeClock(d, 'extended', reason, { before: clock, after: extendClock(clock, instant) });
  d.tell('clock-extended', d.task.office, [...OFFICERS, ...HEADS], 'in-digest');
  return null;
}
