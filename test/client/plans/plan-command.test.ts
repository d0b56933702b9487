import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCli } from '../../../client/cli/context.ts';
import { explain } from '../../../client/cli/explain.ts';
import { EXIT } from '../../../client/cli/exit-codes.ts';
import { createProgram } from '../../../client/cli/program.ts';
import type { Language } from '../../../domain/text.ts';
import { readPlan } from '../../../rules/load-plans.ts';

const MADE_UP = fileURLToPath(new URL('./made-up/ke-hoach-song-hong.md', import.meta.url));
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-read-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** `homat plan read …` without a server, a sign-in or a data folder. */
async function homat(words: readonly string[], language: Language = 'en', json = false) {
  let out = '';
  let err = '';
  vi.spyOn(console, 'log').mockImplementation((text: string) => {
    out += `${text}\n`;
  });
  vi.spyOn(console, 'error').mockImplementation((text: string) => {
    err += `${text}\n`;
  });
  const cli = createCli({ language, json });
  try {
    await createProgram(cli).parseAsync(['plan', 'read', ...words], { from: 'user' });
    return { exit: EXIT.ok, out, err };
  } catch (error) {
    return { exit: explain(error, cli), out, err };
  }
}

describe('homat plan read', () => {
  it('writes a draft that loads, and tells what is in it and what is not sure', async () => {
    const to = join(folder, 'draft.yaml');
    const { exit, out } = await homat([MADE_UP, '--to', to]);
    expect(exit).toBe(EXIT.ok);
    expect(out).toContain('10 tasks read, 9 of them with something unsure; 0 phases.');
    expect(out).toContain('a body that the directory does not have');
    expect(readPlan(pathToFileURL(to)).tasks).toHaveLength(10);
    expect(readFileSync(to, 'utf8')).toMatch(/^# A draft that a machine read from the text/);
  });

  it('does not write over a draft that is there', async () => {
    const to = join(folder, 'draft.yaml');
    writeFileSync(to, 'gone through');
    const { exit, err } = await homat([MADE_UP, '--to', to]);
    expect(exit).toBe(EXIT.usage);
    expect(err).toContain(to);
    expect(readFileSync(to, 'utf8')).toBe('gone through');
  });

  it('prints the draft, or its data for programs, where no file is named', async () => {
    const text = await homat([MADE_UP], 'vi');
    expect(text.out).toContain('# Dự thảo do máy đọc từ văn bản, chưa có hiệu lực.');
    expect(text.out).toContain('id: 118-kh-ubnd');
    const data = await homat([MADE_UP], 'lo', true);
    const { tasks } = JSON.parse(data.out) as { tasks: { doubts: string[] }[] };
    expect(tasks).toHaveLength(10);
  });

  it.each([
    ['plan.pdf', 'I. NHIỆM VỤ', /txt, md, docx/],
    ['plan.docx', 'no archive', /txt, md, docx/],
    ['plan.txt', 'Chào.', /No task was found/],
  ])('says of %s what is wrong with it', async (name, content, said) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    const { exit, err } = await homat([file]);
    expect(exit).toBe(EXIT.usage);
    expect(err).toMatch(said);
    expect(existsSync(join(folder, 'draft.yaml'))).toBe(false);
  });

  it('says so of a file that is not there', async () => {
    const { exit, err } = await homat([join(folder, 'none.md')]);
    expect(exit).toBe(EXIT.usage);
    expect(err).toContain('none.md');
  });
});
