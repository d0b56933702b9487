import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeliverNotices } from '../../activities/deliver-notices.ts';
import type { NoticeRequest } from '../../domain/notices/notice.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { DAY, HOUR, MINUTE, SECOND, plus } from '../../domain/time/instant.ts';
import type { Database } from '../../records/database.ts';
import { factsOf } from '../../records/facts.ts';
import type { ListedNotice } from '../../records/notices-list.ts';
import { countNotices, listNotices } from '../../records/notices-list.ts';
import { claimLetter } from '../../records/notices-sending.ts';
import type { NoticeBatch } from '../../records/notices.ts';
import { insertNotices } from '../../records/notices.ts';
import { withSession } from '../../records/session.ts';
import { MONDAY, ask, batchOf, nobodyHolds, somebody } from '../records/notices-office.ts';
import type { TestDatabase } from '../support/postgres.ts';
import type { TestClock } from './mail-office.ts';
import { deliverer, mailPost, quickTransport } from './mail-office.ts';
import type { MailServer } from './mail-server.ts';

let test: TestDatabase;
let db: Database;
let server: MailServer;
let clock: TestClock;
let notices: DeliverNotices;

const post = mailPost();
beforeEach(() => {
  ({ database: test, db, server, clock, notices } = post.now());
});

/**
 * Tuesday the 24th is a holiday (the day of Vietnamese culture), so the digest goes on Wednesday.
 */
const NEXT_DIGEST = '2026-11-25T07:30:00.000+07:00' as Instant;

const UBX_HEADS = { office: 'UBX-1', capacities: ['head', 'deputy-head'] } as const;
const TOLD = ask('report-to-send', UBX_HEADS);
const FYI = ask('case-ended', UBX_HEADS, { urgent: false });

async function write(requests: readonly NoticeRequest[], other: Partial<NoticeBatch> = {}) {
  const batch = batchOf(requests, { now: clock.at, ...other });
  await db.transaction((tx) => insertNotices(tx, batch));
  return batch;
}

/** How the letters of a case stand. */
async function standing(caseId: string | null): Promise<readonly ListedNotice[]> {
  const filter = { caseId: caseId ?? undefined, asking: [] };
  const { notices: found } = await listNotices(db, filter, { limit: 100, offset: 0 });
  return [...found].sort((a, b) => ((a.address ?? '') < (b.address ?? '') ? -1 : 1));
}

const factKinds = async (id: string) => (await factsOf(db, `notice/${id}`)).map((f) => f.kind);

