import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseSystem } from '../support/case-system.ts';
import { ReportYear } from '../support/report-year.ts';

const PICKED = ['BCA', 'UBND-15', 'UBX-02647', 'UBX-03006', 'BKHCN'];

describe('a year of reports on the real server', () => {
  let system: CaseSystem;
  beforeAll(async () => {
    system = await CaseSystem.start('real');
  }, 120_000);
  afterAll(() => system.stop());

  test('opens every report through those that collect, once', async () => {
    const year = await ReportYear.open(system, PICKED, { year: 2025 });
    await year.until('seven reports', async () => (await year.opened()) === 7);
    await year.until('collecting', async () => (await year.cycle()).stage === 'collecting');
    expect((await year.report('BCA.TH')).addressees).toEqual(['BCA', 'BKHCN', 'UBND-15']);
    expect((await year.report('UBND-15.TH')).addressees).toEqual([
      'UBND-15',
      'UBX-02647',
      'UBX-03006',
    ]);
    expect(await year.report('UBX-02647')).toMatchObject({
      stage: 'opened',
      number: `${year.number}.UBX-02647`,
      collector: { office: 'UBND-15', drafting: 'CAT-15' },
    });
  }, 120_000);

  test('goes from the communes to the Prime Minister', async () => {
    const year = await ReportYear.open(system, PICKED, { year: 2025 });
    await year.until('seven reports', async () => (await year.opened()) === 7);
    for (const commune of ['UBX-02647', 'UBX-03006']) {
      await year.fills(commune, `case-officer@${commune}`);
      await year.submits(commune, `head@${commune}`);
      await year.accepts(commune, 'case-officer@CAT-15');
    }
    await year.fills('UBND-15', 'case-officer@CAT-15');
    await year.does('UBND-15', 'head@CAT-15', 'give-opinion', { text: 'Nhất trí' });
    await year.submits('UBND-15', 'head@UBND-15');
    await year.accepts('UBND-15', 'deputy-head@CAT-15');
    await year.does('UBND-15.TH', 'case-officer@CAT-15', 'consolidate', {});
    await year.fills('UBND-15.TH', 'case-officer@CAT-15');
    await year.does('UBND-15.TH', 'head@CAT-15', 'give-opinion', { text: 'Nhất trí' });
    await year.submits('UBND-15.TH', 'head@UBND-15');
    await year.accepts('UBND-15.TH', 'case-officer@BCA-A03');
    await year.does('BCA.TH', 'case-officer@BCA-A03', 'consolidate', {});
    const draft = await year.report('BCA.TH');
    expect(draft.consolidated).toMatchObject({
      received: ['UBND-15'],
      notReceived: ['BCA', 'BKHCN'],
    });
    await year.fills('BCA.TH', 'case-officer@BCA-A03');
    await year.does('BCA.TH', 'head@BCA-A03', 'give-opinion', { text: 'Nhất trí' });
    await year.submits('BCA.TH', 'head@BCA');
    await year.does('BCA.TH', 'clerk@BCA-A03', 'dispatch-report', {
      number: '12/BC-BCA',
      channel: 'courier',
      to: 'Thủ tướng Chính phủ',
    });
    expect(await year.report('BCA.TH')).toMatchObject({ stage: 'sent' });
  }, 120_000);
});
