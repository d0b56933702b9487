import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../../client/cli/exit-codes.ts';
import { CommandLine } from '../support/command-line.ts';
import { TaskOffice, smallPlan } from '../support/task-office.ts';

// What a command signs is told before it is signed; only what was read may be signed.

const WARD = 'UBX-02647';
const OTHER = '0'.repeat(64);
let tasks: TaskOffice;
let line: CommandLine;

beforeAll(async () => {
  tasks = await TaskOffice.open();
  await tasks.adopt(smallPlan({ 'II.5': { lead: [WARD] } }));
  line = await CommandLine.to(tasks.office);
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(async () => {
  line.close();
  await tasks.close();
});

interface Draft {
  readonly checksum: string;
  readonly document: { readonly sha256: string } | null;
}

async function shown(...words: string[]): Promise<Record<string, unknown>> {
  return JSON.parse((await line.does(...words, '--json')).out) as Record<string, unknown>;
}

describe('before it is signed', () => {
  it('a product is told by its title, revision and checksum', async () => {
    const task = tasks.number('II.5', WARD);
    const officer = await tasks.person(`case-officer@${WARD}`);
    await line.as('ubx-02647.head');
    await line.does('task', 'accept', task, '--person', officer);
    await line.as('ubx-02647.case-officer');
    const product = line.fileOf('Danh mục', 'danh-muc.txt');
    const submit = ['task', 'submit', task, '--file', product, '--list', 'unchanged'];
    await line.does(...submit, '--title', 'Danh mục bí mật nhà nước');
    await line.as('cat-15-pa03.case-officer');
    const { occurrences } = await shown('task', 'show', task);
    const [{ submissions }] = occurrences as [{ submissions: [Draft] }];
    const { checksum } = submissions[0];
    const other = await line.homat('task', 'approve', task, '--checksum', OTHER);
    expect(other).toMatchObject({ exit: EXIT.refused, out: '' });
    expect(other.err).not.toContain('Ký duyệt');
    const { out, err } = await line.does('task', 'approve', task, '--checksum', checksum);
    expect(err).toContain(`lần 1: “Danh mục bí mật nhà nước”, mã kiểm ${checksum.slice(0, 12)}…`);
    expect(out).toContain(task);
  });

  it('an answer is told by its words, and its document is stored with it', async () => {
    await line.as('ubx-02647.case-officer');
    const { number } = await shown('difficulty', 'raise', 'Thiếu máy soạn thảo');
    const of = number as string;
    await line.as('cat-15-pa03.case-officer');
    const plan = line.fileOf('Bố trí hai máy', 'phuong-an.txt');
    await line.does('difficulty', 'answer', of, 'Đã có phương án', '--file', plan);
    const { draft } = (await shown('difficulty', 'show', of)) as { draft: Draft };
    expect((await line.does('difficulty', 'show', of)).out).toContain(
      `“phuong-an.txt” (${draft.document?.sha256 ?? ''})`,
    );
    await line.as('cat-15-pa03.head');
    const other = await line.homat('difficulty', 'approve', of, '--checksum', OTHER);
    expect(other).toMatchObject({ exit: EXIT.refused, out: '' });
    expect(other.err).not.toContain('Ký duyệt');
    const { err } = await line.does('difficulty', 'approve', of);
    const what = `${of}, “Đã có phương án”, phuong-an.txt`;
    expect(err).toBe(`Ký duyệt: ${what}, mã kiểm ${draft.checksum.slice(0, 12)}…\n`);
    await line.as('ubx-02647.head');
    const read = `${line.folder}/doc.txt`;
    await line.does('incident', 'download', of, draft.document?.sha256 ?? '', read);
  });

  it('programs read the answer alone', async () => {
    await line.as('ubx-02647.case-officer');
    const { number } = await shown('difficulty', 'raise', 'Thiếu người');
    await line.as('cat-15-pa03.case-officer');
    await line.does('difficulty', 'answer', number as string, 'Đã bố trí');
    await line.as('cat-15-pa03.head');
    const told = await line.does('difficulty', 'approve', number as string, '--json');
    expect(told.err).toBe('');
    expect(JSON.parse(told.out)).toMatchObject({ number });
  });
});
