import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answered } from '../support/api-office.ts';
import { MARCH, NOVEMBER, ReportOffice, SUBMITTING } from '../support/report-office.ts';

let year: ReportOffice;
let incident: { id: string; number: string };
const COMMUNES = ['UBX-02647', 'UBX-03006', 'UBX-02839'];
const OFFICER = 'case-officer@CAT-15';
const DESK = 'case-officer@BCA-A03';

beforeAll(async () => {
  year = await ReportOffice.open(MARCH);
  incident = await year.office.report('staff@UBX-02647');
  year.office.goTo(NOVEMBER);
  await year.opens([...COMMUNES, 'UBND-15', 'BKHCN']);
}, 60_000);

afterAll(() => year.close());

async function get(who: string, path: string): Promise<Answered['json']> {
  const answered = await (await year.somebody(who)).get(path);
  expect(answered.status, `${who} ${path} ${answered.text}`).toBe(200);
  return answered.json;
}

const overview = () => get('head@BCA', `/report-cycles/${year.cycle}`);
const consolidation = (office: string, who: string, levels = 'own') =>
  get(who, `/reports/${year.number(office)}/consolidation?levels=${levels}`);
const figure = (office: string, who: string, id: string) =>
  get(who, `/reports/${year.number(office)}/figures/${id}`);

interface Line {
  readonly office: string;
  readonly number: string | null;
  readonly value: number | null;
}

const valueOf = (view: Answered['json'], id: string) =>
  (view.figures as { figure: string; value: number | null; lines: Line[] }[]).find(
    (one) => one.figure === id,
  );

