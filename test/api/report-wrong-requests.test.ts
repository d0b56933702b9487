import type { InjectOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../domain/errors.ts';
import { REPORT_ACT_KINDS } from '../../domain/reporting/process/decide.ts';
import { REPORT_ACT_SAMPLES } from '../support/report-act-samples.ts';
import { expectRefusals, get, keyed, posted } from '../support/refusals.ts';
import { ReportOffice } from '../support/report-office.ts';

let year: ReportOffice;
let before: unknown;
let sent = 0;
const HEAD = 'head@UBX-02647';

beforeAll(async () => {
  year = await ReportOffice.open();
  await year.opens(['UBX-02647', 'UBND-15']);
  // Whoever opens a report has seen its letters: seen once is seen.
  for (const who of [HEAD, 'head@BCA']) await year.view('UBX-02647', who);
  await year.somebody('head@BKHCN');
  before = await everything();
});

afterAll(() => year.close());

/** Every row of every table. What was read is kept, and nothing else. */
async function everything(): Promise<unknown> {
  const { case_reads: _reads, ...counts } = await year.office.counts();
  const { db } = year.office.database;
  const reports = await db.query('select * from reports order by id');
  const cycles = await db.query('select * from cycles order by id');
  return [counts, reports.rows, cycles.rows];
}

const report = (path = ''): string => `/reports/${year.number('UBX-02647')}${path}`;
const act = (body: unknown): InjectOptions => posted(report('/acts'), body);
const doing = (kind: string, data: unknown): InjectOptions => act({ kind, data });
const cycle = (change: object, drop: string[] = []): InjectOptions => {
  const asked = { regime: 'yearly', year: 2026, only: ['BKHCN'], reason: 'Thử', ...change };
  const body = Object.fromEntries(Object.entries(asked).filter(([name]) => !drop.includes(name)));
  return posted('/report-cycles', body);
};
const saving = (part: object, more: object = {}): InjectOptions => {
  const { part: sample } = REPORT_ACT_SAMPLES['save-part'];
  return doing('save-part', { part: { ...sample, ...part }, basedOn: 0, ...more });
};

/** Sends each; none is a fault of the product, and each has one of the codes expected. */
async function expectAll(
  who: string,
  requests: readonly InjectOptions[],
  ...codes: ErrorCode[]
): Promise<void> {
  await expectRefusals(await year.somebody(who), requests, codes);
  expect(await everything()).toEqual(before);
  sent += requests.length;
}

describe('a wrong request about reports gets a clear refusal and changes nothing', () => {
  it('when a field is not known', async () => {
    const { part } = REPORT_ACT_SAMPLES['save-part'];
    await expectAll(
      'head@BCA',
      [
        cycle({ secret: 1 }),
        cycle({ Regime: 'yearly' }),
        get('/report-cycles?stage=ended'),
        get('/reports?secret=1'),
        get(report('?version=1')),
        get(report('/consolidation?figure=cases')),
        get(report('/figures/cases?levels=all')),
        get(report('/timeline?page=1')),
        get(report('/template.xlsx?version=1')),
        posted(`/report-cycles/${year.cycle}/acts`, {
          kind: 'cancel-cycle',
          data: { reason: 'x', by: 'y' },
        }),
      ],
      'UNKNOWN_FIELD',
    );
    await expectAll(
      HEAD,
      [
        ...REPORT_ACT_KINDS.map((kind) =>
          doing(kind, { ...REPORT_ACT_SAMPLES[kind], override: true }),
        ),
        act({ kind: 'consolidate', data: {}, as: 'head' }),
        saving({ secret: 'x' }),
        doing('save-parts', { parts: [{ part, basedOn: 0, force: true }] }),
        doing('return-report', { reasons: [{ part: null, reason: 'x', by: 'y' }] }),
      ],
      'UNKNOWN_FIELD',
    );
  });

  it('when something is missing', async () => {
    await expectAll(
      'head@BCA',
      ['regime', 'year', 'reason'].map((field) => cycle({}, [field])),
      'INVALID_FIELD',
    );
    const short = REPORT_ACT_KINDS.filter((kind) => kind !== 'consolidate');
    await expectAll(
      HEAD,
      [...short.map((kind) => doing(kind, {})), act({ kind: 'consolidate' }), act({})],
      'INVALID_FIELD',
    );
  });

  it('when a value is of a wrong type or form', async () => {
    await expectAll(
      'head@BCA',
      [
        cycle({ regime: 'monthly' }),
        cycle({ year: '2026' }),
        cycle({ year: 2026.5 }),
        cycle({ year: 1900 }),
        cycle({ year: 1e9 }),
        cycle({ drill: 'yes' }),
        cycle({ only: 'BKHCN' }),
        cycle({ only: ['bkhcn'] }),
        cycle({ only: [7] }),
        cycle({ reason: 7 }),
        get('/report-cycles?year=26'),
        get('/report-cycles?year=abcd'),
        get('/report-cycles?regime=monthly'),
        get('/reports?stage=gone'),
        get('/reports?arrival=soon'),
        get('/reports?mine=1'),
        get('/reports?cycle=nothing'),
        get('/reports?office=b'),
        get('/reports?sort=number'),
        get('/reports?page=0'),
        get('/reports?size=201'),
        get('/reports?page=1&page=2'),
        get('/reports?search='),
        get(report('?lang=fr')),
        get(report('/consolidation?levels=some')),
      ],
      'INVALID_FIELD',
    );
    await expectAll(
      HEAD,
      [
        saving({ figures: [] }),
        saving({ figures: { staff: '7' } }),
        saving({ figures: { staff: true } }),
        saving({ figures: { '': 1 } }),
        saving({ narratives: { situation: 7 } }),
        saving({ explanations: null }),
        saving({ part: 7 }),
        saving({}, { basedOn: -1 }),
        saving({}, { basedOn: 1.5 }),
        saving({}, { basedOn: '0' }),
        doing('assign-report', { person: 'somebody' }),
        doing('submit-report', { checksum: 'abc' }),
        doing('accept-report', { checksum: 'A'.repeat(64) }),
        doing('ask-late', { until: 'tomorrow', reason: 'x' }),
        doing('ask-late', { until: '2026-12-19', reason: 'x' }),
        doing('answer-late', { permit: 'yes', until: '2026-12-19T00:00:00+07:00', reason: 'x' }),
        doing('return-report', { reasons: {} }),
        act({ kind: 7, data: {} }),
        act([]),
        act('null'),
        act(
          JSON.stringify({ kind: 'save-part', data: REPORT_ACT_SAMPLES['save-part'] }).replace(
            '"staff":1',
            '"staff":1e999',
          ),
        ),
      ],
      'INVALID_FIELD',
    );
    await expectAll(HEAD, [act('{'), act('[[')], 'MALFORMED_REQUEST');
    await expectAll(HEAD, [doing('explode', {}), doing('cancel-cycle', {})], 'UNKNOWN_ACT');
  });

  it('when it is too long', async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`f-${i}`, 0]));
    const parts = Array.from({ length: 101 }, () => REPORT_ACT_SAMPLES['save-part']);
    const reasons = Array.from({ length: 101 }, () => ({ part: null, reason: 'x' }));
    await expectAll(
      HEAD,
      [
        saving({ narratives: { situation: 'x'.repeat(20_001) } }),
        saving({ explanations: { staff: 'x'.repeat(20_001) } }),
        saving({ figures: many }),
        saving({ figures: { ['f'.repeat(101)]: 0 } }),
        saving({}, { basedOn: 1e9 }),
        doing('save-parts', { parts }),
        doing('return-report', { reasons }),
        doing('submit-nil', { reason: 'x'.repeat(2_001) }),
        doing('give-opinion', { text: 'x'.repeat(8_001) }),
        doing('dispatch-report', { number: 'x'.repeat(101), channel: 'x', to: 'x' }),
        get(`/reports?search=${'x'.repeat(201)}`),
      ],
      'INVALID_FIELD',
    );
    await expectAll('head@BCA', [cycle({ reason: 'x'.repeat(2_001) })], 'INVALID_FIELD');
    await expectAll(HEAD, [act(' '.repeat(300_000))], 'BODY_TOO_LARGE');
  });

  it('when its key or its type is wrong', async () => {
    const acts = report('/acts');
    for (const path of ['/report-cycles', `/report-cycles/${year.cycle}/acts`, acts]) {
      const { 'idempotency-key': _, ...keyless } = keyed();
      const wrong = { ...posted(path, {}), headers: keyless };
      await expectAll('head@BCA', [wrong], 'IDEMPOTENCY_KEY_MISSING');
      const typed = posted(path, {}, { 'content-type': 'text/plain' });
      await expectAll('head@BCA', [typed], 'UNSUPPORTED_MEDIA_TYPE');
      const key = posted(path, {}, { 'idempotency-key': 'a b' });
      await expectAll('head@BCA', [key], 'INVALID_FIELD');
    }
    const deleted: InjectOptions = { method: 'DELETE', url: `/api/v1${report()}` };
    await expectAll(HEAD, [deleted], 'METHOD_NOT_ALLOWED');
  });

  it('when what it names is not there', async () => {
    const there = year.number('UBX-02647');
    const paths = [
      `/reports/${randomUUID()}`,
      `/reports/${year.cycle}.UBX-99999`,
      `/reports/${there}.TH`,
      `/reports/${there}'`,
      `/reports/${there};drop table reports`,
      '/reports/SC-2026-000001',
      `/reports/${year.cycle}`,
      `/report-cycles/${randomUUID()}`,
      '/report-cycles/BCN-2031',
      `/report-cycles/${there}`,
      `/reports/${there}/figures/nothing`,
      `/reports/${there}/figures/%00`,
      `/reports/${there}/report.exe`,
    ];
    await expectAll('head@BCA', paths.map(get), 'NOT_FOUND', 'MALFORMED_REQUEST');
    const unknown = posted(`/reports/${randomUUID()}/acts`, { kind: 'consolidate', data: {} });
    await expectAll('head@BCA', [unknown], 'NOT_FOUND');
  });

  it('when it is not theirs', async () => {
    const every = REPORT_ACT_KINDS.map((kind) => doing(kind, REPORT_ACT_SAMPLES[kind]));
    await expectAll('head@BKHCN', every, 'NOT_FOUND');
    await expectAll('head@BKHCN', [cycle({})], 'FORBIDDEN');
    await expectAll(
      'head@BKHCN',
      ['', '/timeline', '/consolidation'].map((p) => get(report(p))),
      'NOT_FOUND',
    );
    const nobody = year.office.with('homat_session=nonsense');
    for (const options of [
      get('/reports'),
      get('/report-cycles'),
      get('/report-regimes'),
      get(report()),
      cycle({}),
      ...every,
    ]) {
      expect((await nobody.send(options)).json.code).toBe('NOT_SIGNED_IN');
    }
    expect(await everything()).toEqual(before);
  });

  it('a hundred times and more', () => {
    expect(sent).toBeGreaterThanOrEqual(120);
  });
});
