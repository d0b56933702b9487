import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { draftFile, addressText } from '../../../client/plans/draft-file.ts';
import { readPlanText } from '../../../client/plans/read-plan.ts';
import type { DraftPlan, DraftTask } from '../../../client/plans/reading/draft.ts';
import { createDirectory } from '../../../domain/offices/directory.ts';
import { missingClears } from '../../../domain/plans/plan.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { loadOffices, loadRouting } from '../../../rules/load-offices.ts';
import { loadPlans, readPlan } from '../../../rules/load-plans.ts';
import { broughtPlan, citationsOf, documentOf } from '../../support/plans.ts';

const { rows, successions } = loadOffices();
const directory = createDirectory(rows, successions, loadRouting());
const TODAY = '2027-06-01' as CivilDate;

const read = (text: string) => readPlanText(text, directory, TODAY);
const madeUp = (name: string) =>
  readFileSync(new URL(`./made-up/${name}`, import.meta.url), 'utf8');
const before = (date: string) => ({ kind: 'date', reading: 'before', date, policy: 'plain' });
const months = (from: string, to = from) => ({ kind: 'months', from, to });
const yearly = { kind: 'standing', every: { unit: 'year', certainty: 'plan' } };
const byPhase = { kind: 'phase', every: null };

/** A task as a person reads it in the document: where, who, by when, with what. */
type Expected = readonly [
  at: string,
  who: readonly string[],
  helpers: readonly string[],
  due: object | null,
  product: string | null,
];

const told = (task: DraftTask): Expected => [
  addressText(task.citation),
  [...task.lead, ...task.asked].map(({ words }) => words),
  task.coordinating.map(({ words }) => words),
  task.due,
  task.product,
];

const RED_RIVER: readonly Expected[] = [
  [
    'II.1.a',
    ['Công an tỉnh'],
    ['Sở Nội vụ', 'Sở Tư pháp', 'Văn phòng Ủy ban nhân dân tỉnh'],
    months('2026-04', '2026-06'),
    'Hội nghị tập huấn, tài liệu và danh sách học viên',
  ],
  [
    'II.1.b',
    ['Sở Văn hóa, Thể thao và Du lịch'],
    ['Báo và phát thanh, truyền hình Ninh Bình', 'Sở Khoa học và Công nghệ'],
    { kind: 'standing', every: { unit: 'quarter', certainty: 'set-by-officer' } },
    null,
  ],
  [
    'II.2',
    ['Các sở, ban, ngành', 'Ủy ban nhân dân các xã, phường'],
    [],
    before('2026-09-30'),
    'Bảng thống kê và biên bản niêm phong',
  ],
  [
    'II.3',
    ['Công an tỉnh'],
    ['Văn phòng Ủy ban nhân dân tỉnh', 'Thanh tra tỉnh'],
    { kind: 'date', reading: 'by', date: '2026-11-15', policy: 'plain' },
    null,
  ],
  [
    'II.4',
    ['Sở Khoa học và Công nghệ'],
    ['Sở Tài chính', 'Công an tỉnh'],
    months('2026-06', '2026-10'),
    null,
  ],
  [
    'II.5',
    ['Công an tỉnh'],
    ['Các sở, ban, ngành', 'Ủy ban nhân dân cấp xã'],
    months('2026-12'),
    null,
  ],
  ['IV.1', ['Công an tỉnh'], ['Văn phòng Ủy ban nhân dân tỉnh'], before('2026-12-20'), null],
  ['IV.2', ['Sở Tài chính'], [], yearly, null],
  [
    'IV.3',
    ['các sở, ban, ngành', 'Ủy ban nhân dân các xã, phường'],
    [],
    before('2026-12-10'),
    null,
  ],
  [
    'IV.4',
    [
      'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh',
      'Tòa án nhân dân tỉnh',
      'Viện kiểm sát nhân dân tỉnh',
    ],
    [],
    null,
    null,
  ],
];

