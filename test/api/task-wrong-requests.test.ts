import type { InjectOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIFFICULTY_ACT_KINDS } from '../../domain/difficulties/acts.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { TASK_ACT_KINDS } from '../../domain/tasks/decide.ts';
import { mutants } from '../support/mutants.ts';
import { DIFFICULTY_ACT_SAMPLES, TASK_ACT_SAMPLES } from '../support/task-act-samples.ts';
import { expectRefusals, get, posted } from '../support/refusals.ts';
import { TaskOffice, smallPlan } from '../support/task-office.ts';

const WARD = 'UBX-02647';
const HEAD = `head@${WARD}`;
const DESK = 'case-officer@CAT-15-PA03';

let tasks: TaskOffice;
let number = '';
let difficulty = '';

beforeAll(async () => {
  tasks = await TaskOffice.open();
  await tasks.adopt(smallPlan({ 'II.5': { lead: [WARD] } }));
  number = tasks.number('II.5', WARD);
  const head = await tasks.somebody(HEAD);
  const asked = { about: null, words: 'Thiếu máy soạn thảo' };
  const raised = await head.post('/difficulties', asked);
  difficulty = raised.json.number as string;
  await tasks.office.engine.begin(raised.json.id as string, 'difficulty');
  await tasks.somebody(DESK);
  await tasks.somebody('head@BTP');
  // Letters that are seen are seen once.
  await tasks.view(number, HEAD);
  await tasks.view(number, DESK);
});

afterAll(() => tasks.close());

/** Every row of every table. What was read is kept, and what an act was answered; nothing else. */
async function everything(): Promise<unknown> {
  const { case_reads: _reads, acts: _acts, ...counts } = await tasks.office.counts();
  const { rows } = await tasks.office.database.db.query('select state from tasks order by id');
  return [counts, rows];
}

const doing = (kind: string, data: unknown): InjectOptions =>
  posted(`/tasks/${number}/acts`, { kind, data });

async function expectAll(
  who: string,
  requests: readonly InjectOptions[],
  ...codes: readonly ErrorCode[]
): Promise<void> {
  const before = await everything();
  await expectRefusals(await tasks.somebody(who), requests, codes);
  expect(await everything()).toEqual(before);
}

