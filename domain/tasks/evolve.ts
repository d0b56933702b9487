import type { ClockFact } from '../cases/clock-facts.ts';
import { withClockFact } from '../cases/clock-facts.ts';
import type { Instant } from '../time/instant.ts';
import type { OpenedTask, TaskFact } from './fact.ts';
import type { AgencyTask, Contest, TaskOccurrence, RegisteredDecision, Untold } from './task.ts';
import { isDoneOnce } from './task.ts';
import type { TaskStage } from './vocabulary.ts';

/** The task as it is after a fact; the first fact of a task is always `task-opened`. */
export function evolveTask(
  before: AgencyTask | null,
  id: string,
  fact: TaskFact,
  at: Instant,
): AgencyTask {
  if (fact.kind === 'task-opened') return opened(id, fact.data, at);
  if (before === null) throw new Error(`Task ${id} begins with ${fact.kind}`);
  return { ...before, ...changed(before, fact, at), version: before.version + 1 };
}

function opened(id: string, data: OpenedTask, at: Instant): AgencyTask {
  return {
    ...data,
    id,
    version: 1,
    stage: data.role === 'asked' ? 'invited' : 'assigned',
    ending: null,
    openedAt: at,
    homes: [{ office: data.office, since: at, why: 'opened' }],
    officeSince: null,
    seenBy: null,
    named: null,
    contests: [],
    invitation: null,
    progress: null,
    contributions: 0,
    occurrences: [],
    rhythmFrom: null,
    decisions: [],
    regulation: { drafts: [], opinions: [], issued: null },
    list: { forwarded: null, appraised: null },
    inspections: [],
    commendations: [],
    handedOver: null,
    mergedInto: null,
    standstill: null,
    clocks: [],
  };
}

function changed(task: AgencyTask, fact: TaskFact, at: Instant): Partial<AgencyTask> {
  switch (fact.kind) {
    case 'task-opened':
      throw new Error('A task is opened once');
    case 'task-seen':
      return { stage: 'seen', seenBy: fact.data.by };
    case 'task-accepted':
      return { stage: stageOfWork(task), named: fact.data.person };
    case 'task-contested': {
      const { by, reason } = fact.data;
      const open = { decision: null, decidedBy: null, words: null };
      const contest = { office: task.office, by, at, reason, ...open };
      return { stage: 'contested', contests: [...task.contests, contest] };
    }
    case 'contest-decided': {
      const { by: decidedBy, decision, words } = fact.data;
      return { stage: 'seen', contests: lastContest(task, { decidedBy, decision, words }) };
    }
    case 'invitation-answered': {
      const { takesPart, words } = fact.data;
      const invitation = { takesPart, words };
      return takesPart ? { stage: stageOfWork(task), invitation } : { invitation };
    }
    case 'person-named':
      return { named: fact.data.person };
    case 'progress-reported':
      return { progress: fact.data };
    case 'contribution-made':
      return { contributions: task.contributions + 1 };
    case 'task-urged':
      return {};
    case 'task-carried-over': {
      const { edition, terms, rhythmFrom = task.rhythmFrom ?? null } = fact.data;
      return { plan: { ...task.plan, edition }, terms, rhythmFrom };
    }
    case 'parties-changed':
      return { lead: fact.data.lead, reviewer: fact.data.reviewer };
    case 'task-rehomed':
      return rehomed(task, fact.data, at);
    case 'office-changed':
      return { officeSince: fact.data.since };
    case 'task-merged':
      return { stage: 'ended', ending: 'merged', mergedInto: fact.data.into };
    case 'task-stood-still':
      return { standstill: fact.data.reason };
    case 'task-went-on':
      return task.untold === undefined
        ? { standstill: null }
        : { standstill: null, untold: NOTHING_UNTOLD };
    case 'task-done':
      return { stage: 'done', ending: fact.data.ending };
    case 'task-resumed':
      return { stage: isTakenUp(task) ? stageOfWork(task) : 'assigned', ending: null };
    case 'task-ended':
      return { stage: 'ended', ending: fact.data.ending };
    default:
      return byProduct(task, fact, at);
  }
}

type ProductFact = Extract<
  TaskFact,
  { kind: `occurrence-${string}` | `product-${string}` | 'task-late' | 'lateness-lifted' }
>;

type RecordFact =
  | ClockFact
  | Extract<
      TaskFact,
      {
        kind:
          | `decision-${string}`
          | `list-${string}`
          | 'draft-recorded'
          | 'opinion-recorded'
          | 'regulation-issued'
          | 'inspection-recorded'
          | 'commendation-proposed'
          | 'proposals-handed-over';
      }
    >;

