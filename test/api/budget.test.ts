import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CivilDate } from '../../domain/time/instant.ts';
import type { Answered } from '../support/api-office.ts';
import { ReportOffice } from '../support/report-office.ts';

let year: ReportOffice;
const COMMUNE = 'UBX-02647';
const OFFICER = `case-officer@${COMMUNE}`;
const HEAD = `head@${COMMUNE}`;
const FINANCE = 'case-officer@STC-15';
const PROVINCE = 'UBND-15.TH';
const on = (date: string) => date as CivilDate;

/** A year of the money is made in 2027 for 2028, and settled in 2029. */
beforeAll(async () => {
  year = await ReportOffice.open('2027-05-17T09:00:00.000+07:00');
  await year.opens([COMMUNE, 'SVHTTDL-15'], {
    ...{ regime: 'budget-estimate', year: 2027, by: 'head@BTC' },
  });
}, 60_000);

afterAll(() => year.close());

async function get(who: string, path: string): Promise<Answered['json']> {
  const answered = await (await year.somebody(who)).get(path);
  expect(answered.status, `${who} ${path} ${answered.text}`).toBe(200);
  return answered.json;
}

const timeline = async (office: string, who: string): Promise<string[]> => {
  const { items } = await get(who, `/reports/${year.number(office)}/timeline`);
  return (items as { text: string }[]).map(({ text }) => text);
};

describe('a commune’s estimate', () => {
  const opinion = { number: '14/TB-HĐND', on: on('2027-06-08'), amount: 120_000_000 };

  it('says what is asked besides: the Council’s opinion, advice, the resolution', async () => {
    const view = await year.view(COMMUNE, OFFICER);
    expect(view).toMatchObject({
      dates: { from: '2028-01-01', to: '2028-12-31', dueDate: '2027-06-15' },
      collector: { office: 'UBND-15', drafting: 'STC-15' },
      missingSteps: ['council-opinion', 'advice', 'council-decision'],
    });
    expect(view.acts).toContain('record-council');
    expect(view.acts).not.toContain('give-advice');
  });

  it('is laid before the Council and signed for the amount that it has seen', async () => {
    year.office.goTo('2027-06-10T09:00:00.000+07:00');
    const estimated = { 'estimate-training': 90_000_000, 'estimate-equipment': 30_000_000 };
    const totals = { 'estimate-total': 120_000_000, 'from-state-budget': 120_000_000 };
    await year.fills(COMMUNE, OFFICER, { figures: { ...estimated, ...totals } });
    const { draftChecksum: checksum } = await year.view(COMMUNE, HEAD);
    const unlaid = await year.try(COMMUNE, HEAD, 'submit-report', { checksum });
    expect(unlaid.json).toMatchObject({ code: 'STEP_MISSING', status: 409 });
    const other = { step: 'council-opinion' as const, ...opinion, amount: 100_000_000 };
    await year.does(COMMUNE, `clerk@${COMMUNE}`, 'record-council', other);
    const differing = await year.try(COMMUNE, HEAD, 'submit-report', { checksum });
    expect(differing.json).toMatchObject({ code: 'AMOUNT_DIFFERS', status: 409 });
    await year.does(COMMUNE, `clerk@${COMMUNE}`, 'record-council', {
      ...{ step: 'council-opinion', ...opinion },
    });
    await year.submits(COMMUNE, HEAD);
    const told = await timeline(COMMUNE, HEAD);
    expect(told.join('\n')).toMatch(
      /Hội đồng nhân dân: số 14\/TB-HĐND, ngày 08\/06\/2027, số tiền 120\.000\.000 đồng/,
    );
  });

  it('is advised on by Sở Tài chính and accepted by the province, by no one for both', async () => {
    const advice = { text: 'Trong khả năng cân đối', number: '88/STC', on: on('2027-06-10') };
    const { submission, acts } = await year.view(COMMUNE, FINANCE);
    expect(acts).toEqual(expect.arrayContaining(['give-advice', 'return-report']));
    expect(acts).not.toContain('accept-report');
    const early = await year.try(COMMUNE, 'case-officer@UBND-15', 'accept-report', {
      checksum: submission.checksum as string,
    });
    expect(early.json).toMatchObject({ code: 'STEP_MISSING' });
    const given = { ...advice, amount: 110_000_000 };
    const foreign = await year.try(COMMUNE, 'case-officer@CAT-15', 'give-advice', given);
    expect(foreign.json).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    await year.does(COMMUNE, FINANCE, 'give-advice', given);
    await year.accepts(COMMUNE, 'case-officer@UBND-15');
    const view = await year.view(COMMUNE, HEAD);
    expect(view).toMatchObject({
      stage: 'accepted',
      missingSteps: ['council-decision'],
      advices: [{ number: '88/STC', amount: 110_000_000, revision: 1 }],
    });
  });

  it('goes up with the department’s, through the province’s Council', async () => {
    await year.does('SVHTTDL-15', 'head@SVHTTDL-15', 'submit-nil', { reason: 'Không đề nghị' });
    const advice = { text: 'Nhất trí', number: '89/STC', on: on('2027-06-10'), amount: null };
    await year.does('SVHTTDL-15', FINANCE, 'give-advice', advice);
    await year.accepts('SVHTTDL-15', 'case-officer@UBND-15');
    await year.does(PROVINCE, FINANCE, 'consolidate', {});
    await year.fills(PROVINCE, FINANCE, { words: 'Tổng hợp của tỉnh' });
    await year.does(PROVINCE, 'head@STC-15', 'give-opinion', { text: 'Đề nghị ký' });
    const laid = { number: '40/TB-HĐND', on: on('2027-06-10'), amount: 120_000_000 };
    await year.does(PROVINCE, 'clerk@UBND-15', 'record-council', {
      ...{ step: 'council-opinion', ...laid },
    });
    await year.submits(PROVINCE, 'head@UBND-15');
    await year.accepts(PROVINCE, 'case-officer@BTC');
    await year.does('BTC.TH', 'case-officer@BTC', 'consolidate', {});
    await year.fills('BTC.TH', 'case-officer@BTC', { words: 'Tổng hợp cả nước' });
    await year.submits('BTC.TH', 'head@BTC');
    await year.does('BTC.TH', 'clerk@BTC', 'dispatch-report', {
      ...{ number: '12/BC-BTC', channel: 'courier', to: 'Chính phủ' },
    });
    await year.relay();
    const root = await year.view('BTC.TH', 'head@BTC');
    const whole = (root.submission.filling.parts as { figures: Record<string, number> }[]).find(
      ({ figures }) => 'estimate-total' in figures,
    );
    expect(whole?.figures['estimate-total']).toBe(120_000_000);
    const paper = await (
      await year.somebody('head@BTC')
    ).get(`/reports/${year.number('BTC.TH')}/report.docx`);
    expect(paper.status).toBe(200);
  });

  it('is decided on by the Council in December, though the year has gone up', async () => {
    year.office.goTo('2027-12-20T09:00:00.000+07:00');
    const resolution = { number: '31/NQ-HĐND', on: on('2027-12-18'), amount: 100_000_000 };
    await year.does(COMMUNE, OFFICER, 'record-council', {
      step: 'council-decision',
      ...resolution,
    });
    expect(await year.view(COMMUNE, HEAD)).toMatchObject({ stage: 'accepted', missingSteps: [] });
  });
});

