import { beforeEach, describe, expect, it } from 'vitest';
import type { DeliverNotices } from '../../activities/deliver-notices.ts';
import type { MailTransport } from '../../activities/mail/transport.ts';
import type { NoticeRequest } from '../../domain/notices/notice.ts';
import type { PersonId } from '../../domain/offices/person.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { DAY, HOUR, plus } from '../../domain/time/instant.ts';
import type { Database, Queryable } from '../../records/database.ts';
import type { StoredFact } from '../../records/facts.ts';
import { factsOf } from '../../records/facts.ts';
import type { ListedNotice, NoticeFilter } from '../../records/notices-list.ts';
import { findNotice, listNotices } from '../../records/notices-list.ts';
import type { SeeingPerson } from '../../records/notices-seen.ts';
import { markSeen, resendNotice } from '../../records/notices-seen.ts';
import type { NoticeBatch } from '../../records/notices.ts';
import { insertNotices } from '../../records/notices.ts';
import { MONDAY, ask, batchOf, somebody } from '../records/notices-office.ts';
import type { TestClock } from './mail-office.ts';
import { deliverer, mailPost } from './mail-office.ts';
import type { MailServer } from './mail-server.ts';

let db: Database;
let server: MailServer;
let transport: MailTransport;
let clock: TestClock;
let notices: DeliverNotices;

const post = mailPost();
beforeEach(() => {
  ({ db, server, transport, clock, notices } = post.now());
});

const TO_DUTY = ask('case-sent-to-you', { office: 'CAT-15', capacities: ['duty-officer'] });
const UBX_HEADS = { office: 'UBX-1', capacities: ['head', 'deputy-head'] } as const;

/** Writes letters and sends them. */
async function send(requests: readonly NoticeRequest[], other: Partial<NoticeBatch> = {}) {
  const batch = batchOf(requests, { now: clock.at, ...other });
  await db.transaction((tx) => insertNotices(tx, batch));
  await notices.deliverDue();
  return batch.caseId ?? '';
}

/** Lets time pass in steps, as the relay does: escalating, then sending what that caused. */
async function pass(ms: number): Promise<number> {
  clock.at = plus(clock.at, ms);
  const told = await notices.escalateUnseen();
  await notices.deliverDue();
  return told;
}

async function lettersOf(filter: Partial<NoticeFilter>): Promise<readonly ListedNotice[]> {
  const page = { limit: 100, offset: 0 };
  const { notices: found } = await listNotices(db, { asking: [], ...filter }, page);
  return found.toReversed();
}

const receivers = async (caseId: string) =>
  (await lettersOf({ caseId })).map((n) => `${n.kind} ${n.address?.split('@')[0]}`);

const factsOfLetter = (letter: ListedNotice | undefined): Promise<StoredFact[]> =>
  factsOf(db, `notice/${letter?.id}`);

const as = (person: PersonId): SeeingPerson => ({
  kind: 'person',
  person,
  name: 'Người mở thư',
  office: 'CAT-15',
  capacity: 'head',
  delegation: null,
});

const opens = (person: PersonId, what: { caseId: string } | { notice: string }) =>
  db.transaction((tx) => markSeen(tx, as(person), what, clock.at));