const HIGHLANDS: readonly Expected[] = [
  ['II.1.1', ['Sở Ngoại vụ'], ['Công an tỉnh', 'các sở, ban, ngành'], byPhase, null],
  ['II.1.2', ['Các cơ quan, đơn vị, địa phương'], [], before('2027-07-01'), null],
  [
    'II.2.1',
    ['Công an tỉnh'],
    ['UBND các xã biên giới', 'Bộ Chỉ huy Bộ đội Biên phòng tỉnh'],
    { kind: 'phase', every: { unit: 'quarter', certainty: 'plan' } },
    null,
  ],
  ['II.2.2', ['Công an tỉnh'], [], months('2029-07', '2029-12'), 'Báo cáo tổng kết'],
  ['III.1.a', ['Công an tỉnh'], [], null, null],
  ['III.1.b', ['Công an tỉnh'], [], yearly, null],
  ['III.2-1', ['Sở Ngoại vụ'], [], null, null],
  ['III.2-2', ['Sở Ngoại vụ'], ['Công an tỉnh'], null, null],
  ['III.3', ['Sở Tài chính'], [], yearly, null],
  ['III.4', ['UBND các xã, phường'], [], months('2027-04', '2027-06'), null],
  ['III.5', ['Tỉnh ủy', 'Hội đồng nhân dân tỉnh'], [], null, null],
  [
    'IV',
    ['Sở Khoa học và Công nghệ'],
    ['Sở Tài chính', 'UBND các xã, phường'],
    before('2027-12-31'),
    'Biên bản bàn giao',
  ],
  ['IV', ['Sở Nội vụ'], ['Công an tỉnh', 'Sở Ngoại vụ'], months('2027-09'), 'Chứng chỉ'],
  ['IV', ['Công an tỉnh'], ['Văn phòng UBND tỉnh'], yearly, 'Biên bản kiểm tra'],
  ['IV', ['các cơ quan, đơn vị'], [], { kind: 'standing', every: null }, null],
];

describe.each([
  ['ke-hoach-song-hong.md', RED_RIVER],
  ['ke-hoach-mien-nui.md', HIGHLANDS],
])('the made-up plan %s', (name, expected) => {
  const text = madeUp(name);
  const draft = read(text);

  it('has every task with who, by when and what, and none besides', () => {
    expect(draft.tasks.map(told)).toEqual(expected);
  });

  it('is quoted word for word, and nothing is read twice', () => {
    const flat = text.normalize('NFC').replace(/\s+/g, ' ');
    for (const { citation, further } of [...draft.tasks, ...draft.noTask.map(alone)]) {
      for (const { quote } of [citation, ...further]) expect(flat).toContain(quote);
    }
    const quotes = draft.tasks.map(({ citation }) => citation.quote);
    expect(new Set(quotes).size).toBe(quotes.length);
  });

  it('marks what is missing or not sure, and nothing that is clear', () => {
    for (const { due, product, lead, asked, doubts, job } of draft.tasks) {
      expect(doubts.includes('no-product'), job).toBe(product === null);
      expect(doubts.includes('no-body'), job).toBe(lead.length + asked.length === 0);
      if (due === null) expect(doubts, job).toContain('no-due');
    }
    const sure = draft.tasks.filter(({ doubts }) => doubts.length === 0);
    expect(sure.length).toBeGreaterThan(0);
  });
});

describe('the heads of made-up plans', () => {
  it('give number, day, issuer, basis and recipients', () => {
    expect(read(madeUp('ke-hoach-song-hong.md'))).toMatchObject({
      title: expect.stringContaining('bảo vệ bí mật nhà nước trong chuyển đổi số') as string,
      number: '118/KH-UBND',
      date: '2026-05-20',
      issuedBy: 'UBND-37',
      legalBasis: [
        'Luật Bảo vệ bí mật nhà nước ngày 10 tháng 12 năm 2025',
        'Chỉ thị số 32/CT-TTg ngày 21/10/2025 của Thủ tướng Chính phủ',
      ],
      upper: null,
    });
  });

  it('give a month where the day is not filled in, phases, and the upper plan', () => {
    const draft = read(madeUp('ke-hoach-mien-nui.md'));
    expect(draft).toMatchObject({
      number: null,
      date: null,
      month: '2027-03',
      issuedBy: 'UBND-14',
      upper: { citation: '801/QĐ-TTg', date: '2024-08-06' },
    });
    expect(draft.phases.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['1', '2027-01-01', '2027-12-31'],
      ['2', '2028-01-01', '2029-12-31'],
    ]);
  });
});

