import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logSigner } from '../../records/log/checkpoint.ts';
import { leafHash, verifyConsistency, verifyInclusion } from '../../records/log/merkle.ts';
import { openCheckpoint, readCheckpoint } from '../../records/log/note.ts';
import { proofText, proveConsistency, proveFact } from '../../records/log/proof.ts';
import { LogBroken, latestCheckpoint, sequence } from '../../records/log/sequence.ts';
import { verifyDatabase } from '../../records/log/verify-database.ts';
import type { Copy, KeptRecord } from './log-copies.ts';
import { NOW, addFacts, keepRecord } from './log-copies.ts';

const SIZE = 23;
let kept: KeptRecord;
const factIds: string[] = [];

beforeAll(async () => {
  kept = await keepRecord(async (db, signer) => {
    for (const count of [1, 7, 8, 7]) {
      factIds.push(...(await addFacts(db, 'incident/1', count)));
      await sequence(db, signer, NOW);
    }
  });
});

afterAll(() => kept.stop());

const verdict = async ({ db }: Copy, notes: { note: string; from: string }[] = []) =>
  verifyDatabase(db, notes, kept.signer.verifiers);

const newest = async ({ db }: Copy) => (await latestCheckpoint(db)) ?? '';

test('every fact has its place in the log; every checkpoint speaks of what was there', async () => {
  await kept.copy(async (copy) => {
    expect(openCheckpoint(await newest(copy), kept.signer.verifiers).size).toBe(SIZE);
    const found = { size: SIZE, facts: SIZE, checkpoints: 4, waiting: 0, faults: [] };
    expect(await verdict(copy)).toMatchObject(found);
  });
});

test('a fact is proved by its path, and an earlier state by a proof of consistency', async () => {
  await kept.copy(async (copy) => {
    const proof = await proveFact(copy.db, factIds[11] ?? '');
    if (typeof proof === 'string') throw new Error(proof);
    const { root, size } = openCheckpoint(proof.checkpoint, kept.signer.verifiers);
    const { place, path, leaf } = proof;
    expect(verifyInclusion(leafHash(leaf), place, size, path, root)).toBe(true);
    expect(verifyInclusion(leafHash(leaf), place + 1, size, path, root)).toBe(false);
    const { rows } = await copy.db.query<{ note: string }>(
      'select note from log_checkpoints order by size',
    );
    for (const old of rows.map((row) => readCheckpoint(row.note))) {
      const steps = await proveConsistency(copy.db, old.size, size);
      expect(verifyConsistency(old, { size, root }, steps)).toBe(true);
      const other = { size: old.size, root: Buffer.alloc(32, 7) };
      expect(verifyConsistency(other, { size, root }, steps)).toBe(false);
    }
  });
});

test('a proof is written as standard tools read it', async () => {
  await kept.copy(async (copy) => {
    const proof = await proveFact(copy.db, factIds[0] ?? '');
    if (typeof proof === 'string') throw new Error(proof);
    const [head, extra, index, ...rest] = proofText(proof).split('\n');
    expect(head).toBe('c2sp.org/tlog-proof@v1');
    expect(Buffer.from(extra?.slice('extra '.length) ?? '', 'base64')).toEqual(proof.leaf);
    expect(index).toBe('index 0');
    expect(rest.slice(5).join('\n')).toBe(`\n${proof.checkpoint}`);
  });
});

test('a fact just recorded waits for its place; one that is unknown has none', async () => {
  await kept.copy(async (copy) => {
    const [id = ''] = await addFacts(copy.db, 'incident/2', 1);
    expect(await proveFact(copy.db, id)).toBe('waiting');
    expect(await proveFact(copy.db, '00000000-0000-4000-8000-000000000000')).toBe('unknown');
    expect(await proveFact(copy.db, 'no id at all')).toBe('unknown');
    expect(await verdict(copy)).toMatchObject({ size: SIZE, waiting: 1, faults: [] });
  });
});

