import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportLog } from '../../records/log/export.ts';
import { readCheckpoint } from '../../records/log/note.ts';
import { proofText, proveFact } from '../../records/log/proof.ts';
import { latestCheckpoint, sequence } from '../../records/log/sequence.ts';
import { verifyExport } from '../../records/log/verify-database.ts';
import type { KeptRecord } from './log-copies.ts';
import { NOW, addFacts, keepRecord } from './log-copies.ts';

// Two full tiles and a partial one.
const SIZE = 600;
const WORDS = 'mất bìa hồ sơ';
let kept: KeptRecord;
let ids: string[] = [];
let old = '';

const path = (name: string) => join(kept.folder, name);

beforeAll(async () => {
  kept = await keepRecord(async (db, signer) => {
    ids = await addFacts(db, 'incident/1', SIZE, (index) => ({ what: `${WORDS} ${index}` }));
    await sequence(db, signer, NOW, 333);
    old = (await latestCheckpoint(db)) ?? '';
    while ((await sequence(db, signer, NOW)) > 0);
  });
  writeFileSync(path('old'), old);
  await kept.copy(async ({ db }) => {
    expect(await exportLog(db, path('bare'), { facts: false })).toBe(SIZE);
    expect(await exportLog(db, path('whole'), { facts: true })).toBe(SIZE);
  });
  await kept.copy(async ({ db, tamper }) => {
    await tamper('truncate facts, log_nodes, log_checkpoints cascade');
    await addFacts(db, 'incident/1', SIZE);
    await sequence(db, kept.signer, NOW);
    expect(await exportLog(db, path('anew'), { facts: true })).toBe(SIZE);
  });
});

afterAll(() => kept.stop());

const verdict = (folder: string, notes = [{ note: old, from: 'old' }]) =>
  verifyExport(folder, notes, kept.signer.verifiers);

