import { expect, test } from 'vitest';
import type { PlanDue } from '../../../domain/plans/plan.ts';
import type { TaskRole } from '../../../domain/plans/process/places.ts';
import type { TaskActData, TaskActKind } from '../../../domain/tasks/act.ts';
import { TASK_AUTHORITY } from '../../../domain/tasks/authority.ts';
import { TASK_ACTS, TASK_ACT_KINDS } from '../../../domain/tasks/decide.ts';
import { evolveTask } from '../../../domain/tasks/evolve.ts';
import { taskRowsOf } from '../../../domain/tasks/rows.ts';
import type { AgencyTask } from '../../../domain/tasks/task.ts';
import { isActive, newestProduct } from '../../../domain/tasks/task.ts';
import { OCCURRENCE_STATES, TASK_ENDINGS, TASK_STAGES } from '../../../domain/tasks/vocabulary.ts';
import { plus } from '../../../domain/time/instant.ts';
import type { Dice } from '../../support/case-play.ts';
import { Tally, dice } from '../../support/case-play.ts';
import { BEFORE_MARCH, DOCUMENT, NATURES, QUARTERLY, TASK_ID, TaskPlay } from './task-play.ts';

const OFFICES = ['UBX-02647', 'CAT-15', 'CAT-15-PA03', 'UBND-15', 'BCA-A03', 'UBX-03006'];
const CAPACITIES = ['case-officer', 'head', 'deputy-head', 'clerk', 'staff', 'inspector'];
const DUES: readonly PlanDue[] = [
  BEFORE_MARCH as PlanDue,
  QUARTERLY as PlanDue,
  { kind: 'standing', every: null },
  { kind: 'months', from: '2026-04', to: '2026-06' },
];

type Fill = { [K in TaskActKind]: (d: Dice, play: TaskPlay) => TaskActData[K] };

const words = (d: Dice) => (d.chance(0.04) ? ' ' : 'Nội dung');
const document = (d: Dice) => (d.chance(0.04) ? { sha256: '0', title: 'x' } : DOCUMENT);
const today = (d: Dice, { now }: TaskPlay) =>
  (d.chance(0.04) ? '2099-01-01' : now.slice(0, 10)) as never;
const later = (d: Dice, { now }: TaskPlay) =>
  plus(now, (d.chance(0.05) ? -1 : 1) * 40 * 86_400_000).slice(0, 10) as never;
const pick = (d: Dice, list: readonly { readonly id: string }[]) =>
  list.length === 0 || d.chance(0.04) ? 'none' : d.among(list).id;

