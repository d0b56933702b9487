import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { edited } from '../client/papers/sheets.ts';
import { Installation } from '../support/installation.ts';

// A year that is over, so that its reports may be signed at once: all of them come late.
const PICKED = ['UBX-02647', 'UBX-03006', 'UBX-02839', 'BTP'];
const place = new Installation();
let cycle = '';
const of = (office: string): string => `${cycle}.${office}`;

beforeAll(async () => {
  await place.up();
  await as('bca-a03.head');
  const opened = (await told('open', ...ASKED, '--only', ...PICKED)) as { number: string };
  cycle = opened.number;
  const all = async () => expect(await told('list', '--cycle', cycle)).toMatchObject({ total: 6 });
  await vi.waitFor(all, { timeout: 30_000, interval: 300 });
});
afterAll(() => place.remove());

const ASKED = ['--regime', 'yearly', '--year', '2025', '--reason', 'Chạy thử'];

async function as(login: string): Promise<void> {
  const { code, err } = await place.homat('login', login, '--demo');
  if (code !== 0) throw new Error(`${login}: ${err}`);
}

const homat = (...args: string[]) => place.homat('report', ...args);

/** What a command answers to programs. */
async function told(...args: string[]): Promise<unknown> {
  const { code, out, err } = await homat(...args, '--json');
  if (code !== 0) throw new Error(`homat report ${args.join(' ')}: ${code} ${err} ${out}`);
  return JSON.parse(out);
}

/** What a command says to people; it has to be done. */
async function says(...args: string[]): Promise<string> {
  const { code, out, err } = await homat(...args);
  if (code !== 0) throw new Error(`homat report ${args.join(' ')}: ${code} ${err} ${out}`);
  return out;
}

interface Shown {
  readonly stage: string;
  readonly draftChecksum: string | null;
  readonly parts: readonly { readonly part: string; readonly version: number }[];
  readonly faults: readonly { readonly code: string }[];
}
const shown = async (office: string) => (await told('show', of(office))) as Shown;

/** Every part of the yearly form, as a file for `fill`. */
function partsFile(): string {
  const file = join(place.folder, 'parts.yaml');
  const words = (...ids: string[]) => ids.map((id) => `    ${id}: Đã thực hiện`).join('\n');
  writeFileSync(
    file,
    `situation:
  figures: { issued-tuyet-mat: 0, issued-toi-mat: 1, issued-mat: 2, received: 9, staff: 2,
    staff-full-time: 0 }
  narratives:
${words('situation')}
results:
  figures: { own-rules: true, instructions: 1, trainings: 1, trained: 30, inspections: 1,
    inspections-with-faults: 0, tasks: 0, tasks-done: 0, tasks-overdue: 0, difficulties: 0,
    difficulties-unanswered: 0 }
  narratives:
${words('results', 'strengths', 'limits', 'reasons', 'lessons')}
agreement:
  figures: { seminars: 0 }
  narratives:
${words('agreement-results')}
outlook:
  narratives:
${words('forecast', 'priorities')}
`,
  );
  return file;
}

async function filledAndSigned(office: string): Promise<void> {
  const login = office.toLowerCase();
  await as(`${login}.case-officer`);
  await told('fill', of(office), '--file', partsFile());
  await as(`${login}.head`);
  await told('submit', of(office));
}

