import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DifficultyActData, DifficultyActKind } from '../../domain/difficulties/act.ts';
import { isIdTaken, keepEdition } from '../../records/plan-editions.ts';
import type { Answered } from '../support/api-office.ts';
import { TaskOffice, smallPlan } from '../support/task-office.ts';

const WARD = 'UBX-02647';
const DESK = 'CAT-15-PA03';

let tasks: TaskOffice;

beforeAll(async () => {
  tasks = await TaskOffice.open();
  await tasks.adopt(smallPlan({ 'II.5': { lead: [WARD] } }));
});

afterAll(() => tasks.close());

const ABOUT = { plan: 'lao-cai-nho', task: 'II.5' };

async function raise(
  who: string,
  body: Record<string, unknown> = {},
  key: string = randomUUID(),
): Promise<Answered> {
  const asked = { about: ABOUT, words: 'Thiếu máy soạn thảo', ...body };
  return (await tasks.somebody(who)).post('/difficulties', asked, { 'idempotency-key': key });
}

async function raised(who = `case-officer@${WARD}`): Promise<string> {
  const answered = await raise(who);
  expect(answered.status, answered.text).toBe(201);
  const { id, number } = answered.json as { id: string; number: string };
  // Asked once more, so that it has begun before anybody goes on.
  const { engine } = tasks.office;
  if (engine.state === 'up') await engine.begin(id, 'difficulty');
  return number;
}

async function act<K extends DifficultyActKind>(
  number: string,
  who: string,
  kind: K,
  data: DifficultyActData[K],
): Promise<Answered> {
  return (await tasks.somebody(who)).post(`/difficulties/${number}/acts`, { kind, data });
}

async function does<K extends DifficultyActKind>(
  number: string,
  who: string,
  kind: K,
  data: DifficultyActData[K],
): Promise<void> {
  const answered = await act(number, who, kind, data);
  expect(answered.status, `${who} ${kind} ${answered.text}`).toBe(200);
}

async function view(number: string, who: string): Promise<Answered['json']> {
  const answered = await (await tasks.somebody(who)).get(`/difficulties/${number}`);
  expect(answered.status, answered.text).toBe(200);
  return answered.json;
}

