import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeXlsx } from 'hucre/xlsx';
import type { Answered } from '../support/api-office.ts';
import { MARCH, NOVEMBER, ReportOffice } from '../support/report-office.ts';
import type { Edit } from '../client/papers/sheets.ts';
import { asWritten, edited, repacked } from '../client/papers/sheets.ts';

let year: ReportOffice;
let template: Uint8Array;
const COMMUNE = 'UBX-02647';
const OFFICER = `case-officer@${COMMUNE}`;
const CLERK = `clerk@${COMMUNE}`;

beforeAll(async () => {
  year = await ReportOffice.open(MARCH);
  year.office.goTo(NOVEMBER);
  await year.opens([COMMUNE, 'UBX-03006']);
  template = await templateOf();
});

afterAll(() => year.close());

async function templateOf(who = OFFICER, query = '', office = COMMUNE): Promise<Uint8Array> {
  const { cookie } = await year.somebody(who);
  const response = await year.office.app.inject({
    url: `/api/v1/reports/${year.number(office)}/template.xlsx${query}`,
    headers: { cookie },
  });
  expect(response.statusCode, response.payload).toBe(200);
  expect(response.headers['content-type']).toContain('spreadsheetml');
  expect(response.headers['content-disposition']).toContain(`${year.number(office)}.xlsx`);
  return response.rawPayload;
}

let keys = 0;
async function sends(
  bytes: Uint8Array,
  { who = OFFICER, office = COMMUNE, key = `import-${++keys}`, language = 'vi' } = {},
): Promise<Answered> {
  const somebody = await year.somebody(who);
  return somebody.send({
    method: 'POST',
    url: `/api/v1/reports/${year.number(office)}/import`,
    payload: Buffer.from(bytes),
    headers: {
      'content-type': 'application/octet-stream',
      'idempotency-key': key,
      'accept-language': language,
    },
  });
}

/** Every row of the tables that a report stands in. */
async function everything(): Promise<unknown> {
  const { db } = year.office.database;
  const reports = await db.query('select id, version, state from reports order by id');
  const facts = await db.query('select count(*) as count from facts');
  const acts = await db.query('select count(*) as count from acts');
  return [reports.rows, facts.rows, acts.rows];
}

const number = (value: number) => ({ value, type: 'number' as const });
const text = (value: string) => ({ value, type: 'string' as const });
const I = (at: string, cell: Edit['cell']): Edit => ({ sheet: 'Phần I', at, cell });

// D6 is the first figure of the first part, in the order of the form.
const FIRST = 'D6';

describe('a template', () => {
  it('comes back as one act, with what is not finished told beside', async () => {
    const file = await edited(template, [I(FIRST, number(7))]);
    const done = await sends(file);
    expect(done.status, done.text).toBe(200);
    expect(done.json).toMatchObject({ kind: 'done', stage: 'drafting' });
    const kinds = (done.json.facts as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds).toEqual(['part-saved', 'report-stage-entered']);
    const { remarks } = done.json as { remarks: { code: string; sheet: string; cell: string }[] };
    expect(remarks).toContainEqual({
      code: 'figure-missing',
      sheet: 'Phần I',
      cell: 'D7',
      text: '“Văn bản Tối mật ban hành”: chưa có số liệu.',
    });
    const view = await year.view(COMMUNE, CLERK);
    expect(view.parts).toMatchObject([{ part: 'situation', version: 1 }]);
    expect(view.parts[0].figures['issued-tuyet-mat']).toBe(7);
  });

  it('sent twice under one key is one act', async () => {
    const file = await edited(await templateOf(), [I(FIRST, number(8))]);
    const first = await sends(file, { key: 'twice' });
    expect((await sends(file, { key: 'twice' })).json).toEqual(first.json);
    const other = await edited(file, [I(FIRST, number(9))]);
    expect((await sends(other, { key: 'twice' })).json.code).toBe('IDEMPOTENCY_KEY_REUSED');
    const { version } = (await year.view(COMMUNE, CLERK)).parts[0] as { version: number };
    expect(version).toBe(2);
  });

  it('is mended and sent again by whoever sent it, never over the words of another', async () => {
    const old = await templateOf();
    const mended = await edited(old, [I(FIRST, number(10))]);
    expect((await sends(mended)).status).toBe(200);
    // The same file once more, with another number: nobody else has saved anything since.
    const again = await sends(await edited(mended, [I(FIRST, number(11))]));
    expect(again.status, again.text).toBe(200);
    const theirs = await sends(await edited(await templateOf(CLERK), [I(FIRST, number(12))]), {
      who: CLERK,
    });
    expect(theirs.status, theirs.text).toBe(200);
    const before = await everything();
    const late = await sends(await edited(mended, [I(FIRST, number(13))]));
    expect(late.json).toMatchObject({ code: 'PART_CHANGED', params: { part: 'situation' } });
    expect(late.json.params.name).toContain('Văn thư');
    const [reports] = (await everything()) as [unknown];
    expect(reports).toEqual((before as [unknown])[0]);
    expect((await year.view(COMMUNE, CLERK)).parts[0].figures['issued-tuyet-mat']).toBe(12);
    // In which nothing is changed, there is nothing of another to lose.
    expect((await sends(await templateOf())).status).toBe(200);
  });

  it('is of any of the three languages, and says faults in the reader’s', async () => {
    const lao = await templateOf(OFFICER, '?lang=lo');
    expect((await sends(lao)).status).toBe(200);
    const wrong = await edited(template, [I(FIRST, text('seven'))]);
    const told = await sends(wrong, { language: 'en' });
    expect(told.json.faults).toEqual([
      {
        sheet: 'Phần I',
        cell: FIRST,
        code: 'text-in-number',
        text: 'Sheet “Phần I”, cell D6: “seven” is text; a number is needed.',
      },
    ]);
  });

  it('is only for who may write the report', async () => {
    for (const [who, code] of [
      ['case-officer@CAT-15', 'FORBIDDEN'],
      ['head@BCA', 'FORBIDDEN'],
      ['case-officer@UBX-03006', 'NOT_FOUND'],
      ['staff@UBX-02647', 'NOT_FOUND'],
    ] as const) {
      expect((await sends(template, { who })).json.code, who).toBe(code);
    }
  });
});