describe('its settlement a year later', () => {
  it('is held against what was estimated and what the Council decided', async () => {
    year.office.goTo('2029-02-05T09:00:00.000+07:00');
    await year.opens([COMMUNE], { regime: 'budget-settlement', year: 2029, by: 'head@BTC' });
    const { known, dates } = await year.view(COMMUNE, OFFICER);
    expect(known).toEqual({ estimated: 120_000_000, approved: 100_000_000 });
    expect(dates).toMatchObject({ from: '2028-01-01', to: '2028-12-31' });
    const spent = { 'spent-training': 80_000_000, 'spent-total': 80_000_000 };
    const figures = {
      ...spent,
      available: 95_000_000,
      cancelled: 15_000_000,
      approved: 95_000_000,
    };
    await year.fills(COMMUNE, OFFICER, { figures });
    const { faults } = await year.view(COMMUNE, HEAD);
    expect(faults).toEqual([
      expect.objectContaining({ code: 'difference-unexplained', field: 'approved' }),
    ]);
    const explanations = { approved: 'Điều chỉnh giảm giữa năm' };
    await year.fills(COMMUNE, OFFICER, { figures, explanations });
  });

  it('is approved by the Council before it is signed', async () => {
    const approval = { number: '5/NQ-HĐND', on: on('2029-02-02'), amount: 80_000_000 };
    const { draftChecksum: checksum } = await year.view(COMMUNE, HEAD);
    const unapproved = await year.try(COMMUNE, HEAD, 'submit-report', { checksum });
    expect(unapproved.json).toMatchObject({ code: 'STEP_MISSING' });
    await year.does(COMMUNE, OFFICER, 'record-council', { step: 'council-decision', ...approval });
    await year.submits(COMMUNE, HEAD);
    const { submission, known } = await year.view(COMMUNE, FINANCE);
    expect(submission.differences).toMatchObject([{ figure: 'approved', known: 100_000_000 }]);
    expect(known.estimated).toBe(120_000_000);
  });
});

describe('an issue that arises', () => {
  it('is reported upward by a one-off, at once and by a day of its own', async () => {
    const options = { year: 2028, until: '2029-02-09' };
    year.office.goTo('2029-02-05T10:00:00.000+07:00');
    await year.opens([COMMUNE], options);
    expect(await year.view(COMMUNE, HEAD)).toMatchObject({ dates: { dueDate: '2029-02-09' } });
    await year.fills(COMMUNE, OFFICER);
    await year.submits(COMMUNE, HEAD);
    await year.accepts(COMMUNE, 'case-officer@CAT-15');
    const root = await year.view('BCA.TH', 'head@BCA');
    // The Ministry has its working days after it, over the Lunar New Year.
    expect(root.dates.dueDate > '2029-02-28').toBe(true);
  });

  it('has no day of its own when everybody is asked, when it is past or years away', async () => {
    const head = await year.somebody('head@BCA');
    const asked = { regime: 'yearly', year: 2028, reason: 'Vấn đề phát sinh' };
    for (const wrong of [
      { only: null, until: '2029-02-09' },
      { only: [COMMUNE], until: '2029-02-04' },
      { only: [COMMUNE], until: '2031-01-01' },
    ]) {
      const answered = await head.post('/report-cycles', { ...asked, ...wrong });
      expect(answered.json, JSON.stringify(wrong)).toMatchObject({ code: 'VALUE_OUT_OF_RANGE' });
    }
  });
});
