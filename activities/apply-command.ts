import { randomUUID } from 'node:crypto';
import type { Actor, PersonActor } from '../domain/authority/actor.ts';
import type { DecidedFact, DecisionContext } from '../domain/cases/deciding.ts';
import type { ActResult, MatterKind, Outcome } from '../domain/cases/outcome.ts';
import { refuse } from '../domain/errors.ts';
import type { Capacity } from '../domain/offices/person.ts';
import type { Instant } from '../domain/time/instant.ts';
import { dateOf } from '../domain/time/instant.ts';
import { findAct, rememberAct } from '../records/acts.ts';
import { checksum } from '../records/checksum.ts';
import type { Database, Queryable } from '../records/database.ts';
import type { NewFact } from '../records/facts.ts';
import { appendFacts, factActor } from '../records/facts.ts';
import { dropWarnings, insertNotices } from '../records/notices.ts';
import { markSeen } from '../records/notices-seen.ts';
import { actorOf } from '../records/people-capacities.ts';
import type { StandingAt } from '../records/standing.ts';
import type { AnyCase, CaseDecision, Matter } from './matter.ts';
import { matterOf } from './matters.ts';

/** An act on its way: who, in which capacity, under which key, and what. */
export interface ActCommand<Act = { readonly kind: string; readonly data: unknown }> {
  readonly key: string;
  readonly requestHash: string;
  readonly person: string;
  readonly office: string;
  readonly capacity: Capacity;
  readonly delegation: string | null;
  readonly act: Act;
}

export interface ApplyInput {
  readonly matter: MatterKind;
  readonly caseId: string;
  /** The engine's clock; never the database's. */
  readonly now: Instant;
  /** Null to look what is due. */
  readonly command: ActCommand | null;
}

export interface ApplyDependencies {
  readonly db: Database;
  /** The directory and the rules as they stand now, kept in memory by their versions. */
  readonly standing: StandingAt;
}

/**
 * Decides and records in one transaction: lock the case, let lapse what is due, decide, write
 * facts, leaves, read models, letters and the outcome. Idempotent by (person, key) and, for looks,
 * by the case's own state: a second run after a crash finds the first one's work and returns it.
 */
export function createApplyCommand({ db, standing }: ApplyDependencies) {
  return async function applyCommand(input: ApplyInput): Promise<Outcome> {
    const matter = matterOf(input.matter);
    return db.transaction(async (tx) => {
      const before = await matter.lock(tx, input.caseId);
      const { command } = input;
      const context = { now: input.now, checksum, ...(await standing(tx, input.now)) };
      const deciding = { tx, matter, input, context };
      if (command !== null) {
        const known = await findAct(tx, command.person, command.key);
        if (known !== null) {
          // The process may not have heard of it either: also what there is to open.
          const found = before === null ? { snapshot: null } : await seenOf(deciding, before);
          return { ...found, result: remembered(known, command) };
        }
      }
      const known = before ?? (await begin(deciding));
      if (known === null) return { snapshot: null, result: refuse('NOT_FOUND') };
      const decided = await decideOn(deciding, known);
      const facts = await write(deciding, known, decided);
      await seenByActing(tx, decided.actor, input);
      return finish(deciding, decided, facts);
    });
  };
}

/** One command in its transaction. */
interface Deciding<Case extends AnyCase = AnyCase> {
  readonly tx: Queryable;
  readonly matter: Matter<Case>;
  readonly input: ApplyInput;
  readonly context: Omit<DecisionContext, 'actor'>;
}

interface Decided extends CaseDecision<AnyCase> {
  readonly actor: Actor;
}

// Whoever acts on a case has seen what it asked of them.
async function seenByActing(tx: Queryable, actor: Actor, input: ApplyInput): Promise<void> {
  const who = factActor(actor);
  if (who.kind === 'person') await markSeen(tx, who, { caseId: input.caseId }, input.now);
}

function remembered(
  known: { requestHash: string; outcome: ActResult },
  command: ActCommand,
): ActResult {
  const same = known.requestHash === command.requestHash;
  return same ? known.outcome : refuse('IDEMPOTENCY_KEY_REUSED');
}

/**
 * A case that is known but that no process has begun yet begins by nobody's act: also when the
 * first to come by is an act. Null for an id that nobody knows.
 */
async function begin(deciding: Deciding): Promise<AnyCase | null> {
  const { tx, matter, input, context } = deciding;
  const actor: Actor = { kind: 'process' };
  const begun = await matter.begin(tx, input.caseId, { ...context, actor });
  if (begun === null) return null;
  const byNobody = { ...deciding, input: { ...input, command: null } };
  await write(byNobody, null, { ...begun, actor });
  return begun.after;
}