describe('a small year, from the communes to the Prime Minister', () => {
  it('cannot be submitted before it opens for submitting', async () => {
    for (const office of COMMUNES.slice(0, 2)) {
      await year.fills(office, `case-officer@${office}`, { figures: { trainings: 2 } });
    }
    const view = await year.view('UBX-02647', 'head@UBX-02647');
    expect(view.faults).toEqual([]);
    expect(view.acts).toContain('submit-report');
    const early = await year.try('UBX-02647', 'head@UBX-02647', 'submit-report', {
      checksum: view.draftChecksum as string,
    });
    expect(early.json).toMatchObject({ code: 'TOO_EARLY', status: 409 });
  });

  it('is signed by the heads, and accepted by who collects', async () => {
    year.office.goTo(SUBMITTING);
    await year.submits('UBX-02647', 'head@UBX-02647');
    await year.submits('UBX-03006', 'deputy-head@UBX-03006');
    const shown = await year.view('UBX-03006', OFFICER);
    expect(shown).toMatchObject({ stage: 'submitted', arrival: 'on-time', draftChecksum: null });
    expect(shown.submission).toMatchObject({ revision: 1, office: 'UBX-03006', signedAs: 'KT.' });
    expect(shown.acts).toEqual(['return-report', 'accept-report']);
    for (const office of COMMUNES.slice(0, 2)) await year.accepts(office, OFFICER);
    const { whole } = await overview();
    expect(whole.counts).toMatchObject({ accepted: 2, reports: 7 });
    expect(whole.counts.stages).toMatchObject({ accepted: 2, opened: 5 });
  });

  it('goes on without who does not report by the cut-off, and says so', async () => {
    year.office.goTo('2026-12-17T08:00:00.000+07:00');
    const { id } = await year.view('UBX-02839', 'head@UBX-02839');
    await year.office.engine.look(id as string, 'report');
    const view = await year.view('UBX-02839', 'head@UBX-02839');
    expect(view).toMatchObject({ stage: 'opened', arrival: 'not-received' });
    const { whole, branches } = await overview();
    expect(whole.missing).toEqual([year.number('UBX-02839')]);
    expect(whole.counts.arrivals).toMatchObject({ 'on-time': 2, 'not-received': 1, awaited: 4 });
    const province = (branches as { office: string }[]).find((one) => one.office === 'UBND-15');
    expect(province).toMatchObject({ missing: [year.number('UBX-02839')], late: [] });
  });

  it('is counted together by the province’s police, and signed by its chairman', async () => {
    await year.fills('UBND-15', OFFICER);
    const unsigned = await year.try('UBND-15', 'head@UBND-15', 'submit-report', {
      checksum: (await year.view('UBND-15', 'head@UBND-15')).draftChecksum as string,
    });
    expect(unsigned.json).toMatchObject({ code: 'OPINION_MISSING' });
    await year.does('UBND-15', 'head@CAT-15', 'give-opinion', { text: 'Đề nghị ký' });
    await year.submits('UBND-15', 'head@UBND-15');
    await year.accepts('UBND-15', 'deputy-head@CAT-15');
    const gathered = await consolidation('UBND-15.TH', OFFICER);
    expect(gathered.notReceived).toEqual(['UBX-02839']);
    expect(valueOf(gathered, 'trainings')).toMatchObject({
      value: 4,
      lines: [
        { office: 'UBND-15', number: year.number('UBND-15'), value: 0 },
        { office: 'UBX-02647', number: year.number('UBX-02647'), value: 2 },
        { office: 'UBX-02839', number: year.number('UBX-02839'), value: null },
        { office: 'UBX-03006', number: year.number('UBX-03006'), value: 2 },
      ],
    });
    await year.does('UBND-15.TH', OFFICER, 'consolidate', {});
    await year.fills('UBND-15.TH', OFFICER, { words: 'Toàn tỉnh' });
    await year.does('UBND-15.TH', 'head@CAT-15', 'give-opinion', { text: 'Đề nghị ký' });
    await year.submits('UBND-15.TH', 'head@UBND-15');
    await year.accepts('UBND-15.TH', DESK);
  });

  it('shows behind every number whose it is, down to the case', async () => {
    const top = await figure('UBND-15.TH', 'head@BCA', 'cases');
    expect(top).toMatchObject({ value: 1, known: 1, behind: [] });
    expect((top.lines as Line[]).find(({ value }) => value === 1)).toMatchObject({
      office: 'UBX-02647',
      number: year.number('UBX-02647'),
      behind: 1,
    });
    const own = await figure('UBX-02647', 'head@BCA', 'cases');
    expect(own).toMatchObject({ value: 1, known: 1, lines: [] });
    expect(own.behind).toEqual([{ office: 'UBX-02647', what: incident.number }]);
    // The number only: the case stays under its own need to know.
    const closed = await (await year.somebody('head@BCA')).get(`/incidents/${incident.number}`);
    expect(closed.json.code).toBe('NOT_FOUND');
    const unknown = await (
      await year.somebody('head@BCA')
    ).get(`/reports/${year.number('UBX-02647')}/figures/thefts`);
    expect(unknown.json.code).toBe('NOT_FOUND');
  });

  it('goes up with a number, and ends the cycle', async () => {
    await year.fills('BKHCN', 'case-officer@BKHCN', { figures: { trainings: 5 } });
    await year.submits('BKHCN', 'head@BKHCN');
    await year.accepts('BKHCN', DESK);
    await year.does('BCA.TH', DESK, 'consolidate', {});
    const filled = await year.view('BCA.TH', DESK);
    expect(filled.consolidated).toMatchObject({ received: ['BKHCN', 'UBND-15'], notReceived: [] });
    expect(filled.addressees).toMatchObject([
      { office: 'BKHCN', accepted: true, arrival: 'on-time' },
      { office: 'UBND-15', accepted: true, arrival: 'on-time' },
    ]);
    await year.fills('BCA.TH', DESK, { words: 'Cả nước' });
    await year.does('BCA.TH', 'head@BCA-A03', 'give-opinion', { text: 'Trình ký' });
    await year.submits('BCA.TH', 'head@BCA');
    const letter = { number: '12/BC-BCA', channel: 'Trục liên thông', to: 'Thủ tướng Chính phủ' };
    await year.does('BCA.TH', 'clerk@BCA', 'dispatch-report', letter);
    await year.relay();
    expect(await overview()).toMatchObject({
      stage: 'ended',
      ending: 'reported',
      root: { stage: 'sent' },
      acts: [],
    });
    const top = await year.view('BCA.TH', 'head@BCA');
    expect(top.dispatches).toMatchObject([letter]);
    expect(top.known).toMatchObject({ trainings: 9, cases: 1 });
  });

  it('has of all levels what came and what does not agree', async () => {
    const all = await consolidation('BCA.TH', 'head@BCA', 'all');
    const levels = (all.arrivals as { office: string; level: number }[]).map((one) => [
      one.office,
      one.level,
    ]);
    expect(levels).toEqual([
      ['BKHCN', 1],
      ['UBND-15', 1],
      ['UBND-15', 2],
      ['UBX-02647', 2],
      ['UBX-02839', 2],
      ['UBX-03006', 2],
    ]);
    expect(all.mismatches).toEqual([]);
    expect(valueOf(all, 'cases')?.lines).toMatchObject([
      { office: 'BKHCN', value: 0, own: 0, behind: 0 },
      // What stands behind a number of all below is counted, and named by its own report.
      { office: 'UBND-15', value: 1, own: 0, behind: 1 },
    ]);
    expect(valueOf(all, 'trainings')?.value).toBe(9);
    const own = await consolidation('BCA.TH', 'head@BCA');
    expect((own.arrivals as object[]).length).toBe(2);
    const commune = await year.somebody('head@BCA');
    const none = await commune.get(`/reports/${year.number('UBX-02647')}/consolidation`);
    expect(none.json).toMatchObject({ code: 'NOTHING_TO_COLLECT', status: 409 });
  });

  it('tells its story in sentences, in the language that is asked for', async () => {
    const path = `/reports/${year.number('UBND-15.TH')}/timeline`;
    const told = await get('head@UBND-15', path);
    const items = told.items as { kind: string; text: string; by: { name: string | null } }[];
    expect(items.map(({ kind }) => kind)).toEqual([
      'report-opened',
      'clock-started',
      'figures-consolidated',
      'report-stage-entered',
      ...Array.from({ length: 5 }, () => 'part-saved'),
      'opinion-given',
      'report-submitted',
      'clock-met',
      'report-stage-entered',
      'clock-started',
      'report-accepted',
      'clock-met',
      'report-stage-entered',
    ]);
    expect(items[2]?.text).toContain('3 báo cáo đã tiếp nhận, 1 chưa nhận được');
    expect(items[0]?.text).toContain('hạn nộp 20/12/2026');
    const english = await get('head@UBND-15', `${path}?lang=en`);
    expect(english.items[2].text).toContain('3 reports accepted, 1 not received');
    expect(JSON.stringify(english.items)).not.toContain('undefined');
  });
});

