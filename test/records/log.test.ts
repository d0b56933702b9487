import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../domain/time/instant.ts';
import { appendFacts } from '../../records/facts.ts';
import { logSigner, openCheckpoint, signCheckpoint } from '../../records/log/checkpoint.ts';
import {
  entriesOf,
  exportLog,
  exportedCheckpoint,
  exportedEntries,
  factsWithoutLeaf,
  proveFact,
} from '../../records/log/reading.ts';
import { leafHash, verifyInclusion } from '../../records/log/merkle.ts';
import { latestCheckpoint, sequence } from '../../records/log/sequence.ts';
import { verifyLog } from '../../records/log/verify.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';

const NOW = instantOf(Date.parse('2026-03-02T02:00:00Z'));
const folder = mkdtempSync(join(tmpdir(), 'homat-log-'));
const signer = logSigner(join(folder, 'log.json'), 'ho-mat.example/test');
let database: TestDatabase;
let factIds: string[] = [];

beforeAll(async () => {
  database = await startTestDatabase();
  factIds = Array.from({ length: 23 }, () => randomUUID());
  for (const [index, id] of factIds.entries()) {
    await database.db.transaction((tx) =>
      appendFacts(tx, [
        {
          id,
          stream: 'incident/1',
          seq: index + 1,
          kind: 'contained',
          happenedAt: NOW,
          recordedAt: NOW,
          actor: { kind: 'process' },
          basis: null,
          data: { what: `Việc ${index}` },
        },
      ]),
    );
    if (index % 7 === 0) await sequence(database.db, signer, NOW);
  }
  while ((await sequence(database.db, signer, NOW)) > 0);
});

afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true });
});

async function verdict(checkpoints: { note: string; from: string }[]) {
  return verifyLog(entriesOf(database.db), checkpoints, signer.verifier);
}

test('every fact has its place in the log, and the newest checkpoint speaks of all of them', async () => {
  const note = (await latestCheckpoint(database.db)) ?? '';
  expect(openCheckpoint(note, signer.verifier).size).toBe(23);
  expect(await verdict([{ note, from: 'newest' }])).toMatchObject({
    size: 23,
    facts: 23,
    faults: [],
  });
  expect(await factsWithoutLeaf(database.db)).toEqual([]);
});

test('a fact is proved by its path alone', async () => {
  const id = factIds[11] ?? '';
  const proof = await proveFact(database.db, id);
  const { rows } = await database.db.query<{ leaf: Buffer }>(
    'select leaf from log_leaves where fact_id = $1',
    [id],
  );
  const root = openCheckpoint(proof?.checkpoint ?? '', signer.verifier).root;
  const path = (proof?.path ?? []).map((hash) => Buffer.from(hash, 'base64'));
  const hash = leafHash(rows[0]?.leaf ?? Buffer.alloc(0));
  expect(verifyInclusion(hash, proof?.place ?? -1, proof?.size ?? 0, path, root)).toBe(true);
});

test('the application cannot change or remove a fact or its leaf', async () => {
  const app = new pg.Client({ connectionString: database.appUrl });
  await app.connect();
  try {
    for (const table of ['facts', 'log_leaves', 'log_sequence', 'log_nodes', 'log_checkpoints']) {
      await expect(app.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
      await expect(app.query(`truncate ${table}`)).rejects.toThrow(/permission denied/);
    }
    await expect(app.query(`update facts set body = ''`)).rejects.toThrow(/permission denied/);
    await expect(app.query(`update log_leaves set leaf = ''`)).rejects.toThrow(/permission denied/);
  } finally {
    await app.end();
  }
});

test('an export is checked without the database', async () => {
  const out = join(folder, 'export');
  expect(await exportLog(database.db, out, { facts: true })).toBe(23);
  const checkpoints = [{ note: exportedCheckpoint(out), from: 'export' }];
  const right = await verifyLog(exportedEntries(out), checkpoints, signer.verifier);
  expect(right.faults).toEqual([]);
  const file = join(out, 'entries.ndjson');
  writeFileSync(file, readFileSync(file, 'utf8').replace('Việc 5', 'Việc 6'));
  const wrong = await verifyLog(exportedEntries(out), checkpoints, signer.verifier);
  expect(wrong.faults).toEqual([`fact ${factIds[5]} was changed`]);
});

test('a checkpoint that somebody else signed is refused', async () => {
  const other = logSigner(join(folder, 'other.json'), 'ho-mat.example/test');
  const note = signCheckpoint({ origin: other.name, size: 1, root: Buffer.alloc(32) }, other);
  const { faults } = await verdict([{ note, from: 'forged' }]);
  expect(faults).toEqual(['forged: The signature of the checkpoint is wrong']);
});

test('a record that its owner rewrote and signed anew fails against an old checkpoint', async () => {
  const old = (await latestCheckpoint(database.db)) ?? '';
  const rewritten = await startTestDatabase();
  try {
    await rewritten.db.transaction((tx) =>
      appendFacts(
        tx,
        factIds.map((id, index) => ({
          id,
          stream: 'incident/1',
          seq: index + 1,
          kind: 'contained',
          happenedAt: NOW,
          recordedAt: NOW,
          actor: { kind: 'process' as const },
          basis: null,
          data: { what: 'Việc khác' },
        })),
      ),
    );
    await sequence(rewritten.db, signer, NOW);
    const fresh = (await latestCheckpoint(rewritten.db)) ?? '';
    const { faults } = await verifyLog(
      entriesOf(rewritten.db),
      [
        { note: fresh, from: 'new' },
        { note: old, from: 'old' },
      ],
      signer.verifier,
    );
    expect(faults).toEqual(['old: the first 23 entries are not those that were signed']);
  } finally {
    await rewritten.stop();
  }
});

test('two sequencers at once give each leaf one place', async () => {
  const before = openCheckpoint((await latestCheckpoint(database.db)) ?? '', signer.verifier).size;
  const ids = Array.from({ length: 40 }, () => randomUUID());
  await database.db.transaction((tx) =>
    appendFacts(
      tx,
      ids.map((id, index) => ({
        id,
        stream: 'incident/2',
        seq: index + 1,
        kind: 'contained',
        happenedAt: NOW,
        recordedAt: NOW,
        actor: { kind: 'process' as const },
        basis: null,
        data: { index },
      })),
    ),
  );
  const rounds = Array.from({ length: 6 }, () => sequence(database.db, signer, NOW, 10));
  const placed = (await Promise.all(rounds)).reduce((a, b) => a + b, 0);
  let rest = 0;
  for (let n = 1; n > 0; rest += n) n = await sequence(database.db, signer, NOW);
  expect(placed + rest).toBe(40);
  const note = (await latestCheckpoint(database.db)) ?? '';
  expect(openCheckpoint(note, signer.verifier).size).toBe(before + 40);
  expect((await verdict([{ note, from: 'newest' }])).faults).toEqual([]);
});
