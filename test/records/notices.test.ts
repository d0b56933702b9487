import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NoticeRequest } from '../../domain/notices/notice.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import { DAY, HOUR, plus } from '../../domain/time/instant.ts';
import type { Database, Queryable } from '../../records/database.ts';
import type { NoticeBatch } from '../../records/notices.ts';
import { dropWarnings, insertNotices } from '../../records/notices.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';
import {
  MONDAY,
  ask,
  batchOf,
  delegate,
  fillOfficeOfNotices,
  nobodyHolds,
  somebody,
} from './notices-office.ts';

const HEADS: readonly Capacity[] = ['head', 'deputy-head'];
const UBX_HEADS = { office: 'UBX-1', capacities: HEADS };
const CAT_DUTY = { office: 'CAT-15', capacities: ['duty-officer'] } as const;
const TOLD: NoticeRequest = ask('report-to-send', UBX_HEADS);

let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  test = await startTestDatabase();
  db = test.db;
  await fillOfficeOfNotices(db);
});

afterEach(() => nobodyHolds(test.ownerUrl));
afterAll(() => test.stop());

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly person_id: string | null;
  readonly office_id: string | null;
  readonly address: string | null;
  readonly language: string;
  readonly state: string;
  readonly urgent: boolean;
  readonly drill: boolean;
  readonly send_after: Date;
  readonly due: Date | null;
}

/** The letters that a batch makes, written in a transaction of its own. */
async function lettersOf(batch: NoticeBatch): Promise<Row[]> {
  await db.transaction((tx) => insertNotices(tx, batch));
  const { rows } = await db.query<Row>(
    'select * from notices where case_id = $1 order by kind, address, send_after',
    [batch.caseId],
  );
  return rows;
}

const brief = (rows: readonly Row[]) =>
  rows.map((row) => `${row.kind} ${row.address?.split('@')[0] ?? '-'}`).sort();

/** A case of a level, as far as letters ask for it: 1 Mật, 2 Tối mật, 3 Tuyệt mật. */
async function caseOfLevel(rank: number): Promise<string> {
  const id = randomUUID();
  await db.query(
    `insert into cases (id, number, version, stage, kind, level, level_rank, reported_at, open,
       state, search)
     values ($1, $2, 1, 'reported', 'lost', 'x', $3, $4, true, '{}', '')`,
    [id, `SC-${id}`, rank, MONDAY],
  );
  return id;
}