describe('a difficulty', () => {
  it('has its number at once, and lies with the first of its channel', async () => {
    const number = await raised();
    expect(number).toMatch(/^VM-2026-\d{6}$/);
    expect(await view(number, `case-officer@${DESK}`)).toMatchObject({
      number,
      stage: 'raised',
      about: ABOUT,
      office: WARD,
      holder: DESK,
      above: ['CAT-15', 'UBND-15', 'BCA-A03', 'BCA'],
      acts: ['take-up-difficulty', 'draft-answer', 'pass-up'],
    });
  });

  it('has its number while the engine is away, and can be read', async () => {
    tasks.office.engine.state = 'down';
    const number = await raised();
    expect(await view(number, `head@${WARD}`)).toMatchObject({ stage: 'raised', holder: DESK });
    const listed = await (
      await tasks.somebody(`head@${WARD}`)
    ).get(`/difficulties?search=${number}`);
    expect(listed.json).toMatchObject({ total: 1, items: [{ holder: null, stage: 'raised' }] });
    tasks.office.engine.state = 'up';
    await does(number, `head@${WARD}`, 'withdraw-difficulty', { reason: 'Đã tự khắc phục' });
  });

  it('is passed up, answered by two people, and closed', async () => {
    const number = await raised();
    await does(number, `case-officer@${DESK}`, 'take-up-difficulty', {});
    await does(number, `case-officer@${DESK}`, 'pass-up', { reason: 'Ngoài thẩm quyền' });
    const answer = { words: 'Bố trí máy trong quý III', document: null };
    await does(number, 'case-officer@CAT-15', 'draft-answer', answer);
    const { draft } = await view(number, 'head@CAT-15');
    const own = await act(number, 'case-officer@CAT-15', 'approve-answer', draft);
    expect(own.status).toBeGreaterThanOrEqual(400);
    const { checksum } = draft as { checksum: string };
    await does(number, 'head@CAT-15', 'approve-answer', { checksum });
    const answered = await view(number, `case-officer@${WARD}`);
    expect(answered).toMatchObject({
      planNumber: 'KH-LAO-CAI-NHO',
      stage: 'answered',
      stations: [
        { office: DESK, passedUp: { reason: 'Ngoài thẩm quyền' } },
        { office: 'CAT-15', passedUp: null },
      ],
      answers: [{ office: 'CAT-15', words: 'Bố trí máy trong quý III' }],
      acts: ['raise-again', 'close-difficulty'],
    });
    await does(number, `case-officer@${WARD}`, 'close-difficulty', {});
    const told = await (
      await tasks.somebody(`head@${WARD}`)
    ).get(`/difficulties/${number}/timeline`);
    const texts = told.json.items.map(({ text }: { text: string }) => text);
    expect(texts).toContain('Chuyển lên cấp trên. Lý do: Ngoài thẩm quyền');
    // Nobody had answered where it was passed up from.
    const ends = texts.filter((text: string) => /Trả lời.*(đã được giữ|thôi chạy)/.test(text));
    expect(ends.map((text: string) => /đã được giữ/.test(text))).toEqual([false, true]);
    expect(texts.some((text: string) => /trả lời.*Bố trí máy/.test(text))).toBe(true);
    for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|null/);
  });

  it('is not there for whoever loads another version as its own', async () => {
    const number = await raised();
    const { db } = tasks.office.database;
    const theirs = { ...smallPlan({ 'II.5': { lead: [WARD] } }), version: 99, owner: 'UBX-03006' };
    expect(await db.transaction((tx) => isIdTaken(tx, theirs))).toBe(true);
    await keepEdition(db, theirs, tasks.office.now);
    const head = await tasks.somebody('head@UBX-03006');
    expect((await head.get(`/difficulties/${number}`)).json.code).toBe('NOT_FOUND');
    await does(number, `case-officer@${DESK}`, 'take-up-difficulty', {});
    expect((await head.get(`/difficulties/${number}`)).json.code).toBe('NOT_FOUND');
    expect((await head.get('/difficulties')).json.items).toEqual([]);
  });

  it('shows a draft, and why it went back, only to the office that drafts', async () => {
    const number = await raised();
    const drafter = `case-officer@${DESK}`;
    const answer = { words: 'Chưa bố trí được', document: null };
    await does(number, drafter, 'draft-answer', answer);
    await does(number, `head@${DESK}`, 'return-answer', { reason: 'Trả lời chưa rõ' });
    await does(number, drafter, 'draft-answer', answer);
    const of = (who: string) => tasks.somebody(who);
    for (const [who, reads] of [
      [drafter, true],
      [`head@${DESK}`, true],
      [`head@${WARD}`, false],
      ['head@CAT-15', false],
      ['head@UBND-15', false],
    ] as const) {
      const { draft, stage } = await view(number, who);
      expect([stage, draft?.words], who).toEqual(['drafted', reads ? answer.words : undefined]);
      const { text } = await (await of(who)).get(`/difficulties/${number}/timeline`);
      for (const words of [answer.words, 'Trả lời chưa rõ']) {
        expect(text.includes(words), `${who} ${words}`).toBe(reads);
      }
      expect(text).toContain(reads ? 'Dự thảo trả lời: ' : 'Đã có dự thảo trả lời.');
    }
  });

  it.each([
    [`head@${WARD}`, true],
    [`clerk@${WARD}`, true],
    [`staff@${WARD}`, false],
    [`case-officer@${DESK}`, true],
    ['head@CAT-15', true],
    ['head@UBND-15', true],
    ['case-officer@BCA-A03', true],
    ['administrator@BCA-A03', false],
    ['head@UBX-03006', false],
    ['head@CAT-40', false],
    ['case-officer@BKHCN', false],
  ])('is there for %s: %s', async (who, reads) => {
    const number = await raised();
    const somebody = await tasks.somebody(who);
    for (const path of [`/difficulties/${number}`, `/difficulties/${number}/timeline`]) {
      expect((await somebody.get(path)).status, path).toBe(reads ? 200 : 404);
    }
    const { json } = await somebody.get(`/difficulties?search=${number}`);
    expect(json.total).toBe(reads ? 1 : 0);
    const tried = await act(number, who, 'take-up-difficulty', {});
    expect(tried.json.code === 'NOT_FOUND').toBe(!reads);
  });

  it('has the document of an answer for whoever sees the answer, and nobody else', async () => {
    const [number, other] = [await raised(), await raised()];
    const drafter = `case-officer@${DESK}`;
    const bytes = Buffer.from('Phương án bố trí máy');
    const upload = async (who: string, to = number) =>
      (await tasks.somebody(who)).send({
        method: 'POST',
        url: `/api/v1/difficulties/${to}/files`,
        payload: bytes,
        headers: { 'content-type': 'application/octet-stream', 'idempotency-key': `tep-${to}` },
      });
    expect((await upload('head@UBX-03006')).json.code).toBe('NOT_FOUND');
    expect((await upload(`head@${WARD}`)).json.code).toBe('FORBIDDEN');
    const stored = await upload(drafter);
    expect(stored.status, stored.text).toBe(201);
    expect((await upload(drafter)).json).toEqual(stored.json);
    const { sha256 } = stored.json as { sha256: string };
    const reads = async (who: string, of = number) => {
      const path = `/documents/${sha256}?case=${of}`;
      const { status, text } = await (await tasks.somebody(who)).get(path);
      expect([status, text === bytes.toString()], who).toEqual(
        status === 200 ? [200, true] : [404, false],
      );
      return status === 200;
    };
    const readers = [`head@${WARD}`, 'head@UBND-15', 'case-officer@BCA-A03'];
    const others = ['head@UBX-03006', 'head@CAT-40', `staff@${WARD}`];
    const document = { sha256, title: 'Phương án' };
    await does(number, drafter, 'draft-answer', { words: 'Có phương án', document });
    // A draft is for the office that drafts, and so is its document.
    expect(await reads(`head@${DESK}`)).toBe(true);
    for (const who of [...readers, ...others]) expect(await reads(who), who).toBe(false);
    const { draft } = await view(number, drafter);
    await does(number, `head@${DESK}`, 'approve-answer', { checksum: draft.checksum });
    for (const who of readers) expect(await reads(who), who).toBe(true);
    for (const who of others) expect(await reads(who), who).toBe(false);
    // Named in another difficulty, by whoever knows the checksum, it opens nothing.
    await does(other, drafter, 'draft-answer', { words: 'Cũng vậy', document });
    expect(await reads(drafter, other)).toBe(false);
    const { rows } = await tasks.office.database.db.query(
      `select from case_reads r join difficulties d on d.id = r.case_id
       where number = $1 and what = $2`,
      [number, `document/${sha256}`],
    );
    expect(rows).toHaveLength(4);
  });

  it('is listed by what waits for me', async () => {
    const number = await raised();
    const desk = await tasks.somebody(`case-officer@${DESK}`);
    const { json } = await desk.get('/difficulties?holder=mine&sort=time-left&size=200');
    const numbers = json.items.map((one: { number: string }) => one.number);
    expect(numbers).toContain(number);
    const police = await tasks.somebody('case-officer@CAT-15');
    const theirs = (await police.get('/difficulties?holder=CAT-15&size=200')).json;
    expect(theirs.items.map((one: { number: string }) => one.number)).not.toContain(number);
    const filters = 'plan=lao-cai&task=II.5&stage=raised&mine=true&office=' + WARD;
    const ours = await (
      await tasks.somebody(`head@${WARD}`)
    ).get(`/difficulties?${filters}&size=200`);
    expect(ours.json.items.map((one: { number: string }) => one.number)).toContain(number);
  });
});