describe('what comes after it was accepted', () => {
  it('is a supplement: of the commune, then of the province, then of the Ministry', async () => {
    const officer = 'case-officer@UBX-02647';
    expect((await year.view('UBX-02647', officer)).acts).toEqual(['begin-supplement']);
    await year.does('UBX-02647', officer, 'begin-supplement', { reason: 'Sót một lớp' });
    const draft = await year.view('UBX-02647', officer);
    expect(draft).toMatchObject({ stage: 'drafting', arrival: 'on-time', revisions: 1 });
    // What was accepted counts until the supplement is accepted.
    expect(valueOf(await consolidation('UBND-15.TH', OFFICER), 'trainings')?.value).toBe(4);
    await year.fills('UBX-02647', officer, { figures: { trainings: 3 } });
    await year.submits('UBX-02647', 'head@UBX-02647');
    await year.accepts('UBX-02647', OFFICER);
    expect(valueOf(await consolidation('UBND-15.TH', OFFICER), 'trainings')?.value).toBe(5);
    // The Ministry still has what the province signed.
    expect(valueOf(await consolidation('BCA.TH', DESK), 'trainings')?.value).toBe(9);
    const all = await consolidation('BCA.TH', DESK, 'all');
    expect(all.mismatches).toEqual([
      {
        kind: 'levels',
        office: 'UBND-15',
        figure: 'trainings',
        expected: 5,
        reported: 4,
        explanation: null,
        explained: false,
      },
    ]);
    await year.does('UBND-15.TH', OFFICER, 'begin-supplement', { reason: 'Xã bổ sung' });
    await year.does('UBND-15.TH', OFFICER, 'consolidate', {});
    await year.does('UBND-15.TH', 'head@CAT-15', 'give-opinion', { text: 'Đề nghị ký' });
    await year.submits('UBND-15.TH', 'head@UBND-15');
    await year.accepts('UBND-15.TH', DESK);
    const top = await consolidation('BCA.TH', DESK, 'all');
    expect([valueOf(top, 'trainings')?.value, top.mismatches]).toEqual([10, []]);
    expect(await year.view('UBND-15.TH', DESK)).toMatchObject({
      revisions: 2,
      acceptedRevision: 2,
    });
  });
});