describe('receivers of a letter', () => {
  it('are those who hold the capacity in the office, each once', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await somebody(db, 'pho', ['UBX-1:deputy-head', 'UBX-1:head']);
    await somebody(db, 'can-bo', ['UBX-1:staff']);
    await somebody(db, 'noi-khac', ['CAT-15:head']);
    const letters = await lettersOf(batchOf([TOLD]));
    expect(brief(letters)).toEqual(['report-to-send pho', 'report-to-send truong']);
    expect(letters.every((letter) => letter.state === 'waiting')).toBe(true);
  });

  it('are officers and clerks of units too, but not the heads of units', async () => {
    await somebody(db, 'truc', ['CAT-15:duty-officer']);
    await somebody(db, 'truc-phong', ['CAT-15-PA03:duty-officer']);
    await somebody(db, 'truong-phong', ['CAT-15-PA03:head']);
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    const asked = { office: 'CAT-15', capacities: ['duty-officer', 'head'] } as const;
    expect(brief(await lettersOf(batchOf([ask('case-sent-to-you', asked)])))).toEqual([
      'case-sent-to-you giam-doc',
      'case-sent-to-you truc',
      'case-sent-to-you truc-phong',
    ]);
  });

  it('are delegates while their written authority holds', async () => {
    const head = await somebody(db, 'truong', ['UBX-1:head']);
    const stand = await somebody(db, 'uy-quyen', ['UBX-1:staff']);
    await delegate(db, head, stand, ['UBX-1', 'head']);
    expect(brief(await lettersOf(batchOf([TOLD])))).toEqual([
      'report-to-send truong',
      'report-to-send uy-quyen',
    ]);
    const nextYear = '2027-03-01T09:00:00.000+07:00' as Instant;
    expect(brief(await lettersOf(batchOf([TOLD], { now: nextYear })))).toEqual([
      'report-to-send truong',
    ]);
  });

  it('are not those who have left', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await somebody(db, 'da-nghi', ['UBX-1:head'], { activeTo: '2026-11-23' as CivilDate });
    expect(brief(await lettersOf(batchOf([TOLD])))).toEqual(['report-to-send truong']);
  });

  it('get one letter per kind and decision, urgent when one of its reasons is', async () => {
    const person = await somebody(db, 'truong', ['UBX-1:head', 'CAT-15:head']);
    const cat = { office: 'CAT-15', capacities: HEADS };
    const letters = await lettersOf(
      batchOf([
        ask('clock-lapsed', UBX_HEADS, { urgent: false }),
        ask('clock-lapsed', cat),
        ask('clock-lapsed', { person }, { urgent: false }),
        ask('case-ended', UBX_HEADS),
      ]),
    );
    expect(letters.map(({ kind, urgent }) => [kind, urgent])).toEqual([
      ['case-ended', true],
      ['clock-lapsed', true],
    ]);
  });

  it('are written to in their own language, in the words of a drill when it is one', async () => {
    await somebody(db, 'lao', ['UBX-1:head'], { language: 'lo' });
    const [letter] = await lettersOf(batchOf([TOLD], { drill: true }));
    expect(letter).toMatchObject({ language: 'lo', drill: true });
  });

  it('must be cleared for the case, but for receiving it', async () => {
    await somebody(db, 'mat', ['CAT-15:duty-officer', 'CAT-15:head'], { clearance: 'mat' });
    await somebody(db, 'tuyet-mat', ['CAT-15:head'], { clearance: 'tuyet-mat' });
    const caseId = await caseOfLevel(3);
    const heads = { office: 'CAT-15', capacities: HEADS };
    const requests = [ask('case-sent-to-you', CAT_DUTY), ask('approval-asked', heads)];
    expect(brief(await lettersOf(batchOf(requests, { caseId })))).toEqual([
      'approval-asked tuyet-mat',
      'case-sent-to-you mat',
    ]);
  });
});

describe('an office without anybody for it', () => {
  it('has the letter in its mailbox, and the heads one higher are told at once', async () => {
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    const letters = await lettersOf(batchOf([ask('report-to-send', UBX_HEADS, { urgent: false })]));
    expect(brief(letters)).toEqual(['office-unstaffed giam-doc', 'report-to-send ubx-1']);
    const [higher, mailbox] = letters;
    // Of an incident one higher hears at once, also of what would go with the next digest.
    expect(higher).toMatchObject({ urgent: true, office_id: 'CAT-15' });
    expect(mailbox).toMatchObject({ person_id: null, office_id: 'UBX-1' });
  });

  it('is told of one higher in the digest, where its report or task would have been', async () => {
    await somebody(db, 'cuc', ['BCA-A03:head']);
    const tasks = [
      ask('report-opened', UBX_HEADS, { urgent: false }),
      ask('task-assigned', UBX_HEADS, { urgent: false }),
    ];
    const letters = await lettersOf(batchOf(tasks, { number: 'NV-KE-HOACH.II.5.UBX-1' }));
    expect(letters.map(({ kind, urgent }) => [kind, urgent])).toEqual([
      ['office-unstaffed', false],
      ['office-unstaffed', false],
      ['report-opened', false],
      ['task-assigned', false],
    ]);
    expect(letters[0]).toMatchObject({ state: 'waiting' });
    const late = await lettersOf(
      batchOf([ask('task-late', UBX_HEADS)], { number: 'NV-KE-HOACH.II.5.UBX-1' }),
    );
    expect(late.filter(({ kind }) => kind === 'office-unstaffed')[0]).toMatchObject({
      urgent: true,
    });
  });

  it('is passed up as far as somebody is there', async () => {
    await somebody(db, 'cuc', ['BCA-A03:head']);
    expect(brief(await lettersOf(batchOf([TOLD])))).toEqual([
      'office-unstaffed cat-15',
      'office-unstaffed cuc',
      'report-to-send ubx-1',
    ]);
  });

  it('at the top leaves mailboxes alone, and is not lost', async () => {
    const letters = await lettersOf(batchOf([TOLD]));
    expect(brief(letters)).toEqual([
      'office-unstaffed a03',
      'office-unstaffed bca',
      'office-unstaffed cat-15',
      'report-to-send ubx-1',
    ]);
  });

  it('is also one where nobody is cleared for the case', async () => {
    await somebody(db, 'truong', ['UBX-1:head'], { clearance: 'mat' });
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    const caseId = await caseOfLevel(2);
    expect(brief(await lettersOf(batchOf([TOLD], { caseId })))).toEqual([
      'office-unstaffed giam-doc',
      'report-to-send ubx-1',
    ]);
  });

  it('with people but no address has a notice in the product, its mailbox a letter', async () => {
    await somebody(db, 'truong', ['UBX-1:head'], { email: null });
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    const letters = await lettersOf(batchOf([TOLD]));
    expect(brief(letters)).toEqual(['report-to-send -', 'report-to-send ubx-1']);
  });
});