function byProduct(
  task: AgencyTask,
  fact: ProductFact | RecordFact,
  at: Instant,
): Partial<AgencyTask> {
  switch (fact.kind) {
    case 'occurrence-opened': {
      const { id, period, untold } = fact.data;
      const fresh: TaskOccurrence = {
        ...{ id, period, openedAt: at, status: 'open', submissions: [] },
        ...{ lateSince: null, returnReason: null, acceptedAt: null },
      };
      const occurrences = [...task.occurrences, fresh];
      return untold === true
        ? { occurrences, untold: withUntold(task, 'opened', id) }
        : { occurrences };
    }
    case 'occurrence-missed': {
      const { occurrence: id, untold } = fact.data;
      const missed = occurrence(task, id, { status: 'missed' });
      return untold === true ? { ...missed, untold: withUntold(task, 'missed', id) } : missed;
    }
    case 'occurrence-dropped':
      return occurrence(task, fact.data.occurrence, { status: 'dropped' });
    case 'task-late':
      return occurrence(task, fact.data.occurrence, { lateSince: at });
    case 'lateness-lifted':
      return occurrence(task, fact.data.occurrence, { lateSince: null });
    case 'product-submitted': {
      const one = task.occurrences.find(({ id }) => id === fact.data.occurrence);
      const submissions = [...(one?.submissions ?? []), fact.data];
      return occurrence(task, fact.data.occurrence, { status: 'submitted', submissions });
    }
    case 'product-accepted':
      return occurrence(task, fact.data.occurrence, { status: 'accepted', acceptedAt: at });
    case 'product-returned': {
      const { occurrence: id, reason: returnReason } = fact.data;
      return occurrence(task, id, { status: 'returned', returnReason, acceptedAt: null });
    }
    default:
      return byRecord(task, fact, at);
  }
}

function byRecord(task: AgencyTask, fact: RecordFact, at: Instant): Partial<AgencyTask> {
  const { regulation, list } = task;
  switch (fact.kind) {
    case 'decision-registered':
      return { decisions: [...task.decisions.map(replacedBy(fact.data)), fact.data] };
    case 'decision-reviewed': {
      const { decision, result, reviewOn } = fact.data;
      const status = result === 'kept' ? 'in-force' : 'revoked';
      return {
        decisions: task.decisions.map((one) =>
          one.id === decision ? { ...one, status, reviewOn: reviewOn ?? one.reviewOn } : one,
        ),
      };
    }
    case 'draft-recorded': {
      const { sha256, title } = fact.data;
      const drafts = [...regulation.drafts, { sha256, title, at }];
      return { regulation: { ...regulation, drafts } };
    }
    case 'opinion-recorded': {
      const { from, text } = fact.data;
      return { regulation: { ...regulation, opinions: [...regulation.opinions, { from, text }] } };
    }
    case 'regulation-issued': {
      const { sha256, title, number, date } = fact.data;
      return { regulation: { ...regulation, issued: { sha256, title, number, date } } };
    }
    case 'list-forwarded': {
      const { occurrence: of, number, date } = fact.data;
      const forwarded = { ...(of === undefined ? {} : { occurrence: of }), number, date, at };
      return { list: { forwarded, appraised: null } };
    }
    case 'list-appraised': {
      const { occurrence: of, number, date, result, words } = fact.data;
      // Another one was forwarded since: the answer to this one stands in the story of the task.
      const last = list.forwarded?.occurrence;
      if (of !== undefined && last !== undefined && of !== last) return {};
      return { list: { ...list, appraised: { number, date, result, words } } };
    }
    case 'inspection-recorded':
      return { inspections: [...task.inspections, fact.data] };
    case 'commendation-proposed':
      return { commendations: [...task.commendations, fact.data] };
    case 'proposals-handed-over': {
      const { occurrence: of, at: handedOverAt } = fact.data;
      const marked = of === undefined ? {} : occurrence(task, of, { handedOverAt });
      return { handedOver: fact.data, ...marked };
    }
    default:
      return { clocks: withClockFact(task.clocks, fact) };
  }
}

const NOTHING_UNTOLD: Untold = { opened: [], missed: [] };

function withUntold(
  { untold = NOTHING_UNTOLD }: AgencyTask,
  what: keyof Untold,
  id: string,
): Untold {
  return { ...untold, [what]: [...untold[what], id] };
}

/** Stages in which people of an office are at work on it. */
const AT_WORK: readonly TaskStage[] = ['in-progress', 'submitted', 'returned'];

function occurrence(
  task: AgencyTask,
  id: string,
  change: Partial<TaskOccurrence>,
): Partial<AgencyTask> {
  const occurrences = task.occurrences.map((one) => (one.id === id ? { ...one, ...change } : one));
  const after = { ...task, occurrences };
  const isAtWork = AT_WORK.includes(task.stage) || task.stage === 'done';
  return isAtWork ? { occurrences, stage: stageOfWork(after), ending: null } : { occurrences };
}

/** Whether somebody was named for a task; of who was only asked nobody is. */
function isTakenUp({ named, role }: AgencyTask): boolean {
  return named !== null || role === 'asked';
}

/** Where a task stands whose office is at work: as its only product does, else in progress. */
function stageOfWork(task: AgencyTask): TaskStage {
  const only = isDoneOnce(task) ? task.occurrences.at(-1)?.status : undefined;
  if (only === 'submitted' || only === 'returned') return only;
  return 'in-progress';
}

function rehomed(
  task: AgencyTask,
  { to, why }: { readonly to: string; readonly why: 'succession' | 're-assigned' },
  at: Instant,
): Partial<AgencyTask> {
  const homes = [...task.homes, { office: to, since: at, why }];
  // What was handed in stays where it is; whoever comes new to it has to take it up.
  const isHandedIn = task.stage === 'submitted' || task.role === 'asked';
  const stage = isHandedIn ? task.stage : 'assigned';
  return { office: to, homes, officeSince: null, named: null, seenBy: null, stage };
}

function lastContest({ contests }: AgencyTask, change: Partial<Contest>): readonly Contest[] {
  return contests.map((one, index) =>
    index === contests.length - 1 ? { ...one, ...change } : one,
  );
}

function replacedBy(newer: RegisteredDecision) {
  return (one: RegisteredDecision): RegisteredDecision =>
    one.subject === newer.subject && one.status === 'in-force'
      ? { ...one, status: 'replaced' }
      : one;
}