describe('raising one', () => {
  it('happens once under one key', async () => {
    const key = randomUUID();
    const [first, again] = [
      await raise(`head@${WARD}`, {}, key),
      await raise(`head@${WARD}`, {}, key),
    ];
    expect([first.status, again.json.number]).toEqual([201, first.json.number]);
    const other = await raise(`head@${WARD}`, { words: 'Việc khác' }, key);
    expect(other.json.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it.each([
    [`staff@${WARD}`, {}, 'FORBIDDEN'],
    [`head@${WARD}`, { office: 'UBX-03006' }, 'FORBIDDEN'],
    [`head@${WARD}`, { office: 'KHONG-CO' }, 'UNKNOWN_OFFICE'],
    [`head@${WARD}`, { words: ' ' }, 'FIELDS_MISSING'],
    [`head@${WARD}`, { about: { plan: 'khong-co', task: null } }, 'INVALID_FIELD'],
    [`head@${WARD}`, { about: { plan: 'lao-cai-nho', task: 'X.9' } }, 'INVALID_FIELD'],
    // The plan is not there for them: answered as one that nobody has loaded.
    ['head@CAT-40', { about: { plan: 'lao-cai-nho', task: null } }, 'INVALID_FIELD'],
    [`head@${WARD}`, { more: 1 }, 'UNKNOWN_FIELD'],
    ['head@BCA', {}, 'NO_CHANNEL_ABOVE'],
  ])('is refused of %s with %j: %s, and keeps nothing', async (who, body, code) => {
    await tasks.somebody(who);
    const before = await tasks.office.counts();
    const answered = await raise(who, body);
    expect(answered.json.code, answered.text).toBe(code);
    expect(await tasks.office.counts()).toEqual(before);
  });

  it.each(['lao-cai', 'KH-LAO-CAI-NHO'])(
    'may name its plan %s, and is found by it',
    async (plan) => {
      const { json } = await raise(`head@${WARD}`, { about: { plan, task: 'II.5' } });
      expect(await view(json.number, `head@${WARD}`)).toMatchObject({ about: ABOUT });
      const ward = await tasks.somebody(`head@${WARD}`);
      const found = await ward.get(`/difficulties?plan=${plan}&search=${json.number}`);
      expect(found.json).toMatchObject({ total: 1 });
      const none = await ward.get(`/difficulties?plan=KH-KHAC&search=${json.number}`);
      expect(none.json).toMatchObject({ total: 0 });
    },
  );

  it('is about a task of the version in force, or one of its own', async () => {
    const about = (task: string) => ({ about: { plan: 'lao-cai-nho', task } });
    const { db } = tasks.office.database;
    const later = { ...smallPlan({ 'II.4': { lead: [WARD] } }), version: 2 };
    await db.transaction((tx) => keepEdition(tx, later, tasks.office.now));
    expect((await raise(`head@${WARD}`, about('II.5'))).status).toBe(201);
    expect((await raise(`head@${WARD}`, about('II.4'))).json.code).toBe('INVALID_FIELD');
    expect((await raise(`head@${WARD}`, about('RIENG-1'))).json.code).toBe('INVALID_FIELD');
    const own = {
      ...{ job: 'Kiểm kê con dấu', product: 'Biên bản', carriesOut: null },
      due: { kind: 'date', reading: 'by', date: '2026-12-31' },
    };
    const ward = await tasks.somebody(`head@${WARD}`);
    const added = await ward.post('/plans/lao-cai-nho/tasks', own);
    expect(added.status, added.text).toBe(201);
    expect((await raise(`head@${WARD}`, about('RIENG-1'))).status).toBe(201);
    expect((await raise('head@CAT-15', about('RIENG-1'))).json.code).toBe('INVALID_FIELD');
  });

  it('is numbered without gaps', async () => {
    await raise(`head@${WARD}`, { words: '' });
    const [one, two] = [await raised(), await raised()];
    expect(Number(two.slice(-6)) - Number(one.slice(-6))).toBe(1);
  });

  it('is about nothing that has ended', async () => {
    const of = (task: string | null) => raise(`head@${WARD}`, { about: { ...ABOUT, task } });
    const task = tasks.number('II.5', WARD);
    await tasks.does(task, `head@${WARD}`, 'contest-task', { reason: 'Không quản lý' });
    expect((await of('II.5')).status).toBe(201);
    const withdrawn = { decision: 'withdrawn', words: 'Đúng', to: null } as const;
    await tasks.does(task, 'head@UBND-15', 'decide-contest', withdrawn);
    const counts = await tasks.office.counts();
    expect((await of('II.5')).json).toMatchObject({ code: 'CASE_ENDED', status: 409 });
    expect(await tasks.office.counts()).toEqual(counts);
    expect((await of(null)).status).toBe(201);
    await tasks.ends();
    expect((await of(null)).json.code).toBe('CASE_ENDED');
    expect((await raise(`head@${WARD}`, { about: null })).status).toBe(201);
  });
});
