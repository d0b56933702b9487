import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCli } from '../../client/cli/context.ts';
import { explain } from '../../client/cli/explain.ts';
import { EXIT } from '../../client/cli/exit-codes.ts';
import { createProgram } from '../../client/cli/program.ts';
import { PlanOffice, smallPlan } from '../support/plan-office.ts';

// The command line against the API in this process; no engine, so that it costs little.
let plans: PlanOffice;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'homat-plan-'));
  plans = await PlanOffice.open();
  const url = await plans.office.app.listen({ host: '127.0.0.1', port: 0 });
  vi.stubEnv('HOMAT_URL', url);
  vi.stubEnv('HOMAT_CONFIG', folder);
  vi.stubEnv('HOMAT_DATA', plans.office.folder);
  vi.stubEnv('NO_COLOR', '1');
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await plans.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Told {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

async function homat(...words: string[]): Promise<Told> {
  const said = { out: '', err: '' };
  vi.spyOn(console, 'log').mockImplementation((text: string) => void (said.out += `${text}\n`));
  vi.spyOn(console, 'error').mockImplementation((text: string) => void (said.err += `${text}\n`));
  const cli = createCli({ language: 'vi', json: words.includes('--json') });
  const exit = await createProgram(cli)
    .parseAsync(words, { from: 'user' })
    .then(() => EXIT.ok)
    .catch((error: unknown) => explain(error, cli));
  const plain = stripVTControlCharacters;
  return { exit, out: plain(said.out), err: plain(said.err) };
}

/** What a command says; it has to be done. */
async function says(...words: string[]): Promise<string> {
  const { exit, out, err } = await homat('plan', ...words);
  expect(exit, `${words.join(' ')}: ${err}${out}`).toBe(EXIT.ok);
  return out;
}

// Everybody's session is kept in a folder of their own: signing in costs.
const signedIn = new Set<string>();

async function as(login: string): Promise<void> {
  vi.stubEnv('HOMAT_CONFIG', join(folder, login));
  if (signedIn.has(login)) return;
  signedIn.add(login);
  const { exit, err } = await homat('login', login, '--demo');
  expect(exit, err).toBe(EXIT.ok);
}

function fileOf(text: string, name: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

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

  it('refuses that where there are no demonstration accounts', async () => {
    vi.stubEnv('HOMAT_DATA', folder);
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
    const done = await says('adopt', 'lao-cai-nho', '--confirm-clears');
    expect(done).toContain('KH-LAO-CAI-NHO');
    expect(done).toContain('đang thực hiện');
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
    expect(await says('coverage', 'lao-cai-nho')).toMatch(
      /II\.1\.a +II\.5\n[\s\S]*○[\s\S]*Chưa có việc nào của mình: 3 cơ quan/,
    );
    expect(await says('gantt', 'lao-cai-nho')).toMatch(/II\.5 .*31\/12\/2026/);
    const to = join(folder, 'plan.svg');
    await says('gantt', 'lao-cai-nho', '--to', to);
    expect(readFileSync(to, 'utf8')).toMatch(/^<svg [\s\S]*KH-LAO-CAI-NHO/);
    // Never over a file that is there.
    expect((await homat('plan', 'gantt', 'lao-cai-nho', '--to', to)).exit).not.toBe(EXIT.ok);
    const wrong = await homat('plan', 'gantt', 'lao-cai-nho', '--to', join(folder, 'plan.png'));
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
    await says('amend', 'lao-cai-nho');
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
  });
});
