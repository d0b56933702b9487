import type { InjectOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../domain/errors.ts';
import { PLAN_ACT_KINDS } from '../../domain/plans/process/acts.ts';
import { PLAN_ACT_SAMPLES } from '../support/plan-act-samples.ts';
import { CHAIRMAN, OFFICER, PlanOffice, smallPlan } from '../support/plan-office.ts';
import { expectRefusals, get, keyed, posted } from '../support/refusals.ts';

let plans: PlanOffice;
let before: unknown;
let sent = 0;

beforeAll(async () => {
  plans = await PlanOffice.open();
  await plans.loads();
  await plans.adopts();
  for (const who of [OFFICER, CHAIRMAN, 'head@UBX-02647']) await plans.view(who);
  await plans.somebody('case-officer@UBX-02647');
  await plans.somebody('head@BKHCN');
  before = await everything();
});

afterAll(() => plans.close());

/** Every row of every table. What was read is kept, and nothing else. */
async function everything(): Promise<unknown> {
  const { case_reads: _reads, ...counts } = await plans.office.counts();
  const { rows } = await plans.office.database.db.query('select * from plans order by id');
  return [counts, rows];
}

const plan = (path = ''): string => `/plans/${plans.number}${path}`;
const doing = (kind: string, data: unknown): InjectOptions => posted(plan('/acts'), { kind, data });
const loading = (body: unknown): InjectOptions => posted('/plans', body);
const later = (body: unknown): InjectOptions => posted(plan('/editions'), body);

// Aliases of aliases: a billion of entries if anybody read them all.
const BOMB = Array.from({ length: 9 }, (_, level) => {
  const inside = level === 0 ? '1' : `*a${level - 1}`;
  return `a${level}: &a${level} [${Array(9).fill(inside).join(', ')}]`;
}).join('\n');

/** Sends each; none is a fault of the product, and each has one of the codes expected. */
async function expectAll(
  who: string,
  requests: readonly InjectOptions[],
  ...codes: ErrorCode[]
): Promise<void> {
  await expectRefusals(await plans.somebody(who), requests, codes);
  expect(await everything()).toEqual(before);
  sent += requests.length;
}

describe('a wrong request about plans gets a clear refusal and changes nothing', () => {
  it('when a field is not known', async () => {
    await expectAll(
      CHAIRMAN,
      [
        ...PLAN_ACT_KINDS.map((kind) => doing(kind, { ...PLAN_ACT_SAMPLES[kind], force: true })),
        get('/plans?stage=draft'),
        get(plan('?edition=1')),
        get(plan('/text?page=1')),
        get(plan('/progress?office=BCA')),
        get(plan('/gantt.svg?width=1')),
        posted(plan('/tasks'), { job: 'x', secret: 1 }),
      ],
      'UNKNOWN_FIELD',
    );
  });

  it('when something is missing, of a wrong type or form, or too long', async () => {
    const { reason, ...nothing } = { reason: 'x'.repeat(2_001) };
    await expectAll(
      CHAIRMAN,
      [
        ...PLAN_ACT_KINDS.map((kind) => doing(kind, nothing)),
        doing('suspend-plan', { reason }),
        doing('propose-adoption', { plan: 'abc' }),
        doing('propose-amendment', { ...PLAN_ACT_SAMPLES['propose-amendment'], edition: 1.5 }),
        doing('number-plan', { number: '1', date: '30/04/2026' }),
        doing('number-plan', { number: 'x'.repeat(101), date: '2026-05-01' }),
        doing('confirm-clears', {
          plan: 'a'.repeat(64),
          confirmed: [{ task: 'II.5', clears: ['x'] }],
        }),
        posted(plan('/acts'), { kind: 7, data: {} }),
        posted(plan('/acts'), []),
        posted(plan('/tasks'), {}),
        get(plan('?lang=fr')),
        get('/plans?lang=fr'),
      ],
      'INVALID_FIELD',
    );
    await expectAll(CHAIRMAN, [doing('explode', {}), doing('accept-task', {})], 'UNKNOWN_ACT');
    await expectAll(
      OFFICER,
      [loading({}), loading({ plan: 'A B' }), loading({ text: 7 }), loading({ text: ' ' })],
      'INVALID_FIELD',
    );
    await expectAll(
      OFFICER,
      [loading({ plan: '801', text: 'x' }), later({ plan: '801', force: true })],
      'INVALID_FIELD',
      'UNKNOWN_FIELD',
    );
    await expectAll(OFFICER, [loading({ text: 'x'.repeat(270_000) })], 'BODY_TOO_LARGE');
  });

  it('when a text is no plan: the line and the field are told', async () => {
    const texts = [
      'id: [',
      'id: lao-cai-nho',
      '- 1',
      'x: &a [1]\ny: [*a, *b]',
      BOMB,
      smallPlan((file) => ({ ...file, version: 0 })),
      smallPlan((file) => ({ ...file, owner: 'ubnd-15' })),
      smallPlan((file) => ({ ...file, secret: 1 })),
      smallPlan((file) => ({ ...file, source: '../../../etc/passwd.md' })),
      smallPlan((file) => ({ ...file, tasks: [] })),
      smallPlan((file) => ({ ...file, tasks: [...file.tasks, ...file.tasks] })),
      smallPlan((file) => ({ ...file, recipients: [{ quote: 'x', to: ['nobody'] }] })),
      smallPlan((file) => ({ ...file, recipients: [{ quote: 'x', to: ['constructor'] }] })),
      smallPlan((file) => ({ ...file, id: 'a'.repeat(91) })),
      smallPlan((file) => ({ ...file, version: 2_147_483_648 })),
      smallPlan((file) => ({ ...file, date: '9999-12-31' })),
      ...['\\0', '\\ud800', '\\u202e', '\\u2066'].map((bad) =>
        smallPlan().replace('number: null', `number: "1${bad}"`),
      ),
    ];
    const all = texts.flatMap((text) => [loading({ text }), later({ text })]);
    await expectAll(OFFICER, all, 'PLAN_UNREADABLE');
    const officer = await plans.somebody(OFFICER);
    const wrong = smallPlan((file) => ({ ...file, owner: 'ubnd-15' }));
    const line = wrong.split('\n').findIndex((one) => one.startsWith('owner:')) + 1;
    const answered = await officer.send(loading({ text: wrong }));
    expect(answered.json.params.where).toContain(`yaml:${line}: owner: `);
    expect(answered.json.detail).toContain(`yaml:${line}: owner: `);
  });

  it('when it is a plan already, another one, an earlier one, or nobody brings it', async () => {
    const another = (version: number) =>
      smallPlan((file) => ({ ...file, version, legalBasis: ['Khác'] }));
    await expectAll(OFFICER, [loading({ text: smallPlan() })], 'ALREADY_DONE');
    await expectAll(OFFICER, [loading({ text: another(1) })], 'PLAN_VERSION_TAKEN');
    await expectAll(
      OFFICER,
      ['nothing', 'lao-cai-2027', 'cai'].map((id) => loading({ plan: id })),
      'UNKNOWN_PLAN',
    );
    await expectAll(OFFICER, [later({ text: another(1) })], 'VALUE_OUT_OF_RANGE');
    await expectAll(OFFICER, [later({ plan: 'lao-cai' })], 'INVALID_FIELD');
  });

  it('when a later version would change whose it is, or who follows it up', async () => {
    const officer = await plans.somebody(OFFICER);
    const followUp = { office: 'CAT-14', desk: 'CAT-14-PA03' };
    for (const change of [{ owner: 'UBND-14' }, { followUp }]) {
      const request = later({ text: smallPlan((file) => ({ ...file, version: 2, ...change })) });
      await expectAll(OFFICER, [request], 'INVALID_FIELD');
      const { json } = await officer.send({ ...request, headers: keyed() });
      expect(json.params).toEqual({ field: Object.keys(change)[0] });
    }
  });

  it('when its id belongs to another body', async () => {
    const theirs = (change: object) =>
      smallPlan((file) => ({
        ...file,
        owner: 'UBX-02647',
        followUp: { office: 'UBX-02647', desk: 'UBX-02647' },
        ...change,
      }));
    // What the product brings, before anybody has loaded it, and what was loaded.
    const texts = ['801-qd-ttg-2024', 'lao-cai-2026', 'lao-cai-nho'].flatMap((id) =>
      [1, 99].map((version) => theirs({ id, version })),
    );
    await expectAll(
      'case-officer@UBX-02647',
      [
        ...texts.map((text) => loading({ text })),
        loading({ text: theirs({ id: 'lao-cai-2026', owner: 'UBND-15' }) }),
      ],
      'PLAN_ID_TAKEN',
    );
  });

  it('when what it names is not there, or is not theirs', async () => {
    const paths = [
      `/plans/${randomUUID()}`,
      '/plans/KH-NOTHING',
      '/plans/nothing',
      "/plans/lao'",
      '/plans/lao;drop table plans',
      '/plans/%00',
      '/plans/SC-2026-000001',
      `${plan()}/nothing`,
      plan('/gantt.png'),
    ];
    await expectAll(OFFICER, paths.map(get), 'NOT_FOUND', 'MALFORMED_REQUEST');
    const parts = ['', '/text', '/progress', '/coverage', '/gantt', '/gantt.svg', '/timeline'];
    const every = PLAN_ACT_KINDS.map((kind) => doing(kind, PLAN_ACT_SAMPLES[kind]));
    await expectAll('head@BKHCN', [...parts.map((one) => get(plan(one))), ...every], 'NOT_FOUND');
    const text = smallPlan((file) => ({ ...file, id: 'khac' }));
    await expectAll('head@BKHCN', [loading({ text }), loading({ plan: '801' })], 'FORBIDDEN');
    await expectAll('head@UBX-02647', [loading({ text })], 'FORBIDDEN');
    const nobody = plans.office.with('homat_session=nonsense');
    for (const options of [get('/plans'), get(plan()), loading({ text }), ...every]) {
      expect((await nobody.send(options)).json.code).toBe('NOT_SIGNED_IN');
    }
  });

  it('when its key or its type is wrong', async () => {
    for (const path of ['/plans', plan('/editions'), plan('/acts'), plan('/tasks')]) {
      const { 'idempotency-key': _, ...keyless } = keyed();
      await expectAll(
        OFFICER,
        [{ ...posted(path, {}), headers: keyless }],
        'IDEMPOTENCY_KEY_MISSING',
      );
      const typed = posted(path, {}, { 'content-type': 'text/plain' });
      await expectAll(OFFICER, [typed], 'UNSUPPORTED_MEDIA_TYPE');
    }
    const deleted: InjectOptions = { method: 'DELETE', url: `/api/v1${plan()}` };
    await expectAll(OFFICER, [deleted], 'METHOD_NOT_ALLOWED');
  });

  it('a hundred times and more', () => {
    expect(sent).toBeGreaterThanOrEqual(100);
  });
});