const FILL: Fill = {
  'see-task': () => ({}),
  'accept-task': (d, { after: { office } }) => ({
    person: d.chance(0.05) ? 'nobody' : `case-officer@${office}${d.chance(0.3) ? '/2' : ''}`,
  }),
  'contest-task': (d) => ({ reason: words(d) }),
  'decide-contest': (d) => {
    const decision = d.among(['upheld', 'upheld', 'withdrawn', 're-assigned'] as const);
    const to = decision === 're-assigned' ? d.among(['STP-15', 'UBX-03006', 'NOWHERE']) : null;
    return { decision, words: words(d), to: d.chance(0.05) ? null : to };
  },
  'answer-invitation': (d) => ({ takesPart: d.chance(0.7), words: words(d) }),
  'name-person': (d, { after: { office } }) => ({
    person: `case-officer@${office}${d.chance(0.5) ? '/2' : ''}`,
    reason: words(d),
  }),
  'report-progress': (d) => ({ percent: d.among([0, 50, 100, 101, null]), words: words(d) }),
  'make-contribution': (d) => ({ document: d.chance(0.5) ? null : document(d), words: words(d) }),
  'submit-product': (d, { after }) => {
    const { kind } = after.terms.nature;
    const isList = after.terms.nature === NATURES.list;
    const exchange = { who: 'A', approvedBy: 'B', result: words(d) };
    return {
      occurrence: d.chance(0.8) ? null : pick(d, after.occurrences),
      document: document(d),
      note: '',
      exchange: kind === 'training-exchange' && d.chance(0.95) ? exchange : null,
      list: isList && d.chance(0.95) ? d.among(['unchanged', 'to-amend', 'to-amend']) : null,
    };
  },
  'accept-product': (d, { after }) => {
    const found = after.occurrences.find(({ status }) => status === 'submitted');
    const checksum = found === undefined ? '' : (newestProduct(found)?.checksum ?? '');
    return { occurrence: found?.id ?? '1', checksum: d.chance(0.04) ? 'x' : checksum };
  },
  'return-product': (d, { after }) => ({
    occurrence: after.occurrences.find(({ status }) => status === 'submitted')?.id ?? '1',
    reason: words(d),
  }),
  'urge-task': (d) => ({ words: words(d) }),
  'extend-task': (d, { after }) => {
    const clocks = after.clocks.filter(({ status }) => status === 'running');
    const clock = clocks.length === 0 ? undefined : d.among(clocks);
    const days = d.among([-3, 3, 10, 20, 200]);
    return {
      clock: clock?.id ?? 'none',
      until: plus(clock?.due ?? after.openedAt, days * 86_400_000),
      reason: words(d),
    };
  },
  'register-decision': (d, play) => ({
    ...{
      subject: d.among(['lan', 'machines', 'machines', 'x']),
      number: '1',
      date: today(d, play),
    },
    ...{ covers: words(d), reviewOn: later(d, play), document: document(d) },
  }),
  'review-decision': (d, play) => {
    const result = d.among(['kept', 'kept', 'revoked'] as const);
    const reviewOn = result === 'kept' ? later(d, play) : null;
    return { decision: pick(d, play.after.decisions), result, reviewOn, reason: words(d) };
  },
  'record-draft': (d) => ({ document: document(d) }),
  'record-opinion': (d) => ({ from: 'Sở Tư pháp', text: words(d) }),
  'issue-regulation': (d, play) => ({
    ...{ number: words(d), date: today(d, play), document: document(d) },
  }),
  'forward-list': (d, play) => ({ number: words(d), date: today(d, play) }),
  'record-appraisal': (d, play) => ({
    ...{ number: '9', date: today(d, play), words: words(d) },
    result: d.among(['agreed', 'agreed', 'to-revise']),
  }),
  'record-inspection': (d, play) => ({
    ...{ on: today(d, play), inspected: play.after.office, findings: words(d), document: null },
  }),
  'propose-commendation': (d) => ({ whom: 'A', why: words(d) }),
  'hand-over-proposals': (d) => ({ proposals: [words(d)], document: document(d) }),
};

const NATURE_OF: Partial<Record<TaskActKind, readonly string[]>> = {
  'register-decision': ['registered-decisions'],
  'review-decision': ['registered-decisions'],
  'record-draft': ['regulation'],
  'record-opinion': ['regulation'],
  'issue-regulation': ['regulation'],
  'forward-list': ['collection'],
  'record-appraisal': ['collection'],
  'hand-over-proposals': ['review'],
};

/** Whether there is anything that an act could be about. */
function isSensible(kind: TaskActKind, { after }: TaskPlay): boolean {
  const { role, occurrences, terms } = after;
  const running = (rule: string) =>
    after.clocks.some((clock) => clock.rule === rule && clock.status === 'running');
  const needed = NATURE_OF[kind]?.includes(terms.nature.kind) ?? true;
  switch (kind) {
    case 'accept-product':
    case 'return-product':
      return occurrences.some(({ status }) => status === 'submitted');
    case 'make-contribution':
      return role === 'coordinating' && terms.nature.kind !== 'collection';
    case 'forward-list':
      return running('list-forward');
    case 'record-appraisal':
      return running('list-appraisal');
    case 'extend-task':
      return running('task-due') || running('occurrence-due');
    default:
      return needed;
  }
}

