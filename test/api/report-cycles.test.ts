import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askForYear } from '../../records/years.ts';
import type { Answered } from '../support/api-office.ts';
import { NOVEMBER, ReportOffice } from '../support/report-office.ts';

let year: ReportOffice;
const PICKED = ['UBX-02647', 'UBX-03006', 'UBND-15', 'BKHCN'];
const reason = 'Theo yêu cầu của lãnh đạo Bộ';

beforeAll(async () => {
  year = await ReportOffice.open();
});

afterAll(() => year.close());

async function asks(who: string, body: object): Promise<Answered> {
  const asked = { regime: 'yearly', year: 2026, reason, ...body };
  return (await year.somebody(who)).post('/report-cycles', asked);
}

async function cyclesOf(who: string, query = ''): Promise<{ number: string }[]> {
  const answered = await (await year.somebody(who)).get(`/report-cycles${query}`);
  expect(answered.status, answered.text).toBe(200);
  return answered.json.items as { number: string }[];
}

async function counted(): Promise<number> {
  return (await year.office.counts())['cycles'] ?? 0;
}

describe('the duties to report', () => {
  it('are told with their texts, their days in this year, and when they open next', async () => {
    const answered = await (await year.somebody('case-officer@UBX-02647')).get('/report-regimes');
    expect(answered.status, answered.text).toBe(200);
    const [yearly, treaties, fiveYearly] = answered.json.items as [object, object, object];
    expect(yearly).toMatchObject({
      id: 'yearly',
      certainty: 'old-law',
      year: 2026,
      opens: '2026-11-15',
      figures: { from: '2025-12-15', to: '2026-12-14' },
      submitFrom: '2026-12-15',
      policy: 'plain',
      collector: { office: 'BCA', drafting: 'BCA-A03', due: null },
      consolidatedWithin: 15,
      // It has opened yesterday: the next one is next year's.
      nextOpening: '2027-11-15T00:00:00.000+07:00',
    });
    expect(treaties).toMatchObject({ collector: { due: '2026-11-15' }, addressees: [] });
    expect(fiveYearly).toMatchObject({ year: 2029, figures: { from: '2024-12-15' } });
  });
});

