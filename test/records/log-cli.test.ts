import { Command } from 'commander';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { registerLogCommands } from '../../client/cli/log.ts';
import { embeddedDatabaseUrl } from '../../client/cli/embedded-database.ts';
import { LANGUAGES, isMessageKey, translate } from '../../locales/index.ts';
import { openCheckpoint } from '../../records/log/note.ts';
import { sequence } from '../../records/log/sequence.ts';
import type { Copy, KeptRecord } from './log-copies.ts';
import { NOW, addFacts, keepRecord } from './log-copies.ts';

let kept: KeptRecord;
let ids: string[] = [];

beforeAll(async () => {
  kept = await keepRecord(async (db, signer) => {
    ids = await addFacts(db, 'incident/1', 12);
    await sequence(db, signer, NOW);
  });
});
afterAll(() => kept.stop());
beforeEach(() => vi.stubEnv('HOMAT_LANG', 'en'));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Runs a command as the command line does, over a record. */
async function homat(copy: Copy | null, ...args: string[]): Promise<Ended> {
  let [out, err] = ['', ''];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void (out += `${text}\n`));
  vi.spyOn(console, 'error').mockImplementation((text: string) => void (err += `${text}\n`));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const program = new Command('homat').exitOverride();
  registerLogCommands(program, {
    databaseUrl: () => copy?.url,
    keyFile: () => join(kept.folder, 'log.pub'),
  });
  process.exitCode = undefined;
  await program.parseAsync(['log', ...args], { from: 'user' }).finally(() => vi.restoreAllMocks());
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { out, err, code };
}

test('a right log is called right', async () => {
  await kept.copy(async (copy) => {
    const { out, code } = await homat(copy, 'verify');
    expect(code).toBe(0);
    expect(out).toMatch(/^12 entries, 12 facts, 1 checkpoints, root .*\n✓ The log is right\.\n$/);
    const { out: json } = await homat(copy, 'verify', '--json');
    expect(JSON.parse(json)).toMatchObject({ ok: true, size: 12, waiting: 0, faults: [] });
  });
});

test('a wrong log ends with 1 and a sentence that names the fact', async () => {
  await kept.copy(async (copy) => {
    await copy.tamper(`update facts set body = replace(body, 'Việc 4', 'Việc 5')`);
    const { out, code } = await homat(copy, 'verify');
    expect(code).toBe(1);
    expect(out).toContain(`fact ${ids[4] ?? ''} (entry 4) was changed`);
    expect(out).toContain('✗ The log is not right.');
    const { out: json, code: again } = await homat(copy, 'verify', '--json');
    expect(again).toBe(1);
    expect(JSON.parse(json)).toMatchObject({
      ok: false,
      faults: [{ fault: 'fact-changed', place: 4, text: expect.stringContaining('entry 4') }],
    });
  });
});

test('an export is checked with the key and an old checkpoint alone', async () => {
  await kept.copy(async (copy) => {
    const folder = join(kept.folder, 'export');
    const old = join(kept.folder, 'old.txt');
    const { out: note } = await homat(copy, 'checkpoint');
    expect(openCheckpoint(note, kept.signer.verifiers).size).toBe(12);
    writeFileSync(old, note);
    expect((await homat(copy, 'export', folder, '--facts')).out).toBe(`12 entries → ${folder}\n`);
    const key = ['--key', join(kept.folder, 'log.pub')];
    const args = ['verify', '--export', folder, ...key, '--checkpoint', old];
    expect(await homat(null, ...args)).toMatchObject({ code: 0, err: '' });

    await copy.tamper('truncate facts, log_nodes, log_checkpoints cascade');
    await addFacts(copy.db, 'incident/1', 12);
    await sequence(copy.db, kept.signer, NOW);
    await homat(copy, 'export', folder, '--facts');
    const { out, code } = await homat(null, ...args);
    expect(code).toBe(1);
    expect(out).toContain('old.txt: the first 12 entries are not those that were signed');
  });
});

test('a fact is proved, as a standard file or as JSON', async () => {
  await kept.copy(async (copy) => {
    const [id = ''] = ids;
    const { out } = await homat(copy, 'prove', id);
    expect(out).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra \S+\nindex 0\n/);
    const { out: json } = await homat(copy, 'prove', id, '--json');
    expect(JSON.parse(json)).toMatchObject({ factId: id, place: 0, size: 12 });
    const unknown = await homat(copy, 'prove', 'no-such-fact');
    expect(unknown).toMatchObject({ code: 1, out: '', err: 'There is no fact no-such-fact.\n' });
    const [fresh = ''] = await addFacts(copy.db, 'incident/2', 1);
    expect((await homat(copy, 'prove', fresh)).err).toMatch(/has no place in the log yet/);
  });
});

test('what is missing is said in the language of the caller', async () => {
  const nothing = join(kept.folder, 'nothing');
  vi.stubEnv('HOMAT_DATA', nothing);
  await expect(homat(null, 'verify')).rejects.toThrow(/No database: use --database/);
  await expect(homat(null, 'verify', '--key', nothing)).rejects.toThrow(/nothing cannot be read/);
  await expect(homat(null, 'verify', '--export', nothing)).rejects.toThrow(/holds no export/);
  const wrongKey = join(kept.folder, 'log.json');
  await expect(homat(null, 'verify', '--key', wrongKey)).rejects.toThrow(/is not of the form/);
  vi.stubEnv('HOMAT_LANG', 'vi');
  await expect(homat(null, 'verify')).rejects.toThrow(/Chưa biết cơ sở dữ liệu/);
});

test('the database that runs on a data folder is found by its files', () => {
  const data = join(kept.folder, 'data');
  expect(embeddedDatabaseUrl(data)).toBeUndefined();
  for (const part of ['keys', 'postgres/data']) mkdirSync(join(data, part), { recursive: true });
  const secrets = JSON.stringify({ owner: 'o', app: 'a' });
  writeFileSync(join(data, 'keys', 'database.json'), secrets);
  expect(embeddedDatabaseUrl(data)).toBeUndefined();
  const running = '4711\n/data\n1795440116\n54321\n\n127.0.0.1\n';
  writeFileSync(join(data, 'postgres/data/postmaster.pid'), running);
  expect(embeddedDatabaseUrl(data)).toBe('postgresql://homat_app:a@127.0.0.1:54321/homat');
});

test('every fault has its sentence in every language', () => {
  const source = readFileSync(new URL('../../records/log/faults.ts', import.meta.url), 'utf8');
  const notes = readFileSync(new URL('../../records/log/note.ts', import.meta.url), 'utf8');
  const faults = [...source.matchAll(/fault: '([a-z-]+)'/g)].map(([, name]) => name ?? '');
  const ofNotes = /type NoteFault =([^;]+);/.exec(notes)?.[1] ?? '';
  faults.push(...[...ofNotes.matchAll(/'([a-z-]+)'/g)].map(([, name]) => name ?? ''));
  expect(faults.length).toBe(17);
  const filled = {
    fact: 'FACT',
    place: 7,
    columns: 'COLUMNS',
    level: 3,
    index: 4,
    from: 'FROM',
    size: 5,
    entries: 6,
    day: 'DAY',
    stream: 'STREAM',
    number: 'NUMBER',
  };
  for (const fault of faults) {
    const key = `log.${fault}`;
    if (!isMessageKey(key)) throw new Error(`${key} has no text`);
    const texts = LANGUAGES.map((language) => translate(language, key, filled));
    expect(new Set(texts).size).toBe(LANGUAGES.length);
  }
});
