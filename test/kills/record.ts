import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseDown } from '../../client/api/errors-out.ts';
import type { Queryable } from '../../records/database.ts';
import type { StoredFact } from '../../records/facts.ts';
import { factsOf } from '../../records/facts.ts';

/** What is left of a case in the record, without what is another one at each play. */
export interface CaseRecord {
  /** Its facts in order, with their data. */
  readonly facts: readonly unknown[];
  /** What was asked of it and what came of it, by the line of the scenario. */
  readonly acts: readonly unknown[];
  /** What it caused to be told to whom, and how that ended. */
  readonly letters: readonly string[];
}

/** A letter of a case that went out. */
export interface SentLetter {
  readonly messageId: string;
  /** How often somebody who sent it died without saying whether it arrived. */
  readonly doubts: number;
  readonly copies: number;
}

/** Waits until nothing of a case is on its way any more, and reads what the record has of it. */
export async function recordOf(db: Queryable, number: string): Promise<CaseRecord> {
  await until(async () => (await onTheirWay(db, number)) === 0);
  const id = await caseId(db, number);
  const facts = await factsOf(db, `incident/${id}`);
  return {
    facts: withoutChance(facts.map(told)),
    acts: withoutChance(await actsOf(db, id)),
    letters: await lettersOf(db, number),
  };
}

/** Asks again until it is so; a database that is away is asked again as well. */
export async function until(isSo: () => Promise<boolean>, what = 'it is so'): Promise<void> {
  for (const deadline = Date.now() + 180_000; ; await pause(200)) {
    try {
      if (await isSo()) return;
    } catch (error) {
      if (!isDatabaseDown(error)) throw error;
    }
    if (Date.now() > deadline) throw new Error(`Not within three minutes: ${what}`);
  }
}

/** The letters of a case, by how often a mail server heard their Message-ID. */
export async function sentLetters(
  db: Queryable,
  number: string,
  heard: readonly string[],
): Promise<SentLetter[]> {
  const { rows } = await db.query<{ message_id: string; doubts: number }>(
    `select distinct message_id, doubts from notices where number = $1 and state = 'sent'`,
    [number],
  );
  return rows.map(({ message_id: messageId, doubts }) => {
    const copies = heard.filter((id) => id === messageId).length;
    return { messageId, doubts, copies };
  });
}

async function caseId(db: Queryable, number: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>('select id from cases where number = $1', [
    number,
  ]);
  return rows[0]?.id ?? '';
}

function told({ seq, kind, actor, basis, data }: StoredFact): unknown {
  return { seq, kind, actor, basis, data };
}

async function actsOf(db: Queryable, id: string): Promise<unknown[]> {
  const { rows } = await db.query<{ key: string; outcome: unknown }>(
    `select key, outcome from acts where case_id = $1
     order by split_part(key, '/', 2)::int`,
    [id],
  );
  return rows;
}

/**
 * Kind, receiver and end of each letter; what waits for its day waits, and drops as it did. A
 * warning comes by the clock of the machine: before or after its receiver last opened the case.
 */
async function lettersOf(db: Queryable, number: string): Promise<string[]> {
  const { rows } = await db.query<{ letter: string }>(
    `select concat_ws(' ', n.kind, n.office_id, n.address, n.clock_id, n.urgent, n.state,
       string_agg(f.kind, ' ' order by f.kind)) as letter
     from notices n left join facts f on f.stream = 'notice/' || n.id
       and f.kind <> 'notice-ambiguous' and (f.kind, n.kind) <> ('notice-seen', 'clock-warning')
     where n.number = $1 group by n.id order by 1`,
    [number],
  );
  return rows.map((row) => row.letter);
}

async function onTheirWay(db: Queryable, number: string): Promise<number> {
  const { rows } = await db.query(
    `select from notices where number = $1 and urgent
       and (state in ('waiting', 'sending') or state in ('failed', 'ambiguous')
            and next_attempt is not null)`,
    [number],
  );
  return rows.length;
}

const CHANCE = new RegExp(
  [
    '[0-9a-f]{64}',
    '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
    '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(?:Z|[+]07:00)',
    '[A-Z]{2}-\\d{4}-\\d{6}',
  ].join('|'),
  'g',
);

/**
 * The same values, but for what is another one each time: ids and checksums by the order in which
 * they first come; moments and numbers as such.
 */
export function withoutChance(values: readonly unknown[]): unknown[] {
  const names = new Map<string, string>();
  const text = JSON.stringify(values).replaceAll(CHANCE, (found) => {
    if (found.includes('T')) return '<moment>';
    if (/^[A-Z]/.test(found)) return '<number>';
    if (!names.has(found)) names.set(found, `<${names.size + 1}>`);
    return names.get(found) ?? '';
  });
  return JSON.parse(text) as unknown[];
}