describe('a year opened by hand', () => {
  it('is for the heads of who collects and of who drafts for it', async () => {
    const before = await counted();
    for (const who of [
      'case-officer@BCA-A03',
      'clerk@BCA-A03',
      'inspector@BCA-A03',
      'administrator@BCA-A03',
      'head@UBND-15',
      'head@CAT-15',
      'head@UBX-02647',
    ]) {
      const answered = await asks(who, { only: PICKED });
      expect(answered.json, who).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    }
    expect(await counted()).toBe(before);
    for (const who of ['head@BCA', 'deputy-head@BCA', 'head@BCA-A03', 'deputy-head@BCA-A03']) {
      const answered = await asks(who, { only: ['BKHCN'], drill: true });
      expect(answered.status, `${who} ${answered.text}`).toBe(201);
    }
  });

  it('has only those that were picked, and whoever collects them', async () => {
    await year.opens(PICKED);
    const listed = await (
      await year.somebody('head@BCA')
    ).get(`/reports?cycle=${year.cycle}&sort=office`);
    const numbers = (listed.json.items as { number: string }[]).map(({ number }) => number);
    expect(numbers).toEqual([
      `${year.cycle}.BCA.TH`,
      `${year.cycle}.BKHCN`,
      `${year.cycle}.UBND-15.TH`,
      `${year.cycle}.UBND-15`,
      `${year.cycle}.UBX-02647`,
      `${year.cycle}.UBX-03006`,
    ]);
    expect(listed.json.items[2]).toMatchObject({ collector: 'BCA', drafting: 'CAT-15' });
    const opened = await (await year.somebody('head@BCA')).get(`/report-cycles/${year.cycle}`);
    expect(opened.json).toMatchObject({
      stage: 'collecting',
      reports: 6,
      only: PICKED,
      by: { office: 'BCA', capacity: 'head' },
      resolvedOn: '2026-11-16',
      root: { number: `${year.cycle}.BCA.TH`, stage: 'opened' },
      acts: ['cancel-cycle'],
    });
  });

  it('is a drill everywhere, with a number of its own', async () => {
    const number = await year.opens(['BKHCN'], { drill: true });
    expect(number).toMatch(/^DT-BCN-2026-\d+$/);
    expect(await year.view('BKHCN', 'head@BKHCN')).toMatchObject({
      drill: true,
      number: `${number}.BKHCN`,
    });
    const cycles = await cyclesOf('head@BKHCN');
    expect(cycles).toContainEqual(expect.objectContaining({ number, drill: true }));
  });

  it('refuses a year without cycle or form, offices not asked to report, no reason', async () => {
    const before = await counted();
    const wrong: [object, string][] = [
      [{ year: 2023 }, 'VALUE_OUT_OF_RANGE'],
      [{ regime: 'five-yearly', year: 2026 }, 'VALUE_OUT_OF_RANGE'],
      [{ only: ['UBX-02647', 'CAT-15'] }, 'UNKNOWN_OFFICE'],
      [{ only: ['NOWHERE'] }, 'UNKNOWN_OFFICE'],
      [{ only: ['LAO-1'] }, 'UNKNOWN_OFFICE'],
      [{ regime: 'treaties', only: ['BKHCN'] }, 'UNKNOWN_OFFICE'],
      [{ only: [] }, 'INVALID_FIELD'],
      [{ reason: ' ' }, 'REASON_MISSING'],
    ];
    for (const [body, code] of wrong) {
      const answered = await asks('head@BCA', body);
      expect(answered.json, JSON.stringify(body)).toMatchObject({ code });
    }
    expect(await counted()).toBe(before);
  });

  it('waits in the record while the engine is away, for who collects and nobody else', async () => {
    year.office.engine.state = 'down';
    const answered = await asks('head@BCA', { regime: 'treaties' });
    expect(answered.status, answered.text).toBe(201);
    const number = answered.json.number as string;
    expect(number).toBe('BCDU-2026');
    const waiting = await (await year.somebody('head@BCA')).get(`/report-cycles/${number}`);
    expect(waiting.json).toMatchObject({ stage: 'opening', openedAt: null, reports: 0 });
    expect(await cyclesOf('case-officer@BCA-A03', '?regime=treaties')).toHaveLength(1);
    const head = await year.somebody('head@UBX-02647');
    expect((await head.get(`/report-cycles/${number}`)).json.code).toBe('NOT_FOUND');
    year.office.engine.state = 'up';
    await year.office.engine.begin(answered.json.id as string, 'cycle');
    const opened = await (await year.somebody('head@BCA')).get(`/report-cycles/${number}`);
    expect(opened.json).toMatchObject({ stage: 'collecting', reports: 1 });
    // The Ministry reports for itself; nobody below is asked.
    expect(opened.json.root).toMatchObject({ number: 'BCDU-2026.BCA' });
  });

  it('of all there is once, whoever asks; the same key gets the same answer', async () => {
    // Nobody opens the country here: what is asked for is what counts.
    year.office.engine.state = 'down';
    const head = await year.somebody('head@BCA');
    const body = { regime: 'yearly', year: 2027, reason };
    const headers = { 'idempotency-key': 'year-2027' };
    const first = await head.post('/report-cycles', body, headers);
    expect(first.json, first.text).toMatchObject({ number: 'BCN-2027' });
    expect((await head.post('/report-cycles', body, headers)).json).toEqual(first.json);
    const other = await head.post('/report-cycles', { ...body, drill: true }, headers);
    expect(other.json.code).toBe('IDEMPOTENCY_KEY_REUSED');
    const again = await asks('deputy-head@BCA-A03', { year: 2027 });
    expect(again.json).toMatchObject({ code: 'ALREADY_DONE', status: 409 });
    expect((await cyclesOf('head@BCA', '?year=2027')).map(({ number }) => number)).toEqual([
      'BCN-2027',
    ]);
    year.office.engine.state = 'up';
  });

  it('that was called off by mistake is opened again by hand, and by no schedule', async () => {
    const head = await year.somebody('head@BCA');
    const body = { regime: 'treaties', year: 2027, reason };
    const first = await head.post('/report-cycles', body);
    expect(first.json.number, first.text).toBe('BCDU-2027');
    await year.office.engine.begin(first.json.id as string, 'cycle');
    const cancel = { kind: 'cancel-cycle', data: { reason: 'Mở nhầm' } };
    const off = await head.post('/report-cycles/BCDU-2027/acts', cancel);
    expect(off.status, off.text).toBe(200);
    const { db } = year.office.database;
    const rule = year.office.deps.brought.regimes.find(({ id }) => id === 'treaties');
    if (rule === undefined) throw new Error('No rule');
    const bySchedule = await askForYear(db, rule, 2027, year.office.now);
    expect(bySchedule).toMatchObject({ id: first.json.id, isNew: false });
    const again = await head.post('/report-cycles', body);
    expect(again.json, again.text).toMatchObject({ number: 'BCDU-2027-1' });
    expect((await head.post('/report-cycles', body)).json.code).toBe('ALREADY_DONE');
    expect(await askForYear(db, rule, 2027, year.office.now)).toMatchObject({ isNew: false });
  });
});

