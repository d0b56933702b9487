import { subjectName } from './task-subjects.ts';
import type { AgencyTask } from '../../../domain/tasks/task.ts';
import type { TaskFactData, TaskFactKind } from '../../../domain/tasks/fact.ts';
import type { Language } from '../../../domain/text.ts';
import type { MessageKey } from '../../../locales/index.ts';
import { translate } from '../../../locales/index.ts';
import { dateText, dueText } from '../../../locales/moment.ts';
import type { StoredFact } from '../../../records/facts.ts';
import type { CommonTelling } from './clock-sentences.ts';
import { CLOCK_SENTENCES, officeName, personName } from './clock-sentences.ts';
import { occurrenceWords } from './task-words.ts';
import type { Sentences } from './told-entries.ts';
import { entriesOf, sentenceOf } from './told-entries.ts';

/** What the sentences about a task may look up. */
export interface TaskTelling extends CommonTelling {
  readonly task: Pick<AgencyTask, 'terms' | 'decisions'>;
}

/** What fills the places of each fact's sentence in `locales/<language>/timeline.json`. */
const SENTENCES: Sentences<TaskFactData, TaskTelling> = {
  'task-opened': (d, t) => ({
    number: d.number,
    office: officeName(t, d.office),
    role: word(t, `tasks.role.${d.role}`),
    job: d.terms.job[t.language],
  }),
  'task-seen': () => ({}),
  'task-accepted': (d, t) => ({ person: personName(t, d.person) }),
  'task-contested': (d) => ({ reason: d.reason }),
  'contest-decided': (d, t) => ({
    decision: word(t, `tasks.contest.${d.decision}`),
    words: d.words,
  }),
  'invitation-answered': (d) => ({ takesPart: d.takesPart ? 'yes' : 'no', words: d.words }),
  'person-named': (d, t) => ({ person: personName(t, d.person), reason: d.reason }),
  'progress-reported': (d) => ({ percent: d.percent ?? 'none', words: d.words }),
  'contribution-made': (d) => ({ title: d.document?.title ?? 'none', words: d.words }),
  'occurrence-opened': (d, t) => ({
    occurrence: occurrence(t, d.id),
    from: d.period === null ? 'none' : dateText(d.period.from),
    to: d.period === null ? 'none' : dateText(d.period.to),
  }),
  'occurrence-missed': (d, t) => ({ occurrence: occurrence(t, d.occurrence) }),
  'occurrence-dropped': (d, t) => ({ occurrence: occurrence(t, d.occurrence) }),
  'product-submitted': (d, t) => ({
    title: d.document.title,
    occurrence: occurrence(t, d.occurrence),
    revision: d.revision,
    arrival: word(t, `tasks.arrival.${d.arrival}`),
    note: d.note,
  }),
  'product-accepted': (d, t) => ({ occurrence: occurrence(t, d.occurrence) }),
  'product-returned': (d, t) => ({
    occurrence: occurrence(t, d.occurrence),
    reason: d.reason,
  }),
  'task-late': (d, t) => ({
    occurrence: occurrence(t, d.occurrence),
    due: dueText(t.language, d.due),
  }),
  'lateness-lifted': (d, t) => ({
    occurrence: occurrence(t, d.occurrence),
    due: d.due === null ? 'none' : dueText(t.language, d.due),
  }),
  'task-urged': (d) => ({ words: d.words }),
  'task-done': (d, t) => ({ ending: word(t, `tasks.ending.${d.ending}`) }),
  'task-resumed': () => ({}),
  'decision-registered': (d, t) => ({
    number: d.number,
    date: dateText(d.date),
    subject: subjectName(t.task.terms, d.subject, t.language),
    covers: d.covers,
    reviewOn: dateText(d.reviewOn),
  }),
  'decision-reviewed': (d, t) => ({
    number: t.task.decisions.find(({ id }) => id === d.decision)?.number ?? d.decision,
    result: word(t, `tasks.review.${d.result}`),
    reason: d.reason,
  }),
  'draft-recorded': (d) => ({ title: d.title }),
  'opinion-recorded': (d) => ({ from: d.from, text: d.text }),
  'regulation-issued': (d) => ({ number: d.number, date: dateText(d.date), title: d.title }),
  'list-forwarded': (d, t) => ({
    office: officeName(t, d.to),
    number: d.number,
    date: dateText(d.date),
  }),
  'list-appraised': (d, t) => ({
    result: word(t, `tasks.appraisal.${d.result}`),
    number: d.number,
    date: dateText(d.date),
    words: d.words,
  }),
  'inspection-recorded': (d, t) => ({
    office: officeName(t, d.inspected),
    on: dateText(d.on),
    findings: d.findings,
  }),
  'commendation-proposed': (d) => ({ whom: d.whom, why: d.why }),
  'proposals-handed-over': (d) => ({
    count: d.proposals.length,
    title: d.document.title,
    list: d.proposals.join('; '),
    reason: d.notNeeded ?? '',
  }),
  'task-carried-over': (d, t) => ({
    edition: d.edition,
    changed:
      d.changed.length === 0
        ? 'none'
        : d.changed.map((change) => word(t, `tasks.change.${change}`)).join(', '),
    reason: d.reason ?? '',
  }),
  'task-rehomed': (d, t) => ({
    from: officeName(t, d.from),
    to: officeName(t, d.to),
    why: word(t, `tasks.home.${d.why}`),
  }),
  'parties-changed': (d, t) => ({
    lead: d.lead === null ? 'none' : officeName(t, d.lead),
    accepts: officeName(t, d.reviewer.office),
  }),
  'office-changed': (d, t) => ({
    office: officeName(t, d.office),
    since: dateText(d.since),
  }),
  'task-merged': (d) => ({ into: d.into }),
  'task-stood-still': (d) => ({ reason: d.reason }),
  'task-went-on': () => ({}),
  'task-ended': (d, t) => ({
    ending: word(t, `tasks.ending.${d.ending}`),
    reason: d.reason ?? 'none',
  }),
  ...CLOCK_SENTENCES,
};

/** The story of a task, told in whole sentences. */
export function taskTimeline(facts: readonly StoredFact[], telling: TaskTelling) {
  return entriesOf<TaskFactKind>(facts, (kind, data) => taskSentence(kind, data, telling));
}

/** A fact of a task as a sentence. */
export function taskSentence(kind: TaskFactKind, data: unknown, telling: TaskTelling): string {
  return sentenceOf(SENTENCES, kind, data, telling).trim();
}

function word({ language }: { readonly language: Language }, key: MessageKey): string {
  return translate(language, key);
}

function occurrence({ language }: TaskTelling, id: string): string {
  return occurrenceWords(language, id);
}
