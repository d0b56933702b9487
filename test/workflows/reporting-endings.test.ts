import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tellToLook } from '../../client/tell-to-look.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { DAY, dateOf, plus } from '../../domain/time/instant.ts';
import { factsOf } from '../../records/facts.ts';
import { CaseSystem } from '../support/case-system.ts';
import { ReportYear } from '../support/report-year.ts';

const PICKED = ['UBX-02647', 'UBX-03006', 'UBX-02839', 'UBND-15', 'BKHCN', 'BNG', 'BTP', 'BCA'];
const POLICE = 'case-officer@CAT-15';
const DESK = 'case-officer@BCA-A03';

let system: CaseSystem;
let year: ReportYear;
/** The year that opens next, so that every one of its days is still to come. */
let Y: number;

const at = (day: string, time = '08:00'): Instant =>
  `${Y + (day < '06' ? 1 : 0)}-${day}T${time}:00.000+07:00` as Instant;

beforeAll(async () => {
  system = await CaseSystem.start('skip');
  const today = dateOf(system.now());
  Y = Number(today.slice(0, 4)) + (today.slice(5) < '12-06' ? 0 : 1);
  if (system.now() < at('11-15')) await skipTo(at('11-15'));
  year = await ReportYear.open(system, PICKED, { year: Y });
  await year.until('open', async () => (await year.opened()) === 10);
}, 180_000);
afterAll(() => system.stop());

async function skipTo(instant: Instant): Promise<void> {
  await system.time?.advanceTo(instant);
}

/** What the relay does every two seconds. */
async function relay(): Promise<void> {
  const { db } = system.database;
  await tellToLook({ db, engine: system.engine }, system.now());
}

interface Letter {
  readonly kind: string;
  readonly office: string | null;
  readonly at: Instant;
}

/** The letters about an office's report in order, planned ones too; one for each office told. */
async function lettersOf(office: string, ...kinds: readonly string[]): Promise<Letter[]> {
  const { rows } = await system.database.db.query<{ kind: string; office: string; at: Date }>(
    `select distinct kind, office_id as office, send_after as at from notices
     where number = $1 and kind = any($2) order by at, office`,
    [`${year.number}.${office}`, kinds],
  );
  return rows.map((row) => ({ ...row, at: plus(row.at.toISOString() as Instant, 0) }));
}

async function told(office: string): Promise<string[]> {
  const { id } = await year.report(office);
  return (await factsOf(system.database.db, `report/${id}`)).map(({ kind }) => kind);
}

async function fillsAndSubmits(office: string): Promise<void> {
  await year.fills(office, `case-officer@${office}`);
  await year.submits(office, `head@${office}`);
}

