import type { PersonActor } from '../domain/authority/actor.ts';
import type { ClockRuleId } from '../domain/clocks/rule.ts';
import type { TreatyStatus } from '../domain/lao-side/branch.ts';
import type { CalendarId } from '../domain/time/calendar.ts';
import type { CivilDate, Instant } from '../domain/time/instant.ts';
import type { TimeSpec } from '../domain/time/spec.ts';
import type { Queryable } from './database.ts';
import { factActor, instantFrom } from './facts.ts';
import { recordFact } from './one-fact.ts';

/** Who changes a rule, and when. */
export interface Changing {
  readonly actor: PersonActor;
  readonly now: Instant;
}

/** A value that was set over a rule, with the one that counted before. */
export interface ValueChange {
  readonly rule: ClockRuleId;
  readonly before: TimeSpec;
  readonly spec: TimeSpec;
  readonly reason: string;
}

/** A value in the history of a rule. */
export interface PastValue {
  readonly spec: TimeSpec;
  readonly reason: string;
  readonly person: string;
  readonly office: string;
  readonly setAt: Instant;
}

/** A day as it was announced. */
export interface AnnouncedDay {
  readonly date: CivilDate;
  readonly status: 'off' | 'worked' | 'ordinary';
  readonly reason: string;
  readonly basis: string;
}

/** A status of the Agreement with the day on which it begins. */
export interface TreatyEntry {
  readonly status: TreatyStatus;
  readonly from: Instant;
  readonly basis: string;
}

/** Holds the rules against every other change until the transaction ends. */
export async function lockRules(tx: Queryable): Promise<void> {
  await tx.query('select version from rules_version for update');
}

/** Sets the value of a rule that the law leaves open; the old one stays on record. */
export async function setClockValue(
  tx: Queryable,
  { actor, now }: Changing,
  change: ValueChange,
): Promise<void> {
  await tx.query(
    `insert into clock_values (rule, spec, reason, person_id, office_id, set_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [change.rule, JSON.stringify(change.spec), change.reason, actor.person, actor.office, now],
  );
  await changed(tx, { actor, now }, 'rules', 'clock-value-set', change, null);
}

/** The values that were set over a rule, newest first. */
export async function valuesOf(db: Queryable, rule: ClockRuleId): Promise<PastValue[]> {
  const { rows } = await db.query<{
    spec: TimeSpec;
    reason: string;
    person_id: string;
    office_id: string;
    set_at: Date;
  }>(
    `select spec, reason, person_id, office_id, set_at from clock_values
     where rule = $1 order by id desc`,
    [rule],
  );
  return rows.map(({ spec, reason, person_id: person, office_id: office, set_at }) => ({
    spec,
    reason,
    person,
    office,
    setAt: instantFrom(set_at),
  }));
}

/** Adds announced days to a calendar: each makes its next version. */
export async function announceDays(
  tx: Queryable,
  { actor, now }: Changing,
  calendar: CalendarId,
  announced: { readonly days: readonly AnnouncedDay[]; readonly basis: string },
): Promise<void> {
  const { days, basis } = announced;
  await tx.query(
    `insert into calendar_changes (calendar, day, status, reason, basis, person_id, office_id,
       announced_at)
     select $1, d.date, d.status, d.reason, d.basis, $3, $4, $5
     from jsonb_to_recordset($2::jsonb) as d(date date, status text, reason text, basis text)`,
    [calendar, JSON.stringify(days), actor.person, actor.office, now],
  );
  await changed(
    tx,
    { actor, now },
    `calendar/${calendar}`,
    'calendar-days-announced',
    { calendar, days },
    basis,
  );
}

/** Records a status of the Agreement from a moment on. */
export async function addTreatyStatus(
  tx: Queryable,
  changing: Changing,
  entry: TreatyEntry,
): Promise<void> {
  const { status, from, basis } = entry;
  await tx.query('insert into treaty_status (status, begins_at, basis) values ($1, $2, $3)', [
    status,
    from,
    basis,
  ]);
  await changed(tx, changing, 'treaty', 'treaty-status-recorded', { status, from }, basis);
}

/** Every status of the Agreement, oldest first; among those of one moment the last one counts. */
export async function treatyHistory(db: Queryable): Promise<TreatyEntry[]> {
  const { rows } = await db.query<{ status: TreatyStatus; begins_at: Date; basis: string }>(
    'select status, begins_at, basis from treaty_status order by begins_at, id',
  );
  return rows.map(({ status, begins_at, basis }) => ({
    status,
    from: instantFrom(begins_at),
    basis,
  }));
}

async function changed(
  tx: Queryable,
  { actor, now }: Changing,
  stream: string,
  kind: string,
  data: unknown,
  basis: string | null,
): Promise<void> {
  await tx.query('update rules_version set version = version + 1');
  await recordFact(tx, { stream, kind, actor: factActor(actor), now, basis, data });
}