test('the application cannot change or remove a fact, its leaf, or who read what', async () => {
  const tables = ['facts', 'log_leaves', 'log_sequence', 'log_nodes', 'log_checkpoints'];
  const app = new pg.Client({ connectionString: kept.appUrl });
  await app.connect();
  try {
    for (const table of [...tables, 'case_reads', 'documents']) {
      const { rows } = await app.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = $1::regclass and attnum = 2`,
        [table],
      );
      const column = rows[0]?.name ?? '';
      for (const sql of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
        `drop table ${table}`,
        `alter table ${table} disable trigger all`,
      ]) {
        await expect(app.query(sql), sql).rejects.toThrow(/permission denied|must be owner/);
      }
    }
  } finally {
    await app.end();
  }
});

test('many sequencers at once give each leaf one place', async () => {
  await kept.copy(async (copy) => {
    await addFacts(copy.db, 'incident/2', 40);
    const rounds = Array.from({ length: 6 }, () => sequence(copy.db, kept.signer, NOW, 10));
    let placed = (await Promise.all(rounds)).reduce((a, b) => a + b, 0);
    for (let n = 1; n > 0; placed += n) n = await sequence(copy.db, kept.signer, NOW, 10);
    expect(placed).toBe(40);
    expect(await verdict(copy)).toMatchObject({ size: SIZE + 40, waiting: 0, faults: [] });
  });
});

test('a sequencer that is lost after any of its statements leaves nothing half done', async () => {
  await kept.copy(async (copy) => {
    await addFacts(copy.db, 'incident/2', 5);
    let statements = 0;
    for (let lostAfter = 1; ; lostAfter += 1) {
      statements = 0;
      const lossy = {
        ...copy.db,
        transaction: <T>(work: (tx: Copy['db']) => Promise<T>) =>
          copy.db.transaction((tx) =>
            work({
              ...copy.db,
              query: async (text, values) => {
                const result = await tx.query(text, values);
                statements += 1;
                if (statements === lostAfter) throw new Error('lost');
                return result as never;
              },
            }),
          ),
      } as Copy['db'];
      const placed = await sequence(lossy, kept.signer, NOW).catch(() => -1);
      if (placed >= 0) {
        expect(placed).toBe(5);
        break;
      }
      expect(await verdict(copy)).toMatchObject({ size: SIZE, waiting: 5, faults: [] });
    }
    expect(statements).toBeGreaterThan(5);
    expect(await verdict(copy)).toMatchObject({ size: SIZE + 5, waiting: 0, faults: [] });
  });
});

test('what somebody did to the stored log is not signed over', async () => {
  const spoilt: readonly (readonly [string, RegExp])[] = [
    ["update log_nodes set hash = decode(repeat('00', 32), 'hex')", /not those that were signed/],
    ['delete from log_sequence where place = 22', /it has 22 entries, 23 were signed/],
    ['delete from log_checkpoints', /no checkpoint/],
    [`update log_checkpoints set note = replace(note, E'\\n23\\n', E'\\n24\\n')`, /not signed by/],
  ];
  for (const [sql, why] of spoilt) {
    await kept.copy(async (copy) => {
      await addFacts(copy.db, 'incident/2', 1);
      await copy.tamper(sql);
      const lost = sequence(copy.db, kept.signer, NOW);
      await expect(lost).rejects.toThrow(LogBroken);
      await expect(sequence(copy.db, kept.signer, NOW)).rejects.toThrow(why);
    });
  }
});

test('a new key continues the log only when the key file names the old one', async () => {
  await kept.copy(async (copy) => {
    await addFacts(copy.db, 'incident/2', 1);
    const file = join(kept.folder, 'renewed.json');
    const stranger = logSigner(file, kept.signer.name);
    await expect(sequence(copy.db, stranger, NOW)).rejects.toThrow(/key of the key file/);
    const key = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...key, previous: [kept.signer.verifier] }));
    const renewed = logSigner(file, kept.signer.name);
    expect(await sequence(copy.db, renewed, NOW)).toBe(1);
    const publicKeys = readFileSync(join(kept.folder, 'renewed.pub'), 'utf8');
    expect(publicKeys).toBe(`${renewed.verifier}\n${kept.signer.verifier}\n`);
    expect((await verifyDatabase(copy.db, [], publicKeys)).faults).toEqual([]);
    const { faults } = await verifyDatabase(copy.db, [], renewed.verifier);
    expect(faults.map((f) => f.fault)).toEqual(Array.from({ length: 4 }, () => 'not-signed'));
  });
});