async function decideOn(
  { tx, matter, input, context }: Deciding,
  known: AnyCase,
): Promise<Decided> {
  const { command, now } = input;
  const actor = command === null ? null : await actingPerson(tx, command, now);
  if (command !== null && actor !== null) {
    return { ...(await matter.decide(tx, known, command.act, { ...context, actor })), actor };
  }
  const clock: Actor = { kind: 'clock' };
  const decision = await matter.decide(tx, known, null, { ...context, actor: clock });
  const looked = { ...decision, actor: clock };
  return command === null ? looked : { ...looked, refusal: refuse('CAPACITY_NOT_HELD') };
}

async function actingPerson(
  tx: Queryable,
  command: ActCommand,
  now: Instant,
): Promise<PersonActor | null> {
  const { person, office, capacity, delegation } = command;
  const actor = await actorOf(tx, person, { office, capacity, delegation }, dateOf(now));
  return actor === undefined ? null : { kind: 'person', ...actor };
}

async function write(
  { tx, matter, input, context }: Deciding,
  before: AnyCase | null,
  { after, facts: decidedFacts, notices, actor }: Decided,
): Promise<NewFact[]> {
  const { caseId, now } = input;
  const first = before?.version ?? 0;
  const facts = decidedFacts.map((decided, index) =>
    newFact(matter, input, { decided, seq: first + index + 1, actor }),
  );
  if (facts.length === 0) return facts;
  await matter.save(tx, before, after, context);
  await appendFacts(tx, facts);
  const ended = endedClocks(before, after);
  if (ended.length > 0) await dropWarnings(tx, caseId, ended);
  if (notices.length > 0) {
    const { number, drill, version } = after;
    const { directory } = context;
    const batch = { caseId, number, drill, now, version, directory, requests: notices };
    await insertNotices(tx, { ...batch, ...matter.letters(after) });
  }
  return facts;
}

function newFact(
  matter: Matter<AnyCase>,
  { caseId, now, command }: ApplyInput,
  { decided, seq, actor }: { decided: DecidedFact; seq: number; actor: Actor },
): NewFact {
  const { fact, happenedAt, byItself } = decided;
  // What happened because a moment passed is the clock's doing, whoever came by at that moment.
  const byClock = byItself === true || matter.byClock.has(fact.kind);
  return {
    id: randomUUID(),
    stream: `${matter.stream}/${caseId}`,
    seq,
    kind: fact.kind,
    happenedAt,
    recordedAt: now,
    actor: byClock ? { kind: 'clock' } : factActor(actor),
    basis: byClock ? null : (command?.key ?? null),
    data: fact.data,
  };
}

function endedClocks(before: AnyCase | null, after: AnyCase): string[] {
  const running = new Set(
    (before?.clocks ?? []).filter((c) => c.status === 'running').map((c) => c.id),
  );
  // A clock whose due has moved gets new warnings; the old ones go with the ended ones'.
  const due = new Map((before?.clocks ?? []).map((c) => [c.id, c.due]));
  return after.clocks
    .filter((c) => running.has(c.id) && (c.status !== 'running' || due.get(c.id) !== c.due))
    .map((c) => c.id);
}

/** What the process of a case has to know of it: where it stands, and what it has to open. */
async function seenOf(
  { tx, matter, context }: Deciding,
  known: AnyCase,
): Promise<Omit<Outcome, 'result'>> {
  const unopened = await matter.unopened?.(tx, known);
  const snapshot = matter.snapshot(known, context);
  return { snapshot, ...(unopened === undefined ? {} : { unopened }) };
}

async function finish(
  deciding: Deciding,
  { after, refusal }: Decided,
  facts: readonly NewFact[],
): Promise<Outcome> {
  const { tx, input } = deciding;
  const { caseId, now, command } = input;
  const found = await seenOf(deciding, after);
  if (command === null) return { ...found, result: null };
  const { number, version, stage, ending } = after;
  const done = facts.map(({ id, kind }) => ({ id, kind }));
  const result: ActResult = refusal ?? {
    kind: 'done',
    number,
    version,
    stage,
    ending,
    facts: done,
  };
  const { person: who, key, requestHash } = command;
  await rememberAct(tx, { who, key, caseId, requestHash, outcome: result, decidedAt: now });
  return { ...found, result };
}