/** Somebody who may, by the table; sometimes anybody. */
function actor(d: Dice, kind: TaskActKind, { office, owner, reviewer }: AgencyTask): string {
  const bodies: Record<string, string> = {
    ...{ office, named: office, owner, appraiser: 'BCA-A03' },
    'follow-up': d.chance(0.5) ? reviewer.office : reviewer.desk,
  };
  const grant = d.among(TASK_AUTHORITY[kind]);
  const second = d.chance(0.3) ? '/2' : '';
  if (d.chance(0.12)) return `${d.among(CAPACITIES)}@${d.among(OFFICES)}${second}`;
  return `${d.among(grant.as)}@${bodies[d.among(grant.when)] ?? office}${second}`;
}

function begin(d: Dice): TaskPlay {
  const role = d.among<TaskRole>(['lead', 'lead', 'lead', 'lead', 'coordinating', 'asked']);
  const nature = d.among([...Object.values(NATURES), NATURES.list, NATURES.regulation]);
  const isOwn = d.chance(0.1);
  const office = d.among(['UBX-02647', 'UBX-02647', 'CAT-15-PA03', 'UBND-63-10', 'UBX-03006']);
  const lead = role === 'coordinating' ? 'SVHTTDL-15' : null;
  const own = isOwn ? { addedBy: `head@${office}`, carriesOut: null } : null;
  // A province that ended on 30 June 2025, before everything else here.
  const now = office === 'UBND-63-10' ? '2025-06-16T08:00:00.000+07:00' : undefined;
  const phase = { id: 'II', from: '2025-01-01' as never, to: '2026-06-30' as never };
  const due: PlanDue = { kind: 'phase', every: { unit: 'quarter', certainty: 'plan' } };
  const terms = d.chance(0.25) ? { nature, phase, due } : { nature, due: d.among(DUES) };
  return new TaskPlay({ role, office, lead, own }, terms, now);
}

/** What the world does to a task besides its people. */
function worldMoves(d: Dice, play: TaskPlay): void {
  const { plan, after } = play;
  if (d.chance(0.25)) play.waitUntil(plus(play.now, d.among([2, 30, 200, 900, 3000]) * 3_600_000));
  if (d.chance(0.02)) play.plan = { ...plan, standstill: plan.standstill === null ? 'x' : null };
  if (d.chance(0.02)) {
    const terms = d.chance(0.2) ? null : { ...after.terms, due: d.among(DUES) };
    play.plan = { ...play.plan, edition: plan.edition + 1, terms, reason: 'Điều chỉnh' };
  }
  if (d.chance(0.004)) play.plan = { ...play.plan, ended: 'Kết thúc' };
  if (d.chance(0.02)) play.leadIsDone = true;
  if (d.chance(0.02))
    play.twins = [{ id: '0', number: 'x', role: 'lead', office: 'UBND-15', moved: true }];
}

/** What is true of a task after whatever anybody did. */
function hold(play: TaskPlay, before: AgencyTask, facts: number, code: string): void {
  const { after } = play;
  if (code !== 'done') {
    // Only what was due, or what the plan has become, may have happened.
    expect(play.facts.slice(facts).every(({ byItself }) => byItself === true)).toBe(true);
    expect(after.named === before.named || after.named === null).toBe(true);
  }
  expect(after.version).toBe(play.facts.length);
  expect(after.ending === null).toBe(isActive(after));
  for (const { status, submissions } of after.occurrences) {
    expect(OCCURRENCE_STATES).toContain(status);
    if (status === 'accepted') expect(submissions.length).toBeGreaterThan(0);
  }
  for (const clock of after.clocks) {
    if (clock.status === 'running') expect(clock.next > play.now, clock.id).toBe(true);
    if (after.standstill !== null && clock.status === 'running') {
      expect(['before-date', 'by-date', 'month-window', 'phase', 'until']).toContain(
        clock.spec.kind,
      );
    }
  }
  if (after.stage === 'ended') expect(play.running()).toEqual([]);
  if (after.role === 'asked') {
    for (const { rule } of after.clocks) expect(OF_THE_FOLLOW_UP).toContain(rule);
  }
  expect(taskRowsOf(after).length).toBeLessThanOrEqual(after.occurrences.length);
}