describe('a report that passes the office by', () => {
  it('tells nobody of that office, in whatever capacity they are asked', async () => {
    const head = await somebody(db, 'truong', ['UBX-1:head']);
    await somebody(db, 'hai-noi', ['UBX-1:staff', 'CAT-15:duty-officer']);
    const duty = await somebody(db, 'truc', ['CAT-15:duty-officer']);
    await delegate(db, duty, head, ['CAT-15', 'duty-officer']);
    const requests = [
      TOLD,
      ask('case-sent-to-you', CAT_DUTY),
      ask('access-lost', { person: head }),
    ];
    const passed = batchOf(requests, { excludeOffice: 'UBX-1' });
    expect(brief(await lettersOf(passed))).toEqual(['case-sent-to-you truc']);
    expect(brief(await lettersOf(batchOf(requests))).length).toBe(5);
  });

  it('goes around the office also when looking for somebody higher', async () => {
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    await somebody(db, 'cuc', ['BCA-A03:head']);
    const letters = await lettersOf(batchOf([TOLD], { excludeOffice: 'CAT-15' }));
    expect(brief(letters)).toEqual(['office-unstaffed cuc', 'report-to-send ubx-1']);
  });

  it('does not reach the people of its units', async () => {
    await somebody(db, 'can-bo-phong', ['CAT-15-PA03:case-officer', 'BCA-A03:case-officer']);
    await somebody(db, 'can-bo-cuc', ['BCA-A03:case-officer']);
    const desk = { office: 'BCA-A03', capacities: ['case-officer'] } as const;
    const passed = batchOf([ask('case-acknowledged', desk)], { excludeOffice: 'CAT-15' });
    expect(brief(await lettersOf(passed))).toEqual(['case-acknowledged can-bo-cuc']);
  });

  it('still answers the reporter, who is of that office', async () => {
    const reporter = await somebody(db, 'nguoi-bao', ['UBX-1:staff']);
    const passed = batchOf([ask('case-ended', { person: reporter }, { urgent: false })], {
      excludeOffice: 'UBX-1',
      reporter,
    });
    expect(brief(await lettersOf(passed))).toEqual(['case-ended nguoi-bao']);
  });
});