describe('an urgent letter that nobody opens', () => {
  it('goes to the next capacity after 4 hours, then office by office up to the top', async () => {
    await somebody(db, 'truc', ['CAT-15:duty-officer']);
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    await somebody(db, 'cuc', ['BCA-A03:head']);
    await somebody(db, 'bo', ['BCA:head']);
    const caseId = await send([TO_DUTY]);
    expect(await pass(4 * HOUR - 1)).toBe(0);
    expect(await pass(1)).toBe(1);
    expect(await receivers(caseId)).toEqual(['case-sent-to-you truc', 'notice-not-seen giam-doc']);
    expect(await pass(4 * HOUR)).toBe(1);
    expect(await pass(4 * HOUR)).toBe(1);
    expect(await receivers(caseId)).toEqual([
      'case-sent-to-you truc',
      'notice-not-seen giam-doc',
      'notice-not-seen cuc',
      'notice-not-seen bo',
    ]);
    // Above the top there is nobody: that is on record, and it ends.
    expect(await pass(4 * HOUR)).toBe(1);
    expect(await pass(400 * DAY)).toBe(0);
    const [first] = await lettersOf({ caseId });
    const facts = await factsOfLetter(first);
    expect(facts.map((fact) => [fact.kind, fact.data])).toEqual([
      ['notice-sent', expect.anything()],
      ['notice-not-seen', { told: 'CAT-15' }],
      ['notice-not-seen', { told: 'BCA-A03' }],
      ['notice-not-seen', { told: 'BCA' }],
      ['notice-not-seen', { told: null }],
    ]);
    expect(facts.map((fact) => fact.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(facts[1]?.actor).toEqual({ kind: 'clock' });
  });

  it('to the heads of an office goes to the office above', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    const caseId = await send([ask('report-to-send', UBX_HEADS)]);
    await pass(4 * HOUR);
    expect(await receivers(caseId)).toContain('notice-not-seen giam-doc');
  });

  it('is told of once, however many look', async () => {
    await somebody(db, 'truc', ['CAT-15:duty-officer']);
    await somebody(db, 'truc-2', ['CAT-15:duty-officer']);
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    const caseId = await send([TO_DUTY]);
    clock.at = plus(clock.at, 4 * HOUR);
    const others = [1, 2, 3].map(() => deliverer(db, transport, clock));
    const told = await Promise.all(others.map((other) => other.escalateUnseen()));
    expect(told.reduce((a, b) => a + b, 0)).toBe(1);
    const kinds = (await lettersOf({ caseId })).map((letter) => letter.kind);
    expect(kinds.filter((kind) => kind === 'notice-not-seen').length).toBe(1);
  });

  it('counts from the first try, also when the server refuses it', async () => {
    await somebody(db, 'truc', ['CAT-15:duty-officer']);
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    server.manner = 'busy';
    const caseId = await send([TO_DUTY]);
    await notices.deliverDue();
    server.manner = 'accept';
    expect(await pass(4 * HOUR)).toBe(1);
    expect(await receivers(caseId)).toContain('notice-not-seen giam-doc');
  });

  it('at an office that is passed by stays away from it', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    await somebody(db, 'cuc', ['BCA-A03:head']);
    const caseId = await send([ask('report-to-send', UBX_HEADS)], { excludeOffice: 'CAT-15' });
    await pass(4 * HOUR);
    expect(await receivers(caseId)).toEqual(['report-to-send truong', 'notice-not-seen cuc']);
  });

  it('to one person, as the reporter, is nobody else’s business', async () => {
    const reporter = await somebody(db, 'nguoi-bao', ['UBX-1:staff']);
    const caseId = await send([ask('case-ended', { person: reporter })]);
    expect(await pass(30 * DAY)).toBe(0);
    expect(await receivers(caseId)).toEqual(['case-ended nguoi-bao']);
  });
});

describe('a letter that is not urgent', () => {
  it('has two working days to be opened, holidays and weekends not counted', async () => {
    await somebody(db, 'truong', ['UBX-1:head']);
    await somebody(db, 'giam-doc', ['CAT-15:head']);
    clock.at = '2026-11-20T08:00:00.000+07:00' as Instant;
    const caseId = await send([ask('case-ended', UBX_HEADS, { urgent: false })]);
    clock.at = MONDAY;
    await notices.deliverDue();
    const [letter] = await lettersOf({ caseId });
    // Sent on Monday; Tuesday is a holiday, so Wednesday and Thursday count.
    expect(letter?.seenDue).toBe('2026-11-27T00:00:00.000+07:00');
    clock.at = '2026-11-26T23:59:59.999+07:00' as Instant;
    expect(await notices.escalateUnseen()).toBe(0);
    clock.at = '2026-11-27T00:00:00.000+07:00' as Instant;
    expect(await notices.escalateUnseen()).toBe(1);
  });
});

describe('a letter is seen', () => {
  it('when its receiver opens the case: a fact, and nobody is told higher up', async () => {
    const first = await somebody(db, 'truc', ['CAT-15:duty-officer']);
    await somebody(db, 'truc-2', ['CAT-15:duty-officer']);
    const caseId = await send([TO_DUTY]);
    clock.at = plus(clock.at, HOUR);
    expect(await opens(first, { caseId })).toBe(1);
    expect(await opens(first, { caseId })).toBe(0);
    expect(await pass(30 * DAY)).toBe(0);
    const seen = (await lettersOf({ caseId })).find((letter) => letter.person === first);
    expect(seen?.seenAt).toBe(plus(MONDAY, HOUR));
    expect((await factsOfLetter(seen)).at(-1)).toMatchObject({
      kind: 'notice-seen',
      actor: { kind: 'person', person: first },
    });
  });

  it('by the head who was told of it, and then it goes no higher', async () => {
    await somebody(db, 'truc', ['CAT-15:duty-officer']);
    const head = await somebody(db, 'giam-doc', ['CAT-15:head']);
    const caseId = await send([TO_DUTY]);
    await pass(4 * HOUR);
    expect(await opens(head, { caseId })).toBe(1);
    expect(await pass(30 * DAY)).toBe(0);
  });

  it('by nobody when somebody else opens the case, or when a warning is not due yet', async () => {
    const duty = await somebody(db, 'truc', ['CAT-15:duty-officer']);
    const other = await somebody(db, 'khac', ['CAT-15:clerk']);
    const at = plus(MONDAY, DAY);
    const warning = { office: 'CAT-15', capacities: ['duty-officer'] } as const;
    const caseId = await send([
      TO_DUTY,
      ask('clock-warning', warning, { at, clock: 'acknowledge#1' }),
    ]);
    expect(await opens(other, { caseId })).toBe(0);
    expect(await opens(duty, { caseId })).toBe(1);
    clock.at = at;
    await notices.deliverDue();
    const unseen = (await lettersOf({ caseId, person: duty })).filter((n) => n.seenAt === null);
    expect(unseen.map((letter) => letter.kind)).toEqual(['clock-warning']);
  });

  it('alone when it is opened alone', async () => {
    const duty = await somebody(db, 'truc', ['CAT-15:duty-officer', 'CAT-15:head']);
    const heads = { office: 'CAT-15', capacities: ['head'] } as const;
    const caseId = await send([TO_DUTY, ask('approval-asked', heads)]);
    const [letter] = await lettersOf({ caseId });
    expect(await opens(duty, { notice: letter?.id ?? '' })).toBe(1);
    expect((await lettersOf({ caseId })).filter((n) => n.seenAt !== null).length).toBe(1);
  });
});