describe('a cycle', () => {
  it('shows everybody what is theirs, and counts nothing else', async () => {
    await year.opens(PICKED);
    const seen = async (who: string) => {
      const answered = await (await year.somebody(who)).get(`/report-cycles/${year.cycle}`);
      if (answered.status === 404) return 'NOT_FOUND';
      const { whole, branches, root } = answered.json;
      const below = (branches as { office: string; number: string | null }[]).map((one) => [
        one.office,
        one.number?.replace(`${year.cycle}.`, '') ?? null,
      ]);
      return [whole.counts.reports, below, root === null ? 'no root' : 'root'];
    };
    const all = [
      6,
      [
        ['BKHCN', 'BKHCN'],
        ['UBND-15', 'UBND-15.TH'],
      ],
      'root',
    ];
    expect(await seen('head@BCA')).toEqual(all);
    expect(await seen('inspector@BCA-A03')).toEqual(all);
    const province = [4, [['UBND-15', 'UBND-15.TH']], 'no root'];
    expect(await seen('head@UBND-15')).toEqual(province);
    expect(await seen('case-officer@CAT-15')).toEqual(province);
    expect(await seen('case-officer@CAT-15-PA03')).toEqual(province);
    // Its branch is named, but what the province reports is the province's.
    expect(await seen('clerk@UBX-02647')).toEqual([1, [['UBND-15', null]], 'no root']);
    expect(await seen('head@BKHCN')).toEqual([1, [['BKHCN', 'BKHCN']], 'no root']);
    for (const who of [
      'head@UBX-02839',
      'head@UBND-40',
      'case-officer@CAT-40',
      'staff@UBX-02647',
      'duty-officer@CAT-15',
      'administrator@BCA-A03',
    ]) {
      expect(await seen(who), who).toBe('NOT_FOUND');
      const numbers = (await cyclesOf(who)).map(({ number }) => number);
      expect(numbers, who).not.toContain(year.cycle);
    }
  });

  it('is called off by who opened it, with its reason, and its reports with it', async () => {
    await year.opens(PICKED);
    const path = `/report-cycles/${year.cycle}/acts`;
    const cancel = (words: string) => ({ kind: 'cancel-cycle', data: { reason: words } });
    const officer = await year.somebody('case-officer@BCA-A03');
    expect((await officer.post(path, cancel('Thôi'))).json.code).toBe('FORBIDDEN');
    const neighbour = await year.somebody('head@UBND-40');
    expect((await neighbour.post(path, cancel('Thôi'))).json.code).toBe('NOT_FOUND');
    const province = await year.somebody('head@UBND-15');
    expect((await province.post(path, cancel('Thôi'))).json.code).toBe('FORBIDDEN');
    const head = await year.somebody('head@BCA');
    expect((await head.post(path, cancel(' '))).json.code).toBe('REASON_MISSING');
    const headers = { 'idempotency-key': 'cancel-1' };
    const done = await head.post(path, cancel('Không cần nữa'), headers);
    expect(done.json, done.text).toMatchObject({
      kind: 'done',
      stage: 'ended',
      ending: 'cancelled',
    });
    expect((await head.post(path, cancel('Không cần nữa'), headers)).json).toEqual(done.json);
    expect((await head.get('/acts/cancel-1')).json).toMatchObject({
      status: 'done',
      result: done.json,
    });
    expect((await head.post(path, cancel('Lần nữa'))).json.code).toBe('CASE_ENDED');
    await year.relay();
    const commune = await year.view('UBX-02647', 'head@UBX-02647');
    expect(commune).toMatchObject({ stage: 'ended', ending: 'cancelled', acts: [] });
    const { whole, cancelReason, acts } = (await head.get(`/report-cycles/${year.cycle}`)).json;
    expect(whole.counts.arrivals).toMatchObject({ cancelled: 6, awaited: 0 });
    expect([cancelReason, acts]).toEqual(['Không cần nữa', []]);
  });

  it('whose outcome comes late is told by its key', async () => {
    await year.opens(['BKHCN']);
    year.office.engine.state = 'slow';
    const head = await year.somebody('head@BCA');
    const act = { kind: 'cancel-cycle', data: { reason } };
    const headers = { 'idempotency-key': 'late-1' };
    const pending = await head.post(`/report-cycles/${year.cycle}/acts`, act, headers);
    expect(pending.status).toBe(202);
    expect(pending.json).toMatchObject({ status: 'pending', see: '/api/v1/acts/late-1' });
    year.office.engine.state = 'up';
    expect((await head.get('/acts/late-1')).json).toMatchObject({
      status: 'done',
      result: { stage: 'ended' },
    });
  });

  it('keeps who read it', async () => {
    await year.opens(['BKHCN']);
    const head = await year.somebody('head@BKHCN');
    const { id } = (await head.get(`/report-cycles/${year.cycle}`)).json as { id: string };
    await year.view('BKHCN', 'head@BKHCN');
    const { rows } = await year.office.database.db.query<{ what: string; capacity: string }>(
      `select what, capacity from case_reads where office_id = 'BKHCN' and read_at = $2
         and (case_id = $1 or case_id in (select id from reports where cycle_id = $1)) order by id`,
      [id, NOVEMBER],
    );
    expect(rows).toEqual([
      { what: 'cycle', capacity: 'head' },
      { what: 'report', capacity: 'head' },
    ]);
  });
});