/** A copy of an export that a test may spoil. */
function spoilt(name: string, from: 'bare' | 'whole'): string {
  const folder = path(name);
  cpSync(path(from), folder, { recursive: true });
  return folder;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('an export lies in files as C2SP tlog-tiles names them', () => {
  const names = filesIn(path('bare')).map((file) => file.slice(path('bare').length + 1));
  expect(names.sort()).toEqual([
    'checkpoint',
    'tile/0/000',
    'tile/0/001',
    'tile/0/002.p/88',
    'tile/1/000.p/2',
    'tile/entries/000',
    'tile/entries/001',
    'tile/entries/002.p/88',
  ]);
});

test('an export without facts shows nothing of them', () => {
  for (const file of filesIn(path('bare'))) {
    const bytes = readFileSync(file);
    for (const word of [WORDS, 'incident', 'contained', 'Nguyễn', 'cong-an']) {
      expect(bytes.includes(word), `${word} in ${file}`).toBe(false);
    }
  }
});

test('an export is right by itself, and so is one with facts', async () => {
  const right = { size: SIZE, checkpoints: 2, faults: [] };
  expect(await verdict(path('bare'))).toMatchObject({ ...right, facts: 0 });
  expect(await verdict(path('whole'))).toMatchObject({ ...right, facts: SIZE });
});

test('a changed fact, a lost one and a strange one in an export are named', async () => {
  const folder = spoilt('changed', 'whole');
  const file = join(folder, 'facts.ndjson');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  lines[300] = (lines[300] ?? '').replace(`${WORDS} 300`, `${WORDS} 301`);
  lines[400] = 'not JSON';
  lines.splice(500, 1);
  writeFileSync(file, `${lines.join('\n')}\n`);
  expect((await verdict(folder)).faults).toEqual([
    { fault: 'fact-changed', fact: ids[300], place: 300 },
    { fault: 'fact-missing', fact: ids[400], place: 400 },
    { fault: 'fact-missing', fact: ids[500], place: 500 },
  ]);
});

test('every byte of an export counts', async () => {
  for (const from of filesIn(path('bare')).filter((file) => !file.endsWith('checkpoint'))) {
    const folder = spoilt('one-byte', 'bare');
    const file = folder + from.slice(path('bare').length);
    const bytes = readFileSync(file);
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect((await verdict(folder)).faults, file).not.toEqual([]);
    rmSync(file);
    expect((await verdict(folder)).faults, file).not.toEqual([]);
    rmSync(folder, { recursive: true });
  }
});

test('an export of a log that grew brings the folder up to date', async () => {
  await kept.copy(async ({ db }) => {
    const folder = spoilt('grown', 'whole');
    await addFacts(db, 'incident/2', 170);
    await sequence(db, kept.signer, NOW);
    expect(await exportLog(db, folder, { facts: true })).toBe(SIZE + 170);
    expect(await verdict(folder)).toMatchObject({ size: SIZE + 170, faults: [] });
  });
});

test('an export of a record that was written anew fails against an old checkpoint', async () => {
  expect((await verdict(path('anew'), [])).faults).toEqual([]);
  const { size } = readCheckpoint(old);
  expect((await verdict(path('anew'))).faults).toEqual([
    { fault: 'checkpoint-differs', from: 'old', size },
  ]);
});

test('a log without a checkpoint has nothing to export', async () => {
  await kept.copy(async ({ db, tamper }) => {
    await tamper('truncate log_checkpoints');
    expect(await exportLog(db, path('nothing'), { facts: false })).toBeNull();
    expect(existsSync(path('nothing'))).toBe(false);
  });
});

const TOOLS = fileURLToPath(new URL('../../tools/verify-log/', import.meta.url));
const hasGo = spawnSync('go', ['version']).status === 0;
if (!hasGo) console.warn('NOT TESTED: the log by tools of others, because Go is not there.');

/** Builds a program of tools/verify-log; the modules are pinned by its go.sum. */
function build(program: string): string {
  const binary = path(`bin-${program.split('/').at(-1) ?? ''}`);
  const { status, stderr } = spawnSync('go', ['build', '-o', binary, program], {
    cwd: TOOLS,
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=readonly' },
  });
  if (status !== 0) throw new Error(`go build ${program}: ${stderr}`);
  return binary;
}

const run = (binary: string, args: readonly string[]) =>
  spawnSync(binary, args, { encoding: 'utf8', timeout: 60_000 });

test.skipIf(!hasGo)('the Go project’s own library finds the export right, and wrong', async () => {
  const tool = build('.');
  const key = ['-key', path('log.pub')];
  const proofs = await kept.copy(async ({ db }) =>
    Promise.all([0, 255, 256, 599].map((place) => proveFact(db, ids[place] ?? ''))),
  );
  for (const [index, proof] of proofs.entries()) {
    if (typeof proof === 'string') throw new Error(proof);
    writeFileSync(path(`proof-${index}`), proofText(proof));
    const args = [...key, '-export', path('bare'), '-checkpoint', path('old')];
    const { stdout, stderr } = run(tool, [...args, '-proof', path(`proof-${index}`)]);
    expect(stdout + stderr).toMatch(/^right: 600 entries, root /);
  }
  const text = readFileSync(path('proof-1'), 'utf8');
  writeFileSync(path('proof-wrong'), text.replace('index 255', 'index 254'));
  const args = [...key, '-export', path('bare'), '-proof', path('proof-wrong')];
  expect(run(tool, args)).toMatchObject({ status: 1 });

  const folder = spoilt('go-wrong', 'bare');
  const bundle = join(folder, 'tile/entries/001');
  const bytes = readFileSync(bundle);
  bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
  writeFileSync(bundle, bytes);
  const wrong = run(tool, [...key, '-export', folder]);
  expect(wrong.status).toBe(1);
  expect(wrong.stderr).toMatch(/another one was signed/);

  const anew = run(tool, [...key, '-export', path('anew'), '-checkpoint', path('old')]);
  expect(anew.status).toBe(1);
  expect(run(tool, [...key, '-export', path('anew')]).status).toBe(0);
});

test.skipIf(!hasGo)(
  'the checker that transparency.dev publishes finds the export right, and wrong',
  () => {
    const fsck = build('github.com/transparency-dev/tessera/cmd/fsck');
    // It ends with 0 either way, and with one worker it waits for ever once it has found a fault;
    // what it says counts.
    const check = (folder: string) =>
      run(fsck, [
        '-N=8',
        '--ui=false',
        `--storage_url=${pathToFileURL(folder).href}/`,
        `--public_key=${path('log.pub')}`,
      ]).stderr;
    expect(check(path('bare'))).toMatch(/Successfully fsck'd log with size 600/);
    const folder = spoilt('fsck-wrong', 'bare');
    const tile = join(folder, 'tile/0/000');
    const bytes = readFileSync(tile);
    bytes[77] = (bytes[77] ?? 0) ^ 1;
    writeFileSync(tile, bytes);
    const wrong = check(folder);
    expect(wrong).toMatch(/failed: tile\/0\/000/);
    expect(wrong).not.toMatch(/Successfully/);
  },
);
