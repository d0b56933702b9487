import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFERENCE } from '../support/office-play.ts';
import { MARCH, NOVEMBER, ReportOffice } from '../support/report-office.ts';

let year: ReportOffice;

beforeAll(async () => {
  year = await ReportOffice.open(MARCH);
  // Something that is theirs, so that their figures are not all nought.
  await year.office.report('staff@UBX-02647/2');
});

afterAll(() => year.close());

/** Everything of a report that somebody can read: its bytes, by address. */
async function everything(who: string, offices: readonly string[]): Promise<string[]> {
  const { cookie } = await year.somebody(who);
  const answers: string[] = [];
  const paths = offices.flatMap((office) => {
    const base = `/reports/${year.number(office)}`;
    const parts = [
      '',
      '/timeline',
      '/template.xlsx',
      '/consolidation',
      '/consolidation?levels=all',
    ];
    const figures = ['cases', 'references', 'clocks-kept', 'clocks-lapsed', 'agreement-cases'];
    return [
      ...parts.map((part) => `${base}${part}`),
      ...figures.map((figure) => `${base}/figures/${figure}`),
    ];
  });
  for (const path of [...paths, '/reports', `/report-cycles/${year.cycle}`]) {
    const response = await year.office.app.inject({ url: `/api/v1${path}`, headers: { cookie } });
    const digest = createHash('sha256').update(response.rawPayload).digest('hex');
    const body = path.endsWith('.xlsx') ? digest : response.payload;
    answers.push(`${path} ${response.statusCode} ${body}`);
  }
  return answers;
}

/** A case that passes the managers of whoever reports it by, taken up one office higher. */
async function passesBy(reporter: string, receiver: string): Promise<string> {
  const { id, number } = await year.office.report(reporter, {
    bypass: true,
    references: [{ ...REFERENCE, exchange: 'received', origin: 'lao' }],
  });
  await year.office.does(id, receiver, 'acknowledge', {});
  return number;
}

/** Reads, lets the case come in, reads again: at the same moment of the same cycle. */
async function readAround(
  who: readonly string[],
  offices: readonly string[],
  happens: () => Promise<string>,
) {
  year.office.goTo(NOVEMBER);
  await year.opens(['UBX-02647', 'UBND-15', 'BCA']);
  const read = async () => {
    const all: [string, string[]][] = [];
    for (const one of who) all.push([one, await everything(one, offices)]);
    return new Map(all);
  };
  const before = await read();
  const number = await happens();
  return { before, after: await read(), number };
}

describe('a case that went past the heads of a unit', () => {
  it('is counted for nobody of that unit: not a byte of their report is another', async () => {
    const who = ['head', 'deputy-head', 'case-officer', 'clerk'].map((as) => `${as}@UBX-02647`);
    const { before, after, number } = await readAround(who, ['UBX-02647'], () =>
      passesBy('staff@UBX-02647', 'duty-officer@CAT-15'),
    );
    for (const one of who) {
      expect(before.get(one)?.join('')).toContain('"cases":1');
      expect(after.get(one), one).toEqual(before.get(one));
    }
    // It is counted all the same: for the police that have it, who report as the Ministry's.
    const desk = await year.somebody('case-officer@BCA-A03');
    const figure = await desk.get(`/reports/${year.number('BCA')}/figures/cases`);
    expect(figure.json.behind).toEqual([{ office: 'CAT-15', what: number }]);
  });

  it('nor in the report of the body that the unit belongs to, which its people read', async () => {
    const who = ['case-officer@CAT-15-PA03'];
    const offices = ['UBND-15', 'UBND-15.TH', 'UBX-02647'];
    const { before, after } = await readAround(who, offices, () =>
      passesBy('case-officer@CAT-15-PA03', 'duty-officer@BCA-A03'),
    );
    for (const one of who) expect(after.get(one), one).toEqual(before.get(one));
  });

  it('nor where it is about the Ministry’s desk, which drafts for everybody', async () => {
    const who = ['head', 'deputy-head', 'case-officer', 'clerk'].map((as) => `${as}@BCA-A03`);
    const offices = ['BCA', 'BCA.TH', 'UBND-15', 'UBX-02647'];
    const { before, after } = await readAround(who, offices, () =>
      passesBy('case-officer@BCA-A03/2', 'duty-officer@BCA'),
    );
    for (const one of who) expect(after.get(one), one).toEqual(before.get(one));
  });
});