describe('a letter that is due', () => {
  it('is sent once, and that is a fact with the words of the server', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const { caseId } = await write([TOLD]);
    expect(await notices.deliverDue()).toMatchObject({ sent: 1, failed: 0, unreachable: null });
    expect(await notices.deliverDue()).toMatchObject({ sent: 0 });
    const [letter] = await standing(caseId);
    expect(letter).toMatchObject({
      state: 'sent',
      sentAt: clock.at,
      attempts: 1,
      words: '250 2.0.0 kept as 4711',
      messageId: `<${letter?.id}@homat.example>`,
      nextAttempt: null,
    });
    expect(server.heard.map((heard) => heard.messageId)).toEqual([letter?.messageId]);
    const [fact, ...others] = await factsOf(db, `notice/${letter?.id}`);
    expect(others).toEqual([]);
    expect(fact).toMatchObject({
      seq: 1,
      kind: 'notice-sent',
      happenedAt: clock.at,
      actor: { kind: 'process' },
      data: { messageId: letter?.messageId, words: '250 2.0.0 kept as 4711', attempts: 1 },
    });
  });

  it('tells no more than number and link', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const { caseId } = await write([TOLD]);
    await notices.deliverDue();
    const raw = server.heard[0]?.raw ?? '';
    expect(raw).toContain('SC-2026-000001');
    expect(raw).not.toContain(caseId);
  });

  it('does not wait for all the letters of a case that nobody acknowledges', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    clock.at = '2026-11-25T10:00:00.000+07:00' as Instant;
    // A year of urging: each is older than what others have to hear.
    const { caseId } = await write([TOLD], { number: 'SC-2026-000001' });
    for (let version = 2; version <= 60; version += 1) {
      await write([TOLD], { caseId, version, number: 'SC-2026-000001' });
    }
    clock.at = plus(clock.at, MINUTE);
    await write([TOLD], { caseId: randomUUID(), number: 'SC-2026-000002' });
    await write([FYI], { caseId: randomUUID(), number: 'SC-2026-000003' });
    clock.at = plus(clock.at, DAY);
    expect(await notices.deliverDue()).toMatchObject({ sent: 62 });
    const told = server.heard.map(({ raw }) => /SC-2026-00000\d/.exec(raw)?.[0]);
    expect(told.slice(0, 22)).toEqual([
      ...Array<string>(20).fill('SC-2026-000001'),
      'SC-2026-000002',
      'SC-2026-000003',
    ]);
    // And its own go in the order in which they were caused, as ever.
    const { rows } = await db.query<{ message_id: string }>(
      'select message_id from notices where case_id = $1 order by next_attempt, send_after, id',
      [caseId],
    );
    const own = server.heard.filter((_, n) => told[n] === 'SC-2026-000001');
    expect(own.map(({ messageId }) => messageId)).toEqual(rows.map((row) => row.message_id));
  });

  it('goes before what is not urgent, and not before its time', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    const warned = ask('clock-warning', UBX_HEADS, {
      at: plus(MONDAY, 2 * DAY),
      clock: 'verify#1',
    });
    const { caseId } = await write([FYI, warned]);
    expect(await notices.deliverDue()).toMatchObject({ sent: 0 });
    clock.at = '2026-11-25T07:29:59.000+07:00' as Instant;
    expect(await notices.deliverDue()).toMatchObject({ sent: 0 });
    clock.at = '2026-11-25T10:00:00.000+07:00' as Instant;
    expect(await notices.deliverDue()).toMatchObject({ sent: 2 });
    const subjects = (await standing(caseId)).map(({ kind, state }) => [kind, state]);
    expect(subjects).toContainEqual(['clock-warning', 'sent']);
    expect(server.heard[0]?.raw).toContain('s=E1=BA=AFp');
    expect(server.heard.length).toBe(2);
  });

  it('that was planned goes to whoever holds the capacity on its day', async () => {
    await somebody(db, 'truong-cu', ['UBX-1:head']);
    const at = plus(MONDAY, DAY);
    const { caseId } = await write([ask('clock-warning', UBX_HEADS, { at, clock: 'verify#1' })]);
    await nobodyHolds(test.ownerUrl);
    await somebody(db, 'truong-moi', ['UBX-1:head']);
    await somebody(db, 'pho-moi', ['UBX-1:deputy-head']);
    clock.at = at;
    expect(await notices.deliverDue()).toMatchObject({ sent: 2 });
    expect(await notices.deliverDue()).toMatchObject({ sent: 0 });
    const receivers = (await standing(caseId)).map((letter) => letter.address);
    expect(receivers).toEqual(['pho-moi@homat.example', 'truong-moi@homat.example']);
  });
});

describe('what is not urgent', () => {
  it('goes to each person as one digest, at 07:30', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    const first = await write([FYI], { number: 'SC-2026-000001' });
    const cat = { office: 'CAT-15', capacities: ['head'] } as const;
    const second = await write([FYI, ask('case-ended', cat, { urgent: false })], {
      number: 'SC-2026-000002',
    });
    clock.at = NEXT_DIGEST;
    expect(await notices.deliverDue()).toMatchObject({ sent: 2 });
    const [toHead] = server.heard.filter((heard) => heard.to.includes('truong@homat.example'));
    expect(toHead?.raw).toContain('SC-2026-000001');
    expect(toHead?.raw).toContain('SC-2026-000002');
    const letters = [...(await standing(first.caseId)), ...(await standing(second.caseId))];
    const digest = letters.filter((letter) => letter.address === 'truong@homat.example');
    expect(digest.map((letter) => letter.messageId)).toEqual(
      Array(2).fill(server.heard.find((heard) => heard === toHead)?.messageId),
    );
    for (const letter of letters) expect(await factKinds(letter.id)).toEqual(['notice-sent']);
  });

  it('waits over a holiday, also one announced after it was written', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await write([FYI]);
    await announce('off');
    clock.at = '2026-11-25T12:00:00.000+07:00' as Instant;
    expect(await notices.deliverDue()).toMatchObject({ sent: 0 });
    clock.at = '2026-11-26T07:29:00.000+07:00' as Instant;
    expect(await notices.deliverDue()).toMatchObject({ sent: 0 });
    clock.at = '2026-11-26T07:30:00.000+07:00' as Instant;
    expect(await notices.deliverDue()).toMatchObject({ sent: 1 });
    await announce('ordinary');
  });

  it('stays one letter when its digest is refused at first', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await write([FYI], { number: 'SC-2026-000001' });
    await write([FYI], { number: 'SC-2026-000002' });
    clock.at = NEXT_DIGEST;
    server.manner = 'refuse-after-dot';
    await notices.deliverDue();
    await write([FYI], { number: 'SC-2026-000003' });
    server.manner = 'accept';
    clock.at = plus(clock.at, MINUTE);
    expect(await notices.deliverDue()).toMatchObject({ sent: 1 });
    expect(server.heard.length).toBe(2);
    expect(server.heard[1]?.messageId).toBe(server.heard[0]?.messageId);
    expect(server.heard[1]?.raw).not.toContain('SC-2026-000003');
  });
});

