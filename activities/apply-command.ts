import { randomUUID } from 'node:crypto';
import type { Actor, PersonActor } from '../domain/authority/actor.ts';
import { refuse } from '../domain/errors.ts';
import type { Act, Command } from '../domain/incident/act.ts';
import type { Decision } from '../domain/incident/decide.ts';
import { decide } from '../domain/incident/decide.ts';
import type { DecidedFact } from '../domain/incident/deciding.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { ActResult, Outcome } from '../domain/incident/outcome.ts';
import { snapshotOf } from '../domain/incident/outcome.ts';
import type { Capacity } from '../domain/offices/person.ts';
import type { DirectoryAt } from '../domain/offices/directory.ts';
import type { Instant } from '../domain/time/instant.ts';
import { dateOf } from '../domain/time/instant.ts';
import { findAct, rememberAct } from '../records/acts.ts';
import { lockCase, saveCase } from '../records/cases.ts';
import { checksum } from '../records/checksum.ts';
import type { Database, Queryable } from '../records/database.ts';
import type { NewFact } from '../records/facts.ts';
import { appendFacts, factActor } from '../records/facts.ts';
import { receivedReport } from '../records/intake.ts';
import { dropWarnings, insertNotices } from '../records/notices.ts';
import type { Standing, StandingAt } from '../records/standing.ts';
import { markSeen } from '../records/notices-seen.ts';
import { actorOf } from '../records/people-capacities.ts';

/** An act on its way: who, in which capacity, under which key, and what. */
export interface ActCommand {
  readonly key: string;
  readonly requestHash: string;
  readonly person: string;
  readonly office: string;
  readonly capacity: Capacity;
  readonly delegation: string | null;
  readonly act: Act;
}

export interface ApplyInput {
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
export function createApplyCommand({ db, standing: standingAt }: ApplyDependencies) {
  return async function applyCommand(input: ApplyInput): Promise<Outcome> {
    return db.transaction(async (tx) => {
      const known = await lockCase(tx, input.caseId);
      const { command } = input;
      if (command !== null) {
        const done = await findAct(tx, command.person, command.key);
        if (done !== null) return remembered(known, done, command);
      }
      const standing = await standingAt(tx, input.now);
      const before = known ?? (await begin(tx, input, standing));
      if (before === null) return { snapshot: null, result: refuse('NOT_FOUND') };
      const { decision, actor } = await decideOn(tx, before, input, standing);
      const facts = await write(tx, before, input, { decision, actor, ...standing });
      await seenByActing(tx, actor, input);
      return finish(tx, input, decision, facts);
    });
  };
}

/**
 * A case that was reported but that no process has begun yet begins with its report, by nobody's
 * act: also when the first to come by is an act. Null for an id that nobody reported.
 */
async function begin(
  tx: Queryable,
  { caseId, now }: ApplyInput,
  standing: Standing,
): Promise<Incident | null> {
  const report = await receivedReport(tx, caseId);
  if (report === null) return null;
  const actor: Actor = { kind: 'process' };
  const look: Command = { kind: 'look', report };
  const decision = decide(caseId, null, look, { ...standing, now, checksum, actor });
  await write(tx, null, { caseId, now, command: null }, { decision, actor, ...standing });
  return decision.incident;
}

// Whoever acts on a case has seen what it asked of them.
async function seenByActing(tx: Queryable, actor: Actor, input: ApplyInput): Promise<void> {
  const who = factActor(actor);
  if (who.kind === 'person') await markSeen(tx, who, { caseId: input.caseId }, input.now);
}

function remembered(
  before: Incident | null,
  known: { requestHash: string; outcome: ActResult },
  command: ActCommand,
): Outcome {
  const snapshot = before === null ? null : snapshotOf(before);
  const same = known.requestHash === command.requestHash;
  return { snapshot, result: same ? known.outcome : refuse('IDEMPOTENCY_KEY_REUSED') };
}

async function decideOn(
  tx: Queryable,
  before: Incident,
  { caseId, now, command }: ApplyInput,
  standing: Standing,
): Promise<{ decision: Decision; actor: Actor }> {
  const context = { ...standing, now, checksum };
  const actor = command === null ? null : await actingPerson(tx, command, now);
  if (command !== null && actor !== null) {
    return { decision: decide(caseId, before, command.act, { ...context, actor }), actor };
  }
  const clock: Actor = { kind: 'clock' };
  const looked = decide(caseId, before, { kind: 'look' }, { ...context, actor: clock });
  if (command === null) return { decision: looked, actor: clock };
  return { decision: { ...looked, refusal: refuse('CAPACITY_NOT_HELD') }, actor: clock };
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
  tx: Queryable,
  before: Incident | null,
  { caseId, now, command }: ApplyInput,
  { decision, actor, directory }: { decision: Decision; actor: Actor; directory: DirectoryAt },
): Promise<NewFact[]> {
  const { incident } = decision;
  const first = before?.version ?? 0;
  const facts = decision.facts.map((decided, index) =>
    newFact(caseId, first + index + 1, decided, actor, now, command?.key ?? null),
  );
  if (facts.length === 0) return facts;
  await saveCase(tx, before, incident);
  await appendFacts(tx, facts);
  const ended = endedClocks(before, incident);
  if (ended.length > 0) await dropWarnings(tx, caseId, ended);
  if (decision.notices.length > 0) {
    await insertNotices(tx, {
      caseId,
      number: incident.number,
      drill: incident.drill,
      now,
      version: incident.version,
      directory,
      excludeOffice: incident.bypass ? incident.reportingOffice : null,
      reporter: incident.reporter.person,
      requests: decision.notices,
    });
  }
  return facts;
}

// What happened because a moment passed is the clock's doing, whoever came by at that moment.
const BY_CLOCK = new Set(['clock-lapsed', 'raised', 'originator-silent', 'late-report']);

function newFact(
  caseId: string,
  seq: number,
  { fact, happenedAt }: DecidedFact,
  actor: Actor,
  now: Instant,
  basis: string | null,
): NewFact {
  const byClock = BY_CLOCK.has(fact.kind);
  return {
    id: randomUUID(),
    stream: `incident/${caseId}`,
    seq,
    kind: fact.kind,
    happenedAt,
    recordedAt: now,
    actor: byClock ? { kind: 'clock' } : factActor(actor),
    basis: byClock ? null : basis,
    data: fact.data,
  };
}

function endedClocks(before: Incident | null, after: Incident): string[] {
  const running = new Set(
    (before?.clocks ?? []).filter((c) => c.status === 'running').map((c) => c.id),
  );
  // A clock whose due has moved gets new warnings; the old ones go with the ended ones'.
  const due = new Map((before?.clocks ?? []).map((c) => [c.id, c.due]));
  return after.clocks
    .filter((c) => running.has(c.id) && (c.status !== 'running' || due.get(c.id) !== c.due))
    .map((c) => c.id);
}

async function finish(
  tx: Queryable,
  { caseId, now, command }: ApplyInput,
  { incident, refusal }: Decision,
  facts: readonly NewFact[],
): Promise<Outcome> {
  const snapshot = snapshotOf(incident);
  if (command === null) return { snapshot, result: null };
  const result: ActResult = refusal ?? {
    kind: 'done',
    number: incident.number,
    version: incident.version,
    stage: incident.stage,
    ending: incident.ending,
    facts: facts.map(({ id, kind }) => ({ id, kind }) as never),
  };
  const { person: who, key, requestHash } = command;
  await rememberAct(tx, { who, key, caseId, requestHash, outcome: result, decidedAt: now });
  return { snapshot, result };
}