describe('the two plans of the product, read by machine', () => {
  it.each(['801-qd-ttg-2024', 'lao-cai-2026'])('finds of %s what a person found', (id) => {
    const plan = broughtPlan(id);
    const { tasks } = read(documentOf(plan));
    // A person splits a passage that says several things; the machine proposes one task for it.
    const ours = tasks.flatMap(({ citation, further }) => [citation, ...further]);
    const overlap = (a: string, b: string) => a.includes(b) || b.includes(a);
    for (const { citation } of plan.tasks) {
      const found = ours.some(({ quote }) => overlap(quote, citation.quote));
      expect(found, citation.quote).toBe(true);
    }
    // And none where a person found none.
    const theirs = plan.tasks.flatMap(citationsOf);
    const invented = tasks.filter(
      ({ citation }) => !theirs.some(({ quote }) => overlap(quote, citation.quote)),
    );
    const headings = ['Tổng kết việc thực hiện Hiệp định'];
    expect(invented.map(({ job }) => job).filter((job) => !headings.includes(job))).toEqual([]);
  });

  it("has Lào Cai's dates and leads as the file has them", () => {
    const plan = broughtPlan('lao-cai-2026');
    const tasks = read(documentOf(plan)).tasks;
    for (const id of ['II.1.a', 'II.1.b', 'II.2', 'II.3', 'II.4', 'II.5', 'II.6.a-1']) {
      const file = plan.tasks.find((task) => task.id === id);
      const ours = tasks.find((task) => addressText(task.citation) === id);
      expect(ours?.due, id).toEqual(file?.due);
      expect(
        ours?.lead.map(({ holders }) => holders),
        id,
      ).toEqual(file?.lead);
      expect(
        ours?.coordinating.map(({ holders }) => holders),
        id,
      ).toEqual(file?.coordinating);
    }
  });
});

describe('the file of a draft', () => {
  const words = { head: 'Xem lại', doubt: (doubt: string) => `? ${doubt}` };

  it('loads as a plan that is not whole, and says above a task what is not sure', () => {
    const draft = read(madeUp('ke-hoach-mien-nui.md'));
    const written = draftFile(draft, 'ke-hoach.docx', loadPlans(), words);
    expect(written).toMatch(/^# Xem lại\n/);
    expect(written).toMatch(/ {2}# \? unknown-body\n {2}# \? no-product\n {2}- id: II\.1\.1\n/);
    const plan = load(written);
    expect(plan.tasks).toHaveLength(HIGHLANDS.length);
    expect(new Set(plan.tasks.map(({ id }) => id)).size).toBe(HIGHLANDS.length);
    expect(plan.upper).toMatchObject({ plan: '801-qd-ttg-2024' });
    const lacking = plan.tasks.filter((task) => missingClears(task).length > 0);
    expect(lacking).toHaveLength(
      HIGHLANDS.filter(([, , , due, product]) => !due || !product).length,
    );
    // Known bodies are offices, the others stand by their names.
    const [first] = plan.tasks;
    expect(first?.lead).toEqual([{ kind: 'named', name: expect.anything() as object }]);
    expect(first?.coordinating[0]).toEqual({ kind: 'office', office: 'CAT-14', scope: null });
  });

  it('does not load before a person has said who issued it', () => {
    const nobody: DraftPlan = { ...read(madeUp('ke-hoach-mien-nui.md')), issuedBy: null };
    const written = draftFile(nobody, 'ke-hoach.md', [], words);
    expect(() => load(written)).toThrow(/issuedBy: not an office/);
  });
});

function alone({ citation }: DraftPlan['noTask'][number]) {
  return { citation, further: [] };
}

function load(written: string) {
  const folder = mkdtempSync(join(tmpdir(), 'draft-'));
  try {
    const file = join(folder, 'draft.yaml');
    writeFileSync(file, written);
    return readPlan(pathToFileURL(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