describe('sending a letter again by hand', () => {
  it('makes a new letter to the address that its receiver has now', async () => {
    const duty = await somebody(db, 'truc', ['CAT-15:duty-officer']);
    server.manner = 'no-such-mailbox';
    const caseId = await send([TO_DUTY]);
    for (let n = 0; n < 3; n += 1) {
      clock.at = plus(clock.at, HOUR / 2);
      await notices.deliverDue();
    }
    const [givenUp] = await lettersOf({ caseId });
    expect(givenUp?.state).toBe('given-up');
    server.manner = 'accept';
    const heard = server.heard.length;
    await db.query('update people set email = $2 where id = $1', [duty, 'moi@homat.example']);
    const again = (tx: Queryable) => resendNotice(tx, as(duty), givenUp?.id ?? '', clock.at);
    expect(await db.transaction(again)).toBeNull();
    await notices.deliverDue();
    const [sent] = await lettersOf({ caseId });
    expect(sent).toMatchObject({ state: 'sent', address: 'moi@homat.example' });
    expect(sent?.messageId).not.toBe(givenUp?.messageId);
    expect(server.heard.slice(heard).map((h) => h.to)).toEqual([['moi@homat.example']]);
    const kinds = (await factsOfLetter(sent)).map((fact) => fact.kind);
    expect(kinds.slice(-2)).toEqual(['notice-sent-again', 'notice-sent']);
  });

  it('is refused for a letter that is on its way, or not there', async () => {
    const duty = await somebody(db, 'truc', ['CAT-15:duty-officer']);
    const batch = batchOf([TO_DUTY]);
    await db.transaction((tx) => insertNotices(tx, batch));
    const [waiting] = await lettersOf({ caseId: batch.caseId ?? '' });
    const resend = (id: string) => db.transaction((tx) => resendNotice(tx, as(duty), id, clock.at));
    expect(await resend(waiting?.id ?? '')).toMatchObject({ code: 'ALREADY_DONE' });
    expect(await resend('00000000-0000-4000-8000-00000000dead')).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the list of letters', () => {
  it('has nothing of a report that passes the asking office by, nor its number', async () => {
    await somebody(db, 'truc', ['CAT-15:duty-officer']);
    const caseId = await send([TO_DUTY], { excludeOffice: 'UBX-1' });
    const page = { limit: 10, offset: 0 };
    const seenBy = (asking: readonly string[]) => listNotices(db, { caseId, asking }, page);
    expect((await seenBy(['CAT-15'])).total).toBe(1);
    expect(await seenBy(['UBX-1'])).toEqual({ notices: [], total: 0 });
    const [letter] = await lettersOf({ caseId });
    expect(await findNotice(db, letter?.id ?? '', ['UBX-1'])).toBeNull();
    expect(await findNotice(db, letter?.id ?? '', ['CAT-15'])).toEqual(letter);
  });

  it('is asked by person and by state, newest first', async () => {
    const duty = await somebody(db, 'truc', ['CAT-15:duty-officer']);
    await send([TO_DUTY], { number: 'SC-2026-000001' });
    clock.at = plus(clock.at, HOUR);
    await send([TO_DUTY], { number: 'SC-2026-000002' });
    const mine = await lettersOf({ person: duty, state: 'sent' });
    expect(mine.map((letter) => letter.number)).toEqual(['SC-2026-000001', 'SC-2026-000002']);
    expect(await lettersOf({ person: duty, state: 'failed' })).toEqual([]);
  });
});