interface Wrong {
  readonly what: string;
  readonly file: () => Promise<Uint8Array> | Uint8Array;
  /** What is said, by place: `Phần I!D6 text-in-number`. */
  readonly said: readonly string[];
}

const wrong = (what: string, edits: readonly Edit[], ...said: string[]): Wrong => ({
  what,
  file: () => edited(template, edits),
  said,
});
const file = (what: string, made: Wrong['file'], ...said: string[]): Wrong => ({
  what,
  file: made,
  said,
});
const meta = (what: string, at: string, value: string, said: string): Wrong =>
  wrong(what, [{ sheet: 'ho-mat', at, cell: text(value) }], said);

const DATED = {
  value: new Date(Date.UTC(2026, 2, 1)),
  type: 'date' as const,
  style: { numFmt: 'dd/mm/yyyy' },
};

const WRONG: readonly Wrong[] = [
  file('no spreadsheet at all', () => Buffer.from('Kính gửi'), 'not-a-spreadsheet'),
  file('noise', () => randomBytes(5_000), 'not-a-spreadsheet'),
  file('an old or locked file', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old-or-locked'),
  file('a broken archive', () => template.slice(0, 3_000), 'broken'),
  file('macros', () => repacked(template, { 'xl/vbaProject.bin': 'x' }), 'macros'),
  file(
    'a link to elsewhere',
    () => repacked(template, { 'xl/externalLinks/externalLink1.xml': '<x/>' }),
    'foreign-parts',
  ),
  file('more than can be', () => Buffer.concat([template, Buffer.alloc(2_200_000)]), 'too-large'),
  file(
    'somebody’s own sheet',
    () => writeXlsx({ sheets: [{ name: 'Sheet1', rows: [['Báo cáo', 1]] }] }),
    'not-a-template',
  ),
  meta('another form', 'B1', 'treaties', 'wrong-form'),
  meta('another version of the form', 'B2', '9', 'wrong-version'),
  meta('another year', 'B3', '2025', 'wrong-year'),
  meta('another office', 'B4', 'UBX-03006', 'wrong-office'),
  meta('a drill', 'B6', 'true', 'wrong-cycle'),
  meta('another report of the office', 'B8', 'BCN-2026.UBX-02647', 'wrong-report'),
  wrong('words where a number belongs', [I(FIRST, text('bảy'))], `Phần I!${FIRST} text-in-number`),
  wrong('a number written as text', [I(FIRST, text('7'))], `Phần I!${FIRST} number-as-text`),
  wrong('a date', [I(FIRST, DATED)], `Phần I!${FIRST} date-in-number`),
  wrong(
    'true',
    [I(FIRST, { value: true, type: 'boolean' })],
    `Phần I!${FIRST} true-false-in-number`,
  ),
  wrong('a fraction', [I(FIRST, number(1.5))], `Phần I!${FIRST} fraction`),
  wrong('a negative count', [I(FIRST, number(-1))], `Phần I!${FIRST} negative`),
  wrong('sixteen digits', [I(FIRST, number(10 ** 16))], `Phần I!${FIRST} too-many-digits`),
  wrong(
    'a formula',
    [I(FIRST, { value: 2, type: 'formula', formula: '1+1', formulaResult: 2 })],
    `Phần I!${FIRST} formula`,
  ),
  wrong('an error', [I(FIRST, { value: '#DIV/0!', type: 'error' })], `Phần I!${FIRST} error-value`),
  wrong(
    'a code that the form has not',
    [I('A6', text('thefts'))],
    'Phần I!A6 code-unknown',
    'Phần I line-missing',
  ),
  wrong(
    'a line twice',
    [I('A7', text('issued-tuyet-mat'))],
    'Phần I!A7 code-repeated',
    'Phần I line-missing',
  ),
  wrong('a number beside every line', [I('D40', number(5))], 'Phần I!D40 cell-unknown'),
  wrong('a sum written over', [I('D9', number(99))], 'Phần I!D9 computed-overwritten'),
  wrong(
    'three things on two sheets',
    [
      I(FIRST, text('bảy')),
      I('D7', number(-2)),
      { sheet: 'Phần II', at: FIRST, cell: text('có lẽ') },
    ],
    `Phần I!${FIRST} text-in-number`,
    'Phần I!D7 negative',
    `Phần II!${FIRST} not-yes-no`,
  ),
  file(
    'a sheet that is gone',
    () =>
      edited(template, [], (sheets) =>
        sheets.filter(({ name }) => name !== 'Phần II').map(asWritten),
      ),
    'Phần II sheet-missing',
  ),
  file(
    'a sheet too many',
    () =>
      edited(template, [], (sheets) => [
        ...sheets.map(asWritten),
        { name: 'Ghi chú', rows: [['x']] },
      ]),
    'Ghi chú sheet-unknown',
  ),
];

describe('a wrong spreadsheet', () => {
  it.each(WRONG)('is refused as a whole, by cell: $what', async ({ file: made, said }) => {
    const before = await everything();
    const answered = await sends(await made());
    expect(answered.json, answered.text).toMatchObject({
      code: 'SPREADSHEET_FAULTY',
      status: 422,
      params: { count: said.length },
    });
    const faults = answered.json.faults as {
      sheet: string | null;
      cell: string | null;
      code: string;
      text: string;
    }[];
    const told = faults.map(({ sheet, cell, code }) => {
      const place = [sheet, cell].filter((one) => one !== null).join('!');
      return [place, code].filter((one) => one !== '').join(' ');
    });
    expect(told).toEqual(said);
    for (const { text: words, cell } of faults) {
      expect(words).toMatch(/\p{L}/u);
      if (cell !== null) expect(words).toContain(cell);
    }
    expect(await everything()).toEqual(before);
  });

  it('comes in thirty kinds', () => {
    expect(new Set(WRONG.map(({ what }) => what)).size).toBeGreaterThanOrEqual(30);
  });

  it('of a key can be sent again, mended, under the same key', async () => {
    const key = 'mended';
    const bad = await edited(await templateOf(), [I(FIRST, text('bảy'))]);
    expect((await sends(bad, { key })).status).toBe(422);
    const good = await edited(await templateOf(), [I(FIRST, number(21))]);
    expect((await sends(good, { key })).status).toBe(200);
  });

  it('that is none by its type, or empty, is refused before it is read', async () => {
    const somebody = await year.somebody(OFFICER);
    const url = `/api/v1/reports/${year.number(COMMUNE)}/import`;
    const headers = { 'idempotency-key': 'type', 'content-type': 'application/json' };
    const json = await somebody.send({ method: 'POST', url, payload: '{}', headers });
    expect(json.json.code).toBe('UNSUPPORTED_MEDIA_TYPE');
    const octets = { ...headers, 'content-type': 'application/octet-stream' };
    const empty = await somebody.send({ method: 'POST', url, payload: '', headers: octets });
    expect(empty.json).toMatchObject({ code: 'INVALID_FIELD', params: { field: 'body' } });
    const large = Buffer.alloc(4 * 1024 * 1024 + 1);
    const huge = await somebody.send({ method: 'POST', url, payload: large, headers: octets });
    expect(huge.json.code).toBe('BODY_TOO_LARGE');
    const { 'idempotency-key': _, ...keyless } = octets;
    const unkeyed = await somebody.send({ method: 'POST', url, payload: 'x', headers: keyless });
    expect(unkeyed.json.code).toBe('IDEMPOTENCY_KEY_MISSING');
  });
});
