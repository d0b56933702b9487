import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonActor } from '../../domain/authority/actor.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { parseInstant } from '../../domain/time/instant.ts';
import { noteRead } from '../../records/case-reads.ts';
import type { Database } from '../../records/database.ts';
import { factsOf } from '../../records/facts.ts';
import { closeReadDays } from '../../records/log/reads-day.ts';
import { sequence } from '../../records/log/sequence.ts';
import { verifyDatabase } from '../../records/log/verify-database.ts';
import type { KeptRecord } from './log-copies.ts';
import { NOW, keepRecord } from './log-copies.ts';

const OFFICER: PersonActor = {
  kind: 'person',
  person: randomUUID(),
  name: 'Trần Thị Hương',
  office: 'cong-an-tinh-lao-cai',
  capacity: 'case-officer',
  clearance: 'none',
  delegation: null,
};

const at = (text: string): Instant => {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(text);
  return instant;
};

let kept: KeptRecord;

const read = (db: Database, when: string) => noteRead(db, randomUUID(), OFFICER, 'case', at(when));

beforeAll(async () => {
  kept = await keepRecord(async (db) => {
    await read(db, '2026-03-01T08:00:00+07:00');
    await read(db, '2026-03-01T23:59:59.999+07:00');
    await read(db, '2026-03-02T00:00:00+07:00');
    await read(db, '2026-03-04T06:59:00+07:00');
  });
});

afterAll(() => kept.stop());

const daysOf = async (db: Database) =>
  (await factsOf(db, 'reads')).map(({ kind, data }) => ({ kind, ...(data as object) }));

test('each day that is over and had reads gets one fact, in order and once', async () => {
  await kept.copy(async ({ db }) => {
    expect(await closeReadDays(db, at('2026-03-01T23:59:00+07:00'))).toBe(0);
    expect(await closeReadDays(db, at('2026-03-02T00:09:59+07:00'))).toBe(0);
    expect(await closeReadDays(db, at('2026-03-02T00:10:00+07:00'))).toBe(1);
    expect(await closeReadDays(db, at('2026-03-05T01:00:00+07:00'))).toBe(2);
    expect(await closeReadDays(db, at('2026-03-05T01:00:00+07:00'))).toBe(0);
    expect(await daysOf(db)).toMatchObject([
      { kind: 'reads-of-day', day: '2026-03-01', count: 2 },
      { kind: 'reads-of-day', day: '2026-03-02', count: 1 },
      { kind: 'reads-of-day', day: '2026-03-04', count: 1 },
    ]);
  });
});

test('many relays close a day once', async () => {
  await kept.copy(async ({ db }) => {
    const now = at('2026-03-09T01:00:00+07:00');
    const closed = await Promise.all(Array.from({ length: 6 }, () => closeReadDays(db, now)));
    expect(closed.reduce((a, b) => a + b, 0)).toBe(3);
    expect(await daysOf(db)).toHaveLength(3);
  });
});

test('a read that was removed, changed or slipped in after its day closed is found', async () => {
  const tampering: readonly (readonly [string, readonly string[]])[] = [
    ['select 1', []],
    [`delete from case_reads where read_at = '2026-03-02T00:00:00+07:00'`, ['2026-03-02']],
    ['delete from case_reads', ['2026-03-01', '2026-03-02', '2026-03-04']],
    [`update case_reads set what = 'receipt' where id = 1`, ['2026-03-01']],
    [
      `update case_reads set read_at = read_at + interval '1 microsecond' where id = 4`,
      ['2026-03-04'],
    ],
    [`update case_reads set person_id = gen_random_uuid() where id = 3`, ['2026-03-02']],
    [
      `insert into case_reads (case_id, person_id, office_id, capacity, what, read_at)
       select case_id, person_id, office_id, capacity, what, '2026-03-03T10:00:00+07:00'
       from case_reads where id = 1`,
      ['2026-03-03'],
    ],
  ];
  for (const [sql, days] of tampering) {
    await kept.copy(async ({ db, tamper }) => {
      await closeReadDays(db, at('2026-03-09T01:00:00+07:00'));
      await sequence(db, kept.signer, NOW);
      await tamper(sql);
      const { faults } = await verifyDatabase(db, [], kept.signer.verifiers);
      expect(faults, sql).toEqual(days.map((day) => ({ fault: 'reads-changed', day })));
    });
  }
});