describe('a letter that the server refuses', () => {
  it('is tried again with growing pauses, and given up visibly after a day', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const { caseId } = await write([TOLD]);
    server.manner = 'busy';
    const pauses: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      await notices.deliverDue();
      const [letter] = await standing(caseId);
      if (letter?.nextAttempt == null) break;
      expect(letter.state).toBe('failed');
      pauses.push((Date.parse(letter.nextAttempt) - Date.parse(clock.at)) / MINUTE);
      clock.at = plus(letter.nextAttempt, -1);
      expect(await notices.deliverDue()).toMatchObject({ failed: 0 });
      clock.at = letter.nextAttempt;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
    const [letter] = await standing(caseId);
    expect(letter).toMatchObject({ state: 'given-up', attempts: 12 });
    expect(letter?.words).toBe('451 4.3.0 Try again later');
    const kinds = await factKinds(letter?.id ?? '');
    expect(kinds).toEqual([...Array(11).fill('notice-failed'), 'notice-given-up']);
    expect(await countNotices(db)).toMatchObject({ 'given-up': 1 });
  });

  it('for good is given up at the third time, in the words of the server', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const { caseId } = await write([TOLD]);
    server.manner = 'no-such-mailbox';
    for (let n = 0; n < 5; n += 1) {
      await notices.deliverDue();
      clock.at = plus(clock.at, DAY);
    }
    const [letter] = await standing(caseId);
    expect(letter).toMatchObject({ state: 'given-up', attempts: 3 });
    expect(letter?.words).toContain('550 5.1.1');
  });

  it('does not hold up the others', async () => {
    await somebody(db, 'a-truong', ['UBX-1:head']);
    await somebody(db, 'b-pho', ['UBX-1:deputy-head']);
    const { caseId } = await write([TOLD]);
    server.manner = 'busy';
    server.onLetter = null;
    expect(await notices.deliverDue()).toMatchObject({ failed: 2 });
    server.manner = 'accept';
    clock.at = plus(clock.at, MINUTE);
    expect(await notices.deliverDue()).toMatchObject({ sent: 2 });
    const states = (await standing(caseId)).map((letter) => letter.state);
    expect(states).toEqual(['sent', 'sent']);
  });

  it('without an address is given up at once, and stays in the product', async () => {
    const person = await somebody(db, 'truong', ['UBX-1:head'], { email: null });
    const { caseId } = await write([ask('case-ended', { person }, { urgent: true })]);
    expect(await notices.deliverDue()).toMatchObject({ givenUp: 1 });
    const [letter] = await standing(caseId);
    expect(letter).toMatchObject({ state: 'given-up', words: 'no-address', address: null, person });
  });
});

describe('a server that cannot be reached', () => {
  it('costs no letter a try, and each goes when it is back', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const { caseId } = await write([TOLD]);
    server.manner = 'silent-at-greeting';
    for (let n = 0; n < 30; n += 10) {
      const report = await notices.deliverDue();
      expect(report.unreachable).not.toBeNull();
      clock.at = plus(clock.at, 10 * HOUR);
    }
    const [waiting] = await standing(caseId);
    expect(waiting).toMatchObject({ state: 'failed', attempts: 0 });
    expect(waiting?.words).not.toBeNull();
    expect(await factKinds(waiting?.id ?? '')).toEqual([]);
    server.manner = 'accept';
    expect(await notices.deliverDue()).toMatchObject({ sent: 1, unreachable: null });
  });
});