describe('a year in skipped time', () => {
  test('every report has until the end of its day, and is reminded before it', async () => {
    const due = async (office: string) =>
      (await year.report(office)).clocks.find((c) => c.rule === 'report-due')?.due;
    expect(await due('UBX-02647')).toBe(at('12-17', '00:00'));
    expect(await due('UBND-15')).toBe(at('12-17', '00:00'));
    expect(await due('UBND-15.TH')).toBe(at('12-21', '00:00'));
    expect(await due('BKHCN')).toBe(at('12-21', '00:00'));
    const warned = await lettersOf('UBX-02647', 'clock-warning');
    expect(warned).toHaveLength(2);
    expect(warned.map((letter) => letter.at < at('12-17', '00:00'))).toEqual([true, true]);
    expect(warned.every((letter) => letter.at > system.now())).toBe(true);
  });

  test('nobody signs before the figures freeze', async () => {
    await skipTo(at('12-14', '23:30'));
    await year.fills('UBX-02647', 'case-officer@UBX-02647');
    await expect(year.submits('UBX-02647', 'head@UBX-02647')).rejects.toThrow('TOO_EARLY');
    await skipTo(at('12-15', '00:01'));
    await year.submits('UBX-02647', 'head@UBX-02647');
    await year.accepts('UBX-02647', POLICE);
    expect(await year.report('UBX-02647')).toMatchObject({
      stage: 'accepted',
      submissions: [{ arrival: 'on-time', revision: 1 }],
    });
  });

  test('nil is an act of the head', async () => {
    await year.does('BNG', 'head@BNG', 'submit-nil', { reason: 'Không phát sinh' });
    await year.accepts('BNG', DESK);
    expect((await year.report('BNG')).submissions).toMatchObject([
      { filling: { nil: true, parts: expect.any(Array) }, arrival: 'on-time' },
    ]);
  });

  test('returned twice, submitted again each time, and then accepted', async () => {
    await fillsAndSubmits('BKHCN');
    for (const reason of ['Thiếu số liệu', 'Thiếu nguyên nhân']) {
      await year.does('BKHCN', DESK, 'return-report', { reasons: [{ part: null, reason }] });
      await year.fills('BKHCN', 'case-officer@BKHCN', `Bổ sung: ${reason}`);
      await year.submits('BKHCN', 'head@BKHCN');
    }
    await year.accepts('BKHCN', DESK);
    const report = await year.report('BKHCN');
    expect(report).toMatchObject({ stage: 'accepted', acceptedRevision: 3 });
    expect(report.returns).toHaveLength(2);
    expect(report.submissions.map(({ arrival }) => arrival)).toEqual(Array(3).fill('on-time'));
    const again = report.clocks.filter((c) => c.rule === 'report-resubmit');
    expect(again.map(({ status }) => status)).toEqual(['met', 'met']);
  });

  test('late with permission: the clock goes by the new day, nobody urges before it', async () => {
    const until = at('12-18', '17:00');
    const head = 'head@UBX-03006';
    await year.does('UBX-03006', head, 'ask-late', { until, reason: 'Lũ quét' });
    await year.does('UBX-03006', 'head@UBND-15', 'answer-late', {
      permit: true,
      until,
      reason: 'Đồng ý',
    });
    await skipTo(at('12-18', '10:00'));
    expect((await year.report('UBX-03006')).notReceivedAt).toBeNull();
    expect(await lettersOf('UBX-03006', 'report-urged')).toEqual([]);
    await fillsAndSubmits('UBX-03006');
    await year.accepts('UBX-03006', POLICE);
    expect((await year.report('UBX-03006')).submissions[0]?.arrival).toBe('late-permitted');
  });

  test('late without: missing at the very moment, urged, then one office higher', async () => {
    const missing = (await year.report('UBX-02839')).notReceivedAt;
    expect(missing?.slice(0, 16)).toBe(at('12-17', '00:00').slice(0, 16));
    const first = await lettersOf('UBX-02839', 'report-urged', 'report-missing');
    expect(first[0]?.at.slice(0, 16)).toBe(at('12-17', '00:00').slice(0, 16));
    expect(new Set(first.map((letter) => letter.office))).toEqual(new Set(['UBX-02839', 'CAT-15']));
    await skipTo(at('12-24'));
    const later = await lettersOf('UBX-02839', 'report-missing');
    expect(later.map((letter) => letter.office)).toContain('UBND-15');
    await fillsAndSubmits('UBX-02839');
    await year.accepts('UBX-02839', POLICE);
    const report = await year.report('UBX-02839');
    expect(report.submissions[0]?.arrival).toBe('late');
    const urged = report.clocks.find((c) => c.rule === 'report-due');
    expect(urged).toMatchObject({ status: 'met' });
    expect(urged?.lapses).toBeGreaterThanOrEqual(2);
    // Nobody urges any more.
    const count = (await lettersOf('UBX-02839', 'report-urged')).length;
    await skipTo(plus(system.now(), 7 * DAY));
    expect(await lettersOf('UBX-02839', 'report-urged')).toHaveLength(count);
  });

  test('who has to look at a report is asked again as well', async () => {
    await year.fills('UBND-15', POLICE);
    await year.does('UBND-15', 'head@CAT-15', 'give-opinion', { text: 'Nhất trí' });
    await year.submits('UBND-15', 'head@UBND-15');
    await skipTo(plus(system.now(), 10 * DAY));
    expect(await lettersOf('UBND-15', 'report-waits')).not.toEqual([]);
    await year.accepts('UBND-15', 'deputy-head@CAT-15');
  });

  test('the Ministry goes up without whoever is missing, and says who', async () => {
    await year.does('UBND-15.TH', POLICE, 'consolidate', {});
    await year.fills('UBND-15.TH', POLICE);
    await year.does('UBND-15.TH', 'head@CAT-15', 'give-opinion', { text: 'Nhất trí' });
    await year.submits('UBND-15.TH', 'head@UBND-15');
    await year.accepts('UBND-15.TH', DESK);
    await year.does('BCA.TH', DESK, 'consolidate', {});
    expect((await year.report('BCA.TH')).consolidated).toMatchObject({
      received: ['BKHCN', 'BNG', 'UBND-15'],
      notReceived: ['BCA', 'BTP'],
    });
    await year.fills('BCA.TH', DESK);
    await year.does('BCA.TH', 'head@BCA-A03', 'give-opinion', { text: 'Nhất trí' });
    await year.submits('BCA.TH', 'head@BCA');
    const dispatch = { number: '12/BC-BCA', channel: 'courier', to: 'Thủ tướng Chính phủ' };
    await year.does('BCA.TH', 'clerk@BCA-A03', 'dispatch-report', dispatch);
    await relay();
    await year.until('ended', async () => (await year.cycle()).ending === 'reported');
  });

  test('what is not received by then is urged no more, and is still to be sent', async () => {
    await relay();
    const closed = async () => (await year.report('BTP')).ending === 'not-received';
    await year.until('closed', closed);
    const before = (await lettersOf('BTP', 'report-urged')).length;
    expect(before).toBeGreaterThan(0);
    await skipTo(plus(system.now(), 20 * DAY));
    expect(await lettersOf('BTP', 'report-urged')).toHaveLength(before);
    expect(await told('BTP')).toEqual(expect.arrayContaining(['report-not-received']));
    expect((await told('BTP')).filter((kind) => kind === 'report-closed')).toHaveLength(1);
    // Its process has ended; the act starts it again.
    await fillsAndSubmits('BTP');
    await year.accepts('BTP', DESK);
    expect(await year.report('BTP')).toMatchObject({
      stage: 'accepted',
      ending: null,
      submissions: [{ arrival: 'late' }],
    });
    expect(await lettersOf('BCA.TH', 'supplement-due')).toEqual([]);
    expect((await lettersOf('BTP', 'supplement-due'))[0]).toMatchObject({ office: 'BCA-A03' });
  });

  test('makes a supplement of the consolidated report, which goes the same way', async () => {
    await year.does('BCA.TH', DESK, 'begin-supplement', { reason: 'Bộ Tư pháp báo cáo sau' });
    await year.does('BCA.TH', DESK, 'consolidate', {});
    expect((await year.report('BCA.TH')).consolidated?.notReceived).toEqual(['BCA']);
    await year.fills('BCA.TH', DESK);
    await year.does('BCA.TH', 'head@BCA-A03', 'give-opinion', { text: 'Nhất trí' });
    await year.submits('BCA.TH', 'head@BCA');
    const dispatch = { number: '15/BC-BCA', channel: 'courier', to: 'Thủ tướng Chính phủ' };
    await year.does('BCA.TH', 'clerk@BCA-A03', 'dispatch-report', dispatch);
    expect(await year.report('BCA.TH')).toMatchObject({
      stage: 'sent',
      dispatches: [{ number: '12/BC-BCA' }, { number: '15/BC-BCA' }],
    });
    // The year had ended with the first; it ends once.
    const facts = await factsOf(system.database.db, `cycle/${year.id}`);
    expect(facts.map(({ kind }) => kind)).toEqual([
      'cycle-opened',
      'cycle-collecting',
      'cycle-reported',
    ]);
  });
});