describe('a wrong request about tasks and difficulties is refused and changes nothing', () => {
  it('when a field is not known', async () => {
    const acts = TASK_ACT_KINDS.map((kind) => doing(kind, { ...TASK_ACT_SAMPLES[kind], force: 1 }));
    const others = DIFFICULTY_ACT_KINDS.map((kind) =>
      posted(`/difficulties/${difficulty}/acts`, {
        kind,
        data: { ...DIFFICULTY_ACT_SAMPLES[kind], force: 1 },
      }),
    );
    const reads = ['/tasks?secret=1', `/tasks/${number}?page=1`, '/difficulties?desk=mine'].map(
      get,
    );
    await expectAll(HEAD, [...acts, ...others, ...reads], 'UNKNOWN_FIELD');
  });

  it('when a field has a value that it cannot have', async () => {
    const wrong = [
      doing('accept-task', { person: 'Nguyễn Văn A' }),
      doing('submit-product', { document: { sha256: 'A', title: 'x' } }),
      doing('decide-contest', { decision: 'maybe', words: 'x', to: null }),
      doing('record-inspection', { on: '2026-02-30', inspected: WARD, findings: 'x' }),
      doing('extend-task', { clock: 'task-due#1', until: 'mai', reason: 'x' }),
      ...['sort=due', 'mine=yes', 'stage=gone', 'standing=late', 'page=0', 'size=1000'].map((q) =>
        get(`/tasks?${q}`),
      ),
      ...['plan=%2F', 'task=%20', 'desk=yours', 'role=boss', 'office=x'].map((query) =>
        get(`/tasks?${query}`),
      ),
      ...['sort=office', 'holder=yours', 'stage=open'].map((query) =>
        get(`/difficulties?${query}`),
      ),
    ];
    await expectAll(HEAD, wrong, 'INVALID_FIELD');
  });

  it('when the act is none', async () => {
    await expectAll(HEAD, [doing('finish-task', {}), doing('save-part', {})], 'UNKNOWN_ACT');
  });

  it('when it is for nothing that is there', async () => {
    const id = randomUUID();
    const none = ['NV-LAO-CAI-NHO.II.9.UBX-02647', id, 'VM-2026-000001', 'x', '..%2F'];
    const paths = none.flatMap((ref) => [`/tasks/${ref}`, `/tasks/${ref}/timeline`]);
    const others = ['VM-2026-999999', id, number].map((ref) => `/difficulties/${ref}`);
    await expectAll(HEAD, [...paths, ...others].map(get), 'NOT_FOUND');
    const acts = TASK_ACT_KINDS.map((kind) =>
      posted(`/tasks/${none[0] ?? ''}/acts`, { kind, data: TASK_ACT_SAMPLES[kind] }),
    );
    await expectAll(HEAD, acts, 'NOT_FOUND');
  });

  it('when it is closed to whoever asks, as if it were not there', async () => {
    const acts = TASK_ACT_KINDS.map((kind) => doing(kind, TASK_ACT_SAMPLES[kind]));
    const others = DIFFICULTY_ACT_KINDS.map((kind) =>
      posted(`/difficulties/${difficulty}/acts`, { kind, data: DIFFICULTY_ACT_SAMPLES[kind] }),
    );
    const reads = [`/tasks/${number}`, `/difficulties/${difficulty}`].map(get);
    await expectAll('head@BTP', [...acts, ...others, ...reads], 'NOT_FOUND');
  });

  it('when the domain says no: what is late, done, or not of this task', async () => {
    const person = await tasks.person(`staff@UBX-03006`);
    await expectAll(HEAD, [doing('accept-task', { person })], 'UNKNOWN_PERSON');
    await expectAll(HEAD, [doing('contest-task', { reason: ' ' })], 'REASON_MISSING');
    const early = [doing('submit-product', TASK_ACT_SAMPLES['submit-product'])];
    await expectAll(HEAD, early, 'WRONG_STAGE');
    const urging = [doing('urge-task', { words: '' })];
    await expectAll(DESK, urging, 'FIELDS_MISSING');
  });

  it('without a key, or with the key of another request', async () => {
    const head = await tasks.somebody(HEAD);
    const key = randomUUID();
    const sent = (kind: string, data: unknown) =>
      head.post(`/tasks/${number}/acts`, { kind, data }, { 'idempotency-key': key });
    const first = await sent('see-task', {});
    expect(first.status, first.text).toBe(200);
    expect((await sent('see-task', {})).json).toEqual(first.json);
    expect((await sent('contest-task', { reason: 'x' })).json.code).toBe('IDEMPOTENCY_KEY_REUSED');
    const { headers: _headers, ...bare } = doing('see-task', {});
    const missing = { ...bare, headers: { 'content-type': 'application/json' } };
    expect((await head.send(missing)).json.code).toBe('IDEMPOTENCY_KEY_MISSING');
  });

  it('while the engine is away it is told later what came of it', async () => {
    tasks.office.engine.state = 'slow';
    const head = await tasks.somebody(HEAD);
    const person = await tasks.person(HEAD);
    const act = { kind: 'accept-task', data: { person } };
    const key = randomUUID();
    const asked = await head.post(`/tasks/${number}/acts`, act, { 'idempotency-key': key });
    expect([asked.status, asked.json.status]).toEqual([202, 'pending']);
    tasks.office.engine.state = 'up';
    const told = await head.get(`/acts/${key}`);
    expect(told.json).toMatchObject({ status: 'done', result: { stage: 'in-progress' } });
  });
});

const OF_DESK: readonly string[] = [
  'accept-product',
  'return-product',
  'urge-task',
  'extend-task',
  'forward-list',
  'record-appraisal',
  'record-inspection',
];

describe('a well-formed act with one odd value is no fault of the product', () => {
  it.each(TASK_ACT_KINDS)('%s', async (kind) => {
    tasks.office.engine.state = 'judging';
    const somebody = await tasks.somebody(OF_DESK.includes(kind) ? DESK : HEAD);
    for (const data of mutants(TASK_ACT_SAMPLES[kind])) {
      const answered = await somebody.post(`/tasks/${number}/acts`, { kind, data });
      const about = `${kind} ${JSON.stringify(data).slice(0, 200)}: ${answered.text}`;
      expect(answered.status, about).toBeLessThan(500);
    }
  });

  it('nor one on a difficulty, nor raising one', async () => {
    tasks.office.engine.state = 'judging';
    const head = await tasks.somebody(HEAD);
    for (const kind of DIFFICULTY_ACT_KINDS) {
      for (const data of mutants(DIFFICULTY_ACT_SAMPLES[kind])) {
        const answered = await head.post(`/difficulties/${difficulty}/acts`, { kind, data });
        expect(answered.status, `${kind}: ${answered.text}`).toBeLessThan(500);
      }
    }
    const asked = { office: WARD, about: { plan: 'lao-cai-nho', task: 'II.5' }, words: 'x' };
    for (const body of mutants(asked)) {
      const answered = await head.post('/difficulties', body);
      expect(answered.status, answered.text).toBeLessThan(500);
    }
  });
});