describe('when a letter goes', () => {
  it('is at once when urgent, and at 07:30 of the next working day when not', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const requests = [TOLD, ask('case-ended', UBX_HEADS, { urgent: false })];
    const friday = '2026-11-27T09:00:00.000+07:00' as Instant;
    const [ended, told] = await lettersOf(batchOf(requests, { now: friday }));
    expect(told?.send_after).toEqual(new Date(friday));
    expect(ended?.send_after).toEqual(new Date('2026-11-30T07:30:00.000+07:00'));
  });

  it('can be planned: then nobody is asked for before its day', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const at = plus(MONDAY, 2 * DAY);
    const warning = ask('clock-warning', UBX_HEADS, { at, clock: 'verify#1' });
    const [plan, ...others] = await lettersOf(batchOf([warning]));
    expect(others).toEqual([]);
    expect(plan).toMatchObject({ state: 'planned', person_id: null, address: null });
    expect(plan?.send_after).toEqual(new Date(at));
  });

  it('tells the deadline of its clock', async () => {
    const caseId = await caseOfLevel(1);
    const due = plus(MONDAY, 5 * DAY);
    await db.query(
      `insert into clocks (case_id, clock_id, rule, owner, status, due, next, calendar)
       values ($1, 'verify#1', 'verify', 'UBX-1', 'running', $2, $2, 'VN')`,
      [caseId, due],
    );
    const at = plus(MONDAY, DAY);
    const warning = ask('clock-warning', UBX_HEADS, { at, clock: 'verify#1' });
    const [plan] = await lettersOf(batchOf([warning], { caseId }));
    expect(plan?.due).toEqual(new Date(due));
  });

  it('is never when its clock ends first', async () => {
    const warn = (clock: string, hours: number) =>
      ask('clock-warning', UBX_HEADS, { at: plus(MONDAY, hours * HOUR), clock });
    const requests = [warn('verify#1', 1), warn('verify#1', 2), warn('close#1', 1)];
    const batch = batchOf(requests);
    await db.transaction((tx) => insertNotices(tx, batch));
    await db.transaction((tx) => dropWarnings(tx, batch.caseId ?? '', ['verify#1']));
    const { rows } = await db.query(
      `select clock_id, state, next_attempt from notices where case_id = $1
       order by clock_id, state`,
      [batch.caseId],
    );
    expect(rows).toMatchObject([
      { clock_id: 'close#1', state: 'planned' },
      { clock_id: 'verify#1', state: 'dropped', next_attempt: null },
      { clock_id: 'verify#1', state: 'dropped', next_attempt: null },
    ]);
  });
});

describe('a decision written twice', () => {
  it('makes its letters once, with the same ids', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const at = plus(MONDAY, DAY);
    const warning = ask('clock-warning', UBX_HEADS, { at, clock: 'verify#1' });
    const batch = batchOf([TOLD, warning]);
    const first = await lettersOf(batch);
    expect(await lettersOf(batch)).toEqual(first);
    expect(first.length).toBe(2);
    const later = await lettersOf({ ...batch, version: 2 });
    expect(later.length).toBe(4);
  });

  it('takes two statements, however many letters; one when all are planned', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await somebody(db, 'truc', ['CAT-15:duty-officer']);
    const plan = ask('clock-warning', UBX_HEADS, { at: plus(MONDAY, DAY), clock: 'verify#1' });
    const statements = async (requests: readonly NoticeRequest[]): Promise<number> => {
      let count = 0;
      await db.transaction((tx) => {
        const counting: Queryable = {
          query: (text, values) => {
            count += 1;
            return tx.query(text, values);
          },
        };
        return insertNotices(counting, batchOf(requests));
      });
      return count;
    };
    expect(await statements([TOLD, ask('case-sent-to-you', CAT_DUTY), plan])).toBe(2);
    expect(await statements([plan])).toBe(1);
    expect(await statements([])).toBe(0);
  });

  it('wakes the deliverer only when a letter goes at once', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const client = await db.pool.connect();
    let woken = 0;
    client.on('notification', () => (woken += 1));
    await client.query('listen homat_notices');
    const later = ask('clock-warning', UBX_HEADS, { at: plus(MONDAY, DAY), clock: 'verify#1' });
    const digest = ask('case-ended', UBX_HEADS, { urgent: false });
    await lettersOf(batchOf([later, digest]));
    await client.query('select 1');
    expect(woken).toBe(0);
    await lettersOf(batchOf([TOLD]));
    await expect.poll(() => woken).toBe(1);
    client.release(true);
  });
});