/** What an office would do next, so that random tasks get to their end as well. */
const PRESSING: readonly TaskActKind[] = [
  ...(['answer-invitation', 'decide-contest', 'accept-task', 'submit-product'] as const),
  ...(['accept-product', 'return-product', 'forward-list', 'record-appraisal'] as const),
  ...(['record-draft', 'record-opinion', 'issue-regulation', 'register-decision'] as const),
];

// Nothing lapses on whoever was only asked; who follows up has clocks of its own.
const OF_THE_FOLLOW_UP = ['task-review', 'list-forward', 'list-appraisal'];

test('random acts by random people in any order leave every promise true', () => {
  const tally = new Tally();
  for (let seed = 1; seed <= 640; seed += 1) {
    const d = dice(seed);
    const play = begin(d);
    for (let step = 0; step < 34; step += 1) {
      worldMoves(d, play);
      const { stage } = play.after;
      if (!isActive(play.after) && d.chance(0.2)) break;
      const fits = (kind: TaskActKind) =>
        TASK_ACTS[kind].from.includes(stage) && (isSensible(kind, play) || d.chance(0.03));
      const fitting = TASK_ACT_KINDS.filter(fits);
      const next = fitting.filter((one) => PRESSING.includes(one) && isSensible(one, play));
      const likely = next.length > 0 && d.chance(0.6) ? next : fitting;
      const kind = d.chance(0.92) && likely.length > 0 ? d.among(likely) : d.among(TASK_ACT_KINDS);
      const before = play.after;
      const facts = play.facts.length;
      const { office } = before;
      play.staff = new Set([`case-officer@${office}`, `case-officer@${office}/2`]);
      const data = FILL[kind](d, play) as never;
      const code = play.try(actor(d, kind, before), kind, data);
      tally.note(kind, code, play.after);
      hold(play, before, facts, code);
    }
    for (const { fact } of play.facts) {
      if (fact.kind !== 'product-accepted') continue;
      const one = play.after.occurrences.find(({ id }) => id === fact.data.occurrence);
      expect(one?.submissions.some(({ by }) => by !== fact.data.by)).toBe(true);
    }
    const again = play.facts.reduce<AgencyTask | null>(
      (before, { fact }) => evolveTask(before, TASK_ID, fact, play.now),
      null,
    );
    expect(again?.version).toBe(play.after.version);
    expect(again?.stage).toBe(play.after.stage);
  }
  expect(tally.print()).toBeGreaterThanOrEqual(0.3);
  expect(tally.rare(TASK_ACT_KINDS)).toEqual([]);
  expect([...tally.stages].sort()).toEqual([...TASK_STAGES].sort());
  // Every body of the directory has an heir; the ending without one has a test of its own.
  expect([...tally.endings].sort()).toEqual(TASK_ENDINGS.filter((e) => e !== 'no-heir').sort());
  for (const code of REFUSED) expect(tally.codes, code).toContain(code);
}, 180_000);

const REFUSED = [
  ...['FORBIDDEN', 'WRONG_STAGE', 'CASE_ENDED', 'AUTHOR_CANNOT_DECIDE', 'ALREADY_DONE'],
  ...['UNKNOWN_PERSON', 'UNKNOWN_OFFICE', 'UNKNOWN_OCCURRENCE', 'OCCURRENCE_NOT_OPEN'],
  ...['UNKNOWN_SUBJECT', 'UNKNOWN_DECISION', 'UNKNOWN_CLOCK', 'CLOCK_ALREADY_LATE'],
  ...['CLOCK_NOT_EXTENDABLE', 'EXTENSION_TOO_LONG', 'VALUE_OUT_OF_RANGE', 'REASON_MISSING'],
  ...['FIELDS_MISSING', 'DOCUMENT_MISSING', 'STEP_MISSING', 'NOT_OF_THIS_TASK'],
  ...['PROPOSAL_CHANGED', 'MOMENT_IN_FUTURE'],
];
