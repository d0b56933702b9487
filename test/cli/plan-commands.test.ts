import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCli } from '../../client/cli/context.ts';
import { explain } from '../../client/cli/explain.ts';
import { EXIT } from '../../client/cli/exit-codes.ts';
import { StillPending } from '../../client/cli/outcome.ts';
import { adoptAsDemo } from '../../client/cli/plans/demo.ts';
import { CommandLine } from '../support/command-line.ts';
import type { PlanFields } from '../support/plan-office.ts';
import { COMMUNES, PlanOffice, smallPlan } from '../support/plan-office.ts';

let plans: PlanOffice;
let line: CommandLine;

beforeAll(async () => {
  plans = await PlanOffice.open();
  line = await CommandLine.to(plans.office);
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(async () => {
  line.close();
  await plans.close();
});

const homat = (...words: string[]) => line.homat(...words);
const as = (login: string) => line.as(login);
const fileOf = (text: string, name: string) => line.fileOf(text, name);

/** What a command about plans says; it has to be done. */
async function says(...words: string[]): Promise<string> {
  return (await line.does('plan', ...words)).out;
}

// What only the task of the communes needs.
const BODIES = {
  'cap-xa': COMMUNES.map((office) => ({ kind: 'office', office })),
};

const PHASE = {
  id: 'I',
  name: { vi: 'Giai đoạn một', en: 'First phase', lo: 'ໄລຍະໜຶ່ງ' },
  from: '2026-05-01',
  to: null,
};

describe('homat plan', () => {
  it('adopts a plan with two demonstration people, once', async () => {
    const file = fileOf(
      smallPlan((plan) => ({ ...plan, id: 'bang-lenh' })),
      'bang-lenh.yaml',
    );
    const said = await says('adopt', file, '--demo');
    expect(said).toContain('KH-BANG-LENH được ban hành: ubnd-15.case-officer trình, ubnd-15.head');
    expect(await says('adopt', file, '--demo')).toContain('đã được ban hành rồi');
    expect(await homat('plan', 'adopt', 'nothing', '--demo')).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining('801-qd-ttg-2024, lao-cai-2026'),
    });
  });

  it('waits for what happens late, and does not go on before it', async () => {
    const { engine } = plans.office;
    const act = engine.act.bind(engine);
    vi.spyOn(engine, 'act').mockImplementation((request) => {
      setTimeout(() => void act(request), 300);
      return Promise.resolve({ kind: 'pending' });
    });
    const late = fileOf(
      smallPlan((plan) => ({ ...plan, id: 'cham' })),
      'cham.yaml',
    );
    expect(await says('adopt', late, '--demo')).toContain('KH-CHAM được ban hành');
  });

  it('says so when the outcome does not come in time', async () => {
    const never = fileOf(
      smallPlan((plan) => ({ ...plan, id: 'khong-den' })),
      'khong-den.yaml',
    );
    plans.office.engine.state = 'down';
    const cli = createCli({ language: 'vi', json: false });
    const error: unknown = await adoptAsDemo(cli, never, 600).catch((thrown: unknown) => thrown);
    plans.office.engine.state = 'up';
    expect(error).toBeInstanceOf(StillPending);
    const said = vi.spyOn(console, 'error').mockReturnValue();
    expect(explain(error, cli)).toBe(EXIT.pending);
    expect(said.mock.calls.join()).toContain((error as StillPending).key);
    // What happened until then stands, and the same command goes on from there.
    expect(await says('adopt', never, '--demo')).toContain('KH-KHONG-DEN được ban hành');
  });

  it('refuses that where there are no demonstration accounts', async () => {
    vi.stubEnv('HOMAT_DATA', line.folder);
    const told = await homat('plan', 'adopt', '801', '--demo');
    vi.stubEnv('HOMAT_DATA', plans.office.folder);
    expect(told).toMatchObject({ exit: EXIT.usage, out: '' });
    expect(told.err).toContain('demo-accounts.json');
  });

  it('lets an officer lay it before the owner, and the head confirm and approve it', async () => {
    const file = fileOf(smallPlan(), 'nho.yaml');
    await as('cat-15-pa03.case-officer');
    expect(await says('adopt', file)).toContain('Đã trình: KH-LAO-CAI-NHO');
    await as('ubnd-15.head');
    const asked = await homat('plan', 'adopt', 'lao-cai-nho');
    expect(asked.exit).toBe(EXIT.usage);
    expect(asked.err).toContain('--confirm-clears');
    expect(asked.err).toMatch(/II\.1\.a {2}Quán triệt.*\n {4}rõ sản phẩm: Tài liệu/);
    expect(await says('show', 'lao-cai-nho')).toContain('Còn thiếu trong năm rõ');
    // Of what they have not read nothing is confirmed either.
    const adopting = ['plan', 'adopt', 'lao-cai-nho', '--confirm-clears'];
    const other = await homat(...adopting, '--checksum', '0'.repeat(64));
    expect(other).toMatchObject({ exit: EXIT.refused, out: '' });
    const { proposals, missing } = JSON.parse(await says('show', 'lao-cai-nho', '--json')) as {
      proposals: [{ checksum: string }];
      missing: unknown[];
    };
    expect(missing).not.toEqual([]);
    const [{ checksum }] = proposals;
    expect(await says('show', 'lao-cai-nho')).toContain(checksum);
    const { out, err } = await line.does(...adopting, '--checksum', checksum);
    expect(err).toMatch(/^Ký duyệt: KH-LAO-CAI-NHO “.*”, ban hành, Phiên bản 1 \(/);
    expect(err).toContain(`mã kiểm ${checksum.slice(0, 12)}…`);
    expect(out).toContain('KH-LAO-CAI-NHO');
    expect(out).toContain('đang thực hiện');
    await plans.relay();
  });

  it('lets a head alone confirm, and not approve what nobody laid before them', async () => {
    const file = fileOf(
      smallPlan((plan) => ({ ...plan, id: 'mot-minh' })),
      'mot-minh.yaml',
    );
    await as('ubnd-15.head');
    expect(await says('load', file)).toContain('KH-MOT-MINH');
    expect(await says('adopt', 'mot-minh', '--confirm-clears')).toContain('Đã xác nhận');
    const again = await homat('plan', 'adopt', 'mot-minh');
    expect(again).toMatchObject({ exit: EXIT.usage });
    expect(again.err).toContain('Chưa có nội dung nào do người khác trình');
  });

  it('holds a file against what was loaded under its id', async () => {
    const id = 'doi-chieu';
    const later = ({ tasks, ...plan }: PlanFields) => {
      return { ...plan, id, version: 2, tasks: tasks.slice(1), bodies: BODIES };
    };
    const first = fileOf(
      smallPlan((plan) => ({ ...plan, id })),
      'doi-chieu.yaml',
    );
    const other = fileOf(smallPlan(later), 'doi-chieu-2.yaml');
    await as('cat-15-pa03.case-officer');
    await says('load', first);
    for (const words of [
      ['adopt', other],
      ['adopt', other, '--demo'],
    ]) {
      const told = await homat('plan', ...words);
      expect(told, told.err).toMatchObject({ exit: EXIT.usage, out: '' });
      expect(told.err).toMatch(/KH-DOI-CHIEU đã nạp phiên bản 1 .*phiên bản 2/);
      expect(told.err).toContain('nhiệm vụ không có trong tệp: II.1.a');
      expect(told.err).toContain('homat plan withdraw KH-DOI-CHIEU --reason');
    }
    expect(JSON.parse(await says('show', id, '--json'))).toMatchObject({ proposals: [] });
    // The way that is told leads there.
    await as('ubnd-15.head');
    expect(await says('withdraw', id, '--reason', 'Bản khác')).toContain('rút lại');
    await as('cat-15-pa03.case-officer');
    expect(await says('adopt', other)).toContain('Đã trình: KH-DOI-CHIEU-2');
    await as('ubnd-15.head');
    await says('adopt', other, '--confirm-clears');
    // Adopted: the same text says so, another one is an amendment.
    const way = 'homat plan amend KH-DOI-CHIEU-2';
    for (const same of [other, id]) {
      expect(await says('adopt', same)).toMatch(new RegExp(`đã được ban hành rồi.*${way}`));
    }
    for (const words of [
      ['adopt', first],
      ['adopt', first, '--demo'],
    ]) {
      const told = await homat('plan', ...words);
      expect(told, told.err).toMatchObject({ exit: EXIT.usage, out: '' });
      expect(told.err).toContain(`${way} ${first} --reason`);
    }
    // Only particulars differ.
    const inside = fileOf(
      smallPlan((plan) => ({ ...later(plan), recipients: [] })),
      'doi-chieu-3.yaml',
    );
    expect((await homat('plan', 'adopt', inside)).err).toContain('chi tiết bên trong');
    // A plan whose id another one only begins with is another plan.
    const shorter = fileOf(
      smallPlan((plan) => ({ ...plan, id: 'doi-ch' })),
      'doi-ch.yaml',
    );
    await as('cat-15-pa03.case-officer');
    expect(await says('adopt', shorter)).toContain('Đã trình: KH-DOI-CH.');
  });

  it('sets the end of a phase that its document leaves open', async () => {
    const file = fileOf(
      smallPlan((plan) => ({ ...plan, id: 'giai-doan', phases: [PHASE] })),
      'giai-doan.yaml',
    );
    await says('adopt', file, '--demo');
    await plans.relay();
    await as('ubnd-15.head');
    const setting = ['set-phase-end', 'giai-doan', '--phase', 'I', '--date'];
    expect(await homat('plan', ...setting, '2026-12-31')).toMatchObject({ exit: EXIT.usage });
    const past = await homat('plan', ...setting, '2026-01-01', '--reason', 'Xong');
    expect(past.exit).toBe(EXIT.refused);
    await says(...setting, '2026-12-31', '--reason', 'Đủ thời gian');
    expect(await says('show', 'giai-doan')).toMatch(/Giai đoạn một: .*31\/12\/2026/);
  });

  it('shows the document passage by passage beside its tasks', async () => {
    const shown = await says('show', 'lao-cai-nho');
    expect(shown).toContain('KH-LAO-CAI-NHO  đang thực hiện');
    expect(shown).toContain('tháng 04/2026, ngày chưa ghi');
    expect(shown).toMatch(/II\.5 {2}Rà soát|II\.5 {2}/);
    expect(shown).toContain('● Nhiệm vụ II.5: Rà soát, đánh giá');
    expect(shown).toContain('Thời hạn: trước ngày 01/01/2027');
    expect(shown).toContain('do phần mềm đề xuất: rõ sản phẩm');
    // In the order of the document, and each task told in full once.
    expect(shown.indexOf('Nhiệm vụ II.1.a')).toBeLessThan(shown.indexOf('Nhiệm vụ II.5'));
    expect(shown.match(/● Nhiệm vụ II\.5/g)).toHaveLength(1);
    expect(await says('list')).toMatch(/KH-LAO-CAI-NHO.*đang thực hiện/);
  });

  it('tells how far it has come, as tables and as a picture', async () => {
    expect(await says('progress', 'lao-cai-nho', '--bodies')).toMatch(
      /chờ nhận[\s\S]*Toàn kế hoạch +3[\s\S]*CAT-15[\s\S]*Không có nhiệm vụ nào chậm/,
    );
    // The day of the product, and how much is left of another: of accepting it.
    expect((await homat('task', 'list')).out).toMatch(
      /II\.5\.UBX-02647 .*24:00 31\/12\/2026 +còn .* \(Nhận nhiệm vụ hoặc nêu ý kiến\)/,
    );
    expect(await says('coverage', 'lao-cai-nho')).toMatch(
      /II\.1\.a +II\.5\n[\s\S]*○[\s\S]*Chưa có việc nào của mình: 3 cơ quan/,
    );
    expect(await says('gantt', 'lao-cai-nho')).toMatch(/II\.5 .*31\/12\/2026/);
    const to = join(line.folder, 'plan.svg');
    await says('gantt', 'lao-cai-nho', '--to', to);
    expect(readFileSync(to, 'utf8')).toMatch(/^<svg [\s\S]*KH-LAO-CAI-NHO/);
    // Never over a file that is there.
    expect((await homat('plan', 'gantt', 'lao-cai-nho', '--to', to)).exit).not.toBe(EXIT.ok);
    const wrong = await homat(
      'plan',
      'gantt',
      'lao-cai-nho',
      '--to',
      join(line.folder, 'plan.png'),
    );
    expect(wrong.exit).toBe(EXIT.usage);
  });

  it('numbers, suspends and resumes it, and amends it by a later version', async () => {
    await as('ubnd-15.clerk');
    await says('number', 'lao-cai-nho', '--number', '99/KH-UBND', '--date', '2026-05-04');
    await as('ubnd-15.head');
    expect(await says('suspend', 'lao-cai-nho', '--reason', 'Chờ')).toContain('tạm dừng');
    await says('resume', 'lao-cai-nho', '--reason', 'Tiếp tục');
    await as('cat-15-pa03.case-officer');
    expect((await homat('plan', 'amend', 'lao-cai-nho')).exit).toBe(EXIT.usage);
    const file = fileOf(
      smallPlan((plan) => ({ ...plan, version: 2 })),
      'v2.yaml',
    );
    await says('amend', 'lao-cai-nho', file, '--reason', 'Sửa sản phẩm');
    await as('ubnd-15.head');
    expect((await line.does('plan', 'amend', 'lao-cai-nho')).err).toMatch(/Phiên bản 2 .*Sửa sản/);
    expect(await says('show', 'lao-cai-nho')).toMatch(
      /99\/KH-UBND, 04\/05\/2026[\s\S]*Phiên bản +2/,
    );
    expect(await says('timeline', 'lao-cai-nho')).toContain('nay theo phiên bản 2. Lý do: Sửa');
  });

  it('adds a task of an office’s own', async () => {
    await as('ubx-03006.head');
    const own = ['add-task', 'lao-cai-nho', '--job', 'Kiểm kê con dấu', '--product', 'Biên bản'];
    expect((await homat('plan', ...own)).exit).toBe(EXIT.usage);
    const added = await says(...own, '--by', '2026-06-30', '--carries-out', 'II.5');
    expect(added).toContain('NV-LAO-CAI-NHO.RIENG-1.UBX-03006');
    expect(await says(...own, '--standing', 'half-year')).toContain('RIENG-2');
    expect(await says(...own, '--months', '2026-07..2026-09')).toContain('RIENG-3');
    expect(await says('coverage', 'lao-cai-nho')).toContain('●');
  });

  it('takes no share that is no number, and no task without its plan', async () => {
    const report = ['task', 'report', 'NV-LAO-CAI-NHO.II.5.UBX-03006', 'Đang làm', '--percent'];
    for (const percent of ['50%', '', 'nửa']) {
      const told = await homat(...report, percent);
      expect(told, percent).toMatchObject({ exit: EXIT.usage, out: '' });
      expect(told.err).toContain('--percent phải là một số');
    }
    const raised = await homat('difficulty', 'raise', 'Thiếu máy', '--task', 'II.5');
    expect(raised).toMatchObject({ exit: EXIT.usage, out: '' });
    expect(raised.err).toContain('--task cần có --plan');
  });

  it('ends by two people', async () => {
    await as('cat-15-pa03.case-officer');
    expect((await homat('plan', 'end', 'lao-cai-nho')).exit).toBe(EXIT.usage);
    await says('end', 'lao-cai-nho', '--reason', 'Đã xong');
    await as('ubnd-15.head');
    await says('return', 'lao-cai-nho', '--reason', 'Chưa xong');
    const nothing = await homat('plan', 'return', 'lao-cai-nho', '--reason', 'x');
    expect(nothing.exit).toBe(EXIT.usage);
    await as('cat-15-pa03.case-officer');
    await says('end', 'lao-cai-nho', '--reason', 'Đã xong');
    await as('ubnd-15.head');
    expect(await says('end', 'lao-cai-nho')).toContain('kết thúc theo quyết định');
    // Whoever names what they have read lays nothing new before the owner.
    const pinned = ['end', 'lao-cai-nho', '--reason', 'x', '--checksum', '0'.repeat(64)];
    expect((await homat('plan', ...pinned)).err).toContain('Chưa có nội dung nào');
  });
});