describe('a year on the command line', () => {
  test('is opened by who collects it, and by nobody else', async () => {
    expect(await says('regimes')).toMatch(/yearly .*15\/12\/\d{4}/);
    await as('cat-15.head');
    const refused = await homat('open', ...ASKED);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('FORBIDDEN');
    await as('bca-a03.head');
    expect((await homat('open', ...ASKED.with(3, 'soon'))).code).toBe(2);
    expect((await homat('open', ...ASKED, '--only', 'UBX-99999')).err).toContain('UNKNOWN_OFFICE');
    expect(await says('cycle')).toContain(cycle);
  });

  test('is filled in from a file and figure by figure, on what was seen', async () => {
    await as('ubx-02647.case-officer');
    await told('fill', of('UBX-02647'), '--file', partsFile());
    const part = ['--part', 'situation', '--set', 'issued-mat=7', '--words', 'situation=Yên ổn'];
    await told('fill', of('UBX-02647'), ...part);
    const text = await says('show', of('UBX-02647'));
    expect(text).toMatch(/\(issued-mat\) +7 /);
    expect(text).toMatch(/\(received\) +9 /);
    expect(text).toContain('Yên ổn');
    expect(text).toContain('save-parts');
    const old = await homat('fill', of('UBX-02647'), ...part, '--based-on', '1');
    expect(old.code).toBe(1);
    expect(old.err).toContain('PART_CHANGED');
    const stranger = await homat(
      'fill',
      of('UBX-02647'),
      '--part',
      'situation',
      '--set',
      'spies=1',
    );
    expect(stranger).toMatchObject({ code: 2, err: expect.stringContaining('spies') });
    const wrong = await homat('fill', of('UBX-02647'), '--part', 'situation', '--set', 'staff=-1');
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('REPORT_FAULTY') });
  });

  test('goes through a spreadsheet: every wrong cell is named, nothing is taken over', async () => {
    const sheet = join(place.folder, 'template.xlsx');
    expect(await says('template', of('UBX-02647'), '-o', sheet)).toContain(sheet);
    expect((await homat('template', of('UBX-02647'), '-o', sheet)).code).toBe(2);
    const before = await shown('UBX-02647');
    const broken = join(place.folder, 'broken.xlsx');
    const template = new Uint8Array(readFileSync(sheet));
    const cell = await cellOf(template, 'issued-mat');
    writeFileSync(broken, await edited(template, [{ ...cell, cell: { value: 'bảy' } }]));
    const refused = await homat('import', of('UBX-02647'), broken);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('SPREADSHEET_FAULTY');
    expect(refused.err).toMatch(new RegExp(`• .*${cell.at}.*bảy`));
    expect((await shown('UBX-02647')).parts).toEqual(before.parts);
    const good = join(place.folder, 'good.xlsx');
    writeFileSync(good, await edited(template, [{ ...cell, cell: { value: 8 } }]));
    expect(await says('import', of('UBX-02647'), good)).toContain('✓');
    expect(await says('show', of('UBX-02647'))).toMatch(/\(issued-mat\) +8 /);
    const paper = join(place.folder, 'paper.docx');
    expect(await says('export', of('UBX-02647'), '-o', paper)).toContain(paper);
    expect(readFileSync(paper).subarray(0, 2).toString()).toBe('PK');
    expect((await homat('export', of('UBX-02647'), '-o', `${paper}.pdf`)).code).toBe(2);
    // An office's own report gathers nothing: it has no consolidated spreadsheet.
    expect((await homat('export', of('UBX-02647'), '-o', `${paper}.xlsx`)).code).toBe(1);
  });

  test('is signed on what was read, returned part by part, and accepted', async () => {
    await as('ubx-02647.head');
    const { draftChecksum } = await shown('UBX-02647');
    const other = await homat('submit', of('UBX-02647'), '--checksum', '0'.repeat(64));
    expect(other.err).toContain('PROPOSAL_CHANGED');
    expect(await says('submit', of('UBX-02647'), '--checksum', String(draftChecksum))).toContain(
      'submitted',
    );
    await as('cat-15.case-officer');
    await told('return', of('UBX-02647'), '--reason', 'results=Thiếu lớp tập huấn', 'Và xem lại');
    const text = await says('show', of('UBX-02647'));
    expect(text).toContain('II: Thiếu lớp tập huấn');
    expect(text).toContain('the whole: Và xem lại');
    await as('ubx-02647.case-officer');
    await told('fill', of('UBX-02647'), '--part', 'results', '--set', 'trainings=2');
    await as('ubx-02647.head');
    await told('submit', of('UBX-02647'));
    await as('cat-15.case-officer');
    const accepted = await homat('accept', of('UBX-02647'));
    expect(accepted).toMatchObject({ code: 0, out: expect.stringContaining('accepted') });
    // What it is that is accepted was told before.
    expect(accepted.err).toMatch(
      /Signing: BCN-2025-1\.UBX-02647, .*, revision 2, checksum [0-9a-f]{12}…/,
    );
    expect(await says('figures', of('UBX-02647'), 'trainings')).toContain('2');
    expect(await says('timeline', of('UBX-02647'))).toContain('The report was returned.');
  });

  test('says that there is nothing, and asks for more time only before the cut-off', async () => {
    await as('ubx-03006.head');
    expect((await homat('submit', of('UBX-03006'), '--nil')).code).toBe(2);
    const late = ['--until', '2030-01-01T00:00:00+07:00', '--reason', 'Lũ'];
    const asked = await homat('late', 'ask', of('UBX-03006'), ...late);
    expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('CLOCK_ALREADY_LATE') });
    expect((await homat('late', 'answer', of('UBX-03006'), ...late)).code).toBe(2);
    await told('submit', of('UBX-03006'), '--nil', '--reason', 'Không phát sinh');
    await as('cat-15.case-officer');
    await told('accept', of('UBX-03006'));
    expect(await says('show', of('UBX-03006'))).toContain('There is nothing to report.');
  });

  test('is counted together, spoken for and signed; what is missing is named', async () => {
    await as('cat-15.case-officer');
    await told('consolidate', of('UBND-15.TH'));
    const gathered = await says('consolidation', of('UBND-15.TH'));
    expect(gathered).toMatch(/Missing .*UBX-02839/);
    expect(gathered).toMatch(/\(trainings\) +2 +UBX-02647 2/);
    expect(gathered).toContain('Yên ổn');
    expect(await says('status', of('UBND-15.TH'))).toMatch(/UBX-02839\) .* opened +not received/);
    await told('fill', of('UBND-15.TH'), '--file', wordsFile());
    await as('cat-15.head');
    await told('opinion', of('UBND-15.TH'), 'Nhất trí');
    await as('ubnd-15.head');
    await told('submit', of('UBND-15.TH'));
  });

  test('goes to the Prime Minister, numbered, without what is missing', async () => {
    await filledAndSigned('BTP');
    await as('bca-a03.case-officer');
    await told('accept', of('BTP'));
    await told('accept', of('UBND-15.TH'));
    await told('consolidate', of('BCA.TH'));
    await told('fill', of('BCA.TH'), '--file', wordsFile());
    expect(await says('figures', of('BCA.TH'), 'trainings')).toMatch(/UBND-15\.TH +2/);
    await as('bca-a03.head');
    await told('opinion', of('BCA.TH'), 'Nhất trí');
    await as('bca.head');
    await told('submit', of('BCA.TH'));
    await as('bca-a03.clerk');
    const letter = ['--number', '12/BC-BCA', '--channel', 'courier', '--to', 'Thủ tướng Chính phủ'];
    expect(await says('dispatch', of('BCA.TH'), ...letter)).toContain('sent');
    await expect
      .poll(async () => says('status', cycle), { timeout: 20_000 })
      .toMatch(/ended: reported[^]*Missing +.*UBX-02839/);
  });

  test('takes what comes later, and is supplemented', async () => {
    await filledAndSigned('UBX-02839');
    await as('cat-15.case-officer');
    await told('accept', of('UBX-02839'));
    await told('supplement', of('UBND-15.TH'), '--reason', 'Bắc Hà đã gửi');
    expect(await shown('UBND-15.TH')).toMatchObject({ stage: 'drafting' });
    expect(await says('list', '--cycle', cycle, '--arrival', 'late')).toContain(of('UBX-02839'));
    expect(await says('list', '--cycle', cycle, '--stage', 'drafting')).toContain('Total: 1');
  });

  test('is called off with a reason, by who opened it', async () => {
    await as('bca-a03.head');
    const { number } = (await told('open', ...ASKED, '--only', 'BNG')) as { number: string };
    await expect
      .poll(async () => (await homat('show', `${number}.BNG`)).code, { timeout: 20_000 })
      .toBe(0);
    await told('cancel', number, '--reason', 'Mở nhầm');
    expect(await says('cycle', number)).toContain('ended: cancelled');
    await expect
      .poll(async () => says('show', `${number}.BNG`), { timeout: 20_000 })
      .toContain('ended: cancelled');
  });

  test('is not there for an office that does not stand in it', async () => {
    await as('cat-40.head');
    const there = await homat('show', of('UBX-02647'), '--json');
    const nowhere = await homat('show', of('UBX-02650'), '--json');
    expect(there.code).toBe(1);
    expect(there.out).toBe(nowhere.out);
  });
});

/** Words for what a consolidated report asks for. */
function wordsFile(): string {
  const file = join(place.folder, 'words.yaml');
  const all = {
    situation: ['situation'],
    results: ['results', 'strengths', 'limits', 'reasons', 'lessons'],
    agreement: ['agreement-results'],
    outlook: ['forecast', 'priorities'],
  };
  const lines = Object.entries(all).map(([part, ids]) => {
    return `${part}: { narratives: { ${ids.map((id) => `${id}: Đã thực hiện`).join(', ')} } }`;
  });
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** Where in a template the value of a figure goes: beside its code. */
async function cellOf(bytes: Uint8Array, id: string): Promise<{ sheet: string; at: string }> {
  const { sheets } = await readXlsx(bytes);
  for (const { name, rows } of sheets) {
    const row = rows.findIndex((cells) => cells.includes(id));
    if (row >= 0) return { sheet: name, at: `D${row + 1}` };
  }
  throw new Error(`No figure ${id} in the template`);
}