describe('a letter in doubt', () => {
  it('goes once more under the same Message-ID when the line drops after the dot', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const { caseId } = await write([TOLD]);
    server.manner = 'drop-after-dot';
    expect(await notices.deliverDue()).toMatchObject({ ambiguous: 1 });
    const [doubtful] = await standing(caseId);
    expect(doubtful).toMatchObject({ state: 'ambiguous', sentAt: null });
    server.manner = 'accept';
    clock.at = plus(clock.at, MINUTE);
    expect(await notices.deliverDue()).toMatchObject({ sent: 1 });
    const [letter] = await standing(caseId);
    expect(letter?.state).toBe('sent');
    expect(server.heard.map((heard) => heard.messageId)).toEqual([
      letter?.messageId,
      letter?.messageId,
    ]);
    expect(await factKinds(letter?.id ?? '')).toEqual(['notice-ambiguous', 'notice-sent']);
  });

  it('twice is left so, to be seen and sent again by hand', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const { caseId } = await write([TOLD]);
    server.manner = 'drop-after-dot';
    for (let n = 0; n < 4; n += 1) {
      await notices.deliverDue();
      clock.at = plus(clock.at, HOUR);
    }
    expect(server.heard.length).toBe(2);
    const [letter] = await standing(caseId);
    expect(letter).toMatchObject({ state: 'ambiguous', nextAttempt: null });
  });

  it('because its deliverer died between the commit and the first word goes once', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const { caseId } = await write([TOLD]);
    await diesWithALetter();
    const [inHand] = await standing(caseId);
    expect(inHand?.state).toBe('sending');
    expect(await notices.deliverDue()).toMatchObject({ sent: 1 });
    expect(server.heard.length).toBe(1);
    expect(await factKinds(inHand?.id ?? '')).toEqual(['notice-ambiguous', 'notice-sent']);
  });

  it('because its deliverer died after the final dot comes twice as the same letter', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await write([TOLD]);
    server.onLetter = () => endConnectionsOfDeliverers();
    await expect(notices.deliverDue()).rejects.toThrow();
    server.onLetter = null;
    expect(await notices.deliverDue()).toMatchObject({ sent: 1 });
    const [first, second, ...others] = server.heard.map((heard) => heard.messageId);
    expect(first).toBe(second);
    expect(others).toEqual([]);
  });

  it('is none while its deliverer lives, however long that takes', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const { caseId } = await write([TOLD]);
    let other: unknown;
    server.onLetter = async () => {
      other = await notices.deliverDue(plus(clock.at, 10 * DAY));
    };
    expect(await notices.deliverDue()).toMatchObject({ sent: 1, ambiguous: 0 });
    expect(other).toMatchObject({ sent: 0, ambiguous: 0 });
    expect(server.heard.length).toBe(1);
    expect((await standing(caseId))[0]?.state).toBe('sent');
  });
});

describe('many deliverers at once', () => {
  it('send every letter, and none twice', async () => {
    for (let n = 0; n < 5; n += 1) await somebody(db, `nguoi-${n}`, ['UBX-1:head']);
    for (let n = 0; n < 8; n += 1) {
      await write([TOLD, FYI], { number: `SC-2026-00000${n}` });
    }
    clock.at = plus(NEXT_DIGEST, HOUR);
    const transports = [1, 2, 3].map(() => quickTransport(server.url));
    const many = transports.map((one) => deliverer(db, one, clock));
    const passes = async () => Promise.all(many.map((one) => one.deliverDue()));
    // A digest that another is making up ends a pass early; the next one goes on.
    const reports = [...(await passes()), ...(await passes()), ...(await passes())];
    transports.forEach((one) => one.close());
    const sent = reports.reduce((sum, report) => sum + report.sent, 0);
    // 8 urgent letters to each of 5 people, and one digest each.
    expect(sent).toBe(45);
    const ids = server.heard.map((heard) => heard.messageId);
    expect(new Set(ids).size).toBe(45);
    expect(ids.length).toBe(45);
    expect(await countNotices(db)).toEqual({});
  });
});

describe('a deliverer that stays', () => {
  it('is woken by a new letter, and stops when told', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    const stop = new AbortController();
    const working = notices.deliverUntil(Date.now() + 30 * SECOND, stop.signal);
    await write([TOLD]);
    await expect.poll(() => server.heard.length, { timeout: 5_000 }).toBe(1);
    const began = Date.now();
    await write([TOLD]);
    await expect.poll(() => server.heard.length, { timeout: 5_000, interval: 20 }).toBe(2);
    // Far below the half minute after which it would have looked by itself.
    expect(Date.now() - began).toBeLessThan(5_000);
    stop.abort();
    await working;
  });

  it('ends by itself when its time is over', async () => {
    await notices.deliverUntil(Date.now() + 300, new AbortController().signal);
  });
});

/** A deliverer that commits that it is sending, and is gone. */
async function diesWithALetter(): Promise<void> {
  await withSession(db, async (session) => {
    await session.query('select pg_advisory_lock(4711)');
    const claiming = { deliverer: 4711, now: clock.at, digestOpen: true, domain: 'homat.example' };
    expect(await claimLetter(session, claiming)).not.toBeNull();
  });
}

/** What kill -9 does to a deliverer, as far as the database sees it. */
async function endConnectionsOfDeliverers(): Promise<void> {
  const owner = await db.pool.connect();
  await owner.query(
    `select pg_terminate_backend(pid, 5000) from pg_locks
     where locktype = 'advisory' and granted and pid <> pg_backend_pid()
       and database = (select oid from pg_database where datname = current_database())`,
  );
  owner.release();
}

/** Wednesday the 25th is declared off, or an ordinary day again. */
async function announce(status: 'off' | 'ordinary'): Promise<void> {
  await db.query(
    `insert into calendar_changes (calendar, day, status, reason, basis, person_id, office_id,
       announced_at) values ('VN', '2026-11-25', $1, 'nghỉ bù', 'TB', $2, 'BCA', $3)`,
    [status, randomUUID(), MONDAY],
  );
  await db.query('update rules_version set version = version + 1');
}