test('a year that is called off ends its reports, their clocks and their warnings', async () => {
  const opened = await ReportYear.open(system, ['UBX-02647', 'BKHCN'], {
    year: Y + 1,
    drill: true,
  });
  await opened.until('open', async () => (await opened.opened()) === 4);
  await opened.until('collecting', async () => (await opened.cycle()).stage === 'collecting');
  const answer = await system.engine.act({
    ...{ caseId: opened.id, process: 'cycle', key: 'cancel', requestHash: 'x' },
    actor: system.person('head@BCA-A03'),
    act: { kind: 'cancel-cycle', data: { reason: 'Mở nhầm' } },
  });
  expect(answer).toMatchObject({ result: { kind: 'done', ending: 'cancelled' } });
  await relay();
  for (const office of ['UBX-02647', 'UBND-15.TH', 'BKHCN', 'BCA.TH']) {
    const isOver = async () => (await opened.report(office)).ending === 'cancelled';
    await opened.until(`${office} cancelled`, isOver);
    const { clocks } = await opened.report(office);
    expect(clocks.map(({ status }) => status)).toEqual(['stopped']);
  }
  const { rows } = await system.database.db.query<{ state: string; drill: boolean }>(
    `select distinct state, drill from notices where kind = 'clock-warning' and number like $1`,
    [`${opened.number}.%`],
  );
  expect(rows).toEqual([{ state: 'dropped', drill: true }]);
  const again = await opened.try('BKHCN', 'head@BKHCN', 'submit-nil', { reason: 'x' });
  expect(again).toMatchObject({ result: { code: 'CASE_ENDED' } });
});

test('the treaties have one report, due at the end of 15 November as it is written', async () => {
  const treaties = await ReportYear.open(system, null, { regime: 'treaties', year: Y + 1 });
  await treaties.until('open', async () => (await treaties.opened()) === 1);
  const report = await treaties.report('BCA');
  expect(report).toMatchObject({ scope: 'office', collector: null, addressees: [] });
  expect(report.clocks[0]?.due).toBe(`${Y + 1}-11-16T00:00:00.000+07:00`);
  await skipTo(`${Y + 1}-11-01T00:00:00.000+07:00` as Instant);
  await treaties.fills('BCA', DESK);
  await treaties.does('BCA', 'head@BCA-A03', 'give-opinion', { text: 'Nhất trí' });
  await treaties.submits('BCA', 'head@BCA');
  const dispatch = { number: '9/BC-BCA', channel: 'courier', to: 'Bộ Ngoại giao' };
  await treaties.does('BCA', 'clerk@BCA-A03', 'dispatch-report', dispatch);
  await relay();
  await treaties.until('ended', async () => (await treaties.cycle()).ending === 'reported');
});
