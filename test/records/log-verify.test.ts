import { afterAll, beforeAll, expect, test } from 'vitest';
import { logSigner } from '../../records/log/checkpoint.ts';
import { signCheckpoint } from '../../records/log/note.ts';
import { latestCheckpoint, sequence } from '../../records/log/sequence.ts';
import { verifyDatabase } from '../../records/log/verify-database.ts';
import type { Copy, KeptRecord } from './log-copies.ts';
import { NOW, addFacts, keepRecord } from './log-copies.ts';

const SIZE = 300;
let kept: KeptRecord;
let ids: string[] = [];

beforeAll(async () => {
  kept = await keepRecord(async (db, signer) => {
    ids = [
      ...(await addFacts(db, 'incident/1', SIZE - 20)),
      ...(await addFacts(db, 'incident/2', 20)),
    ];
    while ((await sequence(db, signer, NOW, 70)) > 0);
  });
});

afterAll(() => kept.stop());

async function faultsAfter(
  sql: string,
  values: readonly unknown[] = [],
  more?: (copy: Copy) => Promise<void>,
) {
  return kept.copy(async (copy) => {
    await copy.tamper(sql, values);
    await more?.(copy);
    return (await verifyDatabase(copy.db, [], kept.signer.verifiers)).faults;
  });
}

test('a record that nobody touched is right', async () => {
  await kept.copy(async ({ db }) => {
    expect(await verifyDatabase(db, [], kept.signer.verifiers)).toMatchObject({
      size: SIZE,
      facts: SIZE,
      checkpoints: 5,
      faults: [],
      more: 0,
    });
  });
});

test('a fact whose words were changed is named with its place', async () => {
  const fact = ids[123] ?? '';
  const sql = `update facts set body = replace(body, 'Việc', 'Viêc') where id = $1`;
  expect(await faultsAfter(sql, [fact])).toEqual([{ fault: 'fact-changed', fact, place: 123 }]);
});

test('a fact that was removed is named, and so is one whose leaf went with it', async () => {
  const fact = ids[7] ?? '';
  const gap = { fault: 'stream-gap', stream: 'incident/1' };
  const gone = await faultsAfter('delete from facts where id = $1', [fact]);
  expect(gone).toEqual([{ fault: 'fact-missing', fact, place: 7 }, gap]);
  const traceless = await faultsAfter(
    `with l as (delete from log_leaves where fact_id = $1),
       s as (delete from log_sequence where fact_id = $1) delete from facts where id = $1`,
    [fact],
  );
  expect(traceless).toEqual([{ fault: 'entry-missing', place: 7 }, gap]);
});

test('a fact moved to another case, time or person is found by its own words', async () => {
  const fact = ids[12] ?? '';
  const moves: readonly (readonly [string, string])[] = [
    ['stream', `'incident/9'`],
    ['seq', '9999'],
    ['kind', `'acknowledged'`],
    ['happened_at', `happened_at - interval '1 day'`],
    ['recorded_at', `recorded_at + interval '1 millisecond'`],
    ['person_id', 'null'],
    ['office_id', `'another-office'`],
  ];
  for (const [column, value] of moves) {
    const faults = await faultsAfter(`update facts set ${column} = ${value} where id = $1`, [fact]);
    const others = faults.filter(({ fault }) => fault !== 'stream-gap');
    expect(others).toEqual([{ fault: 'fact-contradicted', fact, columns: column }]);
  }
});

test('a fact that was added behind the log’s back is found', async () => {
  const fact = '00000000-0000-4000-8000-000000000001';
  const faults = await faultsAfter(
    `insert into facts select $1, 'incident/9', 1, kind, happened_at, recorded_at, person_id,
       office_id, body, nonce from facts limit 1`,
    [fact],
  );
  expect(faults).toEqual([{ fault: 'fact-without-leaf', fact }]);
});

test('a fact that was kept from getting its place is found', async () => {
  await kept.copy(async (copy) => {
    const [fact = ''] = await addFacts(copy.db, 'incident/2', 1);
    await copy.db.query('delete from log_pending');
    const { faults } = await verifyDatabase(copy.db, [], kept.signer.verifiers);
    expect(faults).toEqual([{ fault: 'leaf-without-place', fact }]);
  });
});

test('a fact that was taken out before it got its place leaves a gap in its stream', async () => {
  await kept.copy(async (copy) => {
    const [fact = ''] = await addFacts(copy.db, 'incident/2', 2);
    await copy.tamper(
      `with p as (delete from log_pending where fact_id = $1),
         l as (delete from log_leaves where fact_id = $1) delete from facts where id = $1`,
      [fact],
    );
    await sequence(copy.db, kept.signer, NOW);
    const { faults } = await verifyDatabase(copy.db, [], kept.signer.verifiers);
    expect(faults).toEqual([{ fault: 'stream-gap', stream: 'incident/2' }]);
  });
});

test('two entries that changed places are found', async () => {
  const drop = 'alter table log_sequence drop constraint log_sequence_fact_id_key';
  const faults = await faultsAfter(drop, [], (copy) =>
    copy.tamper(
      `update log_sequence s set fact_id = o.fact_id from log_sequence o
       where (s.place, o.place) in ((40, 41), (41, 40))`,
    ),
  );
  expect(faults).toContainEqual({ fault: 'node-differs', level: 0, index: 40 });
  expect(faults).toContainEqual({
    fault: 'checkpoint-differs',
    from: 'log_checkpoints 70',
    size: 70,
  });
});

test('a stored hash that is not that of the entries is found, also one too many', async () => {
  const wrong = await faultsAfter(
    `update log_nodes set hash = sha256(hash) where level = 3 and index = 2`,
  );
  expect(wrong).toEqual([{ fault: 'node-differs', level: 3, index: 2 }]);
  const extra = await faultsAfter(
    `insert into log_nodes select 0, ${SIZE}, hash from log_nodes where level = 0 and index = 0`,
  );
  expect(extra).toEqual([{ fault: 'node-differs', level: 0, index: SIZE }]);
  const missing = await faultsAfter(`delete from log_nodes where level = 8`);
  expect(missing).toEqual([{ fault: 'node-differs', level: 8, index: 0 }]);
});

test('the end of the log cannot be cut off while its checkpoint is there', async () => {
  const cut = `delete from log_sequence where place >= 200`;
  const faults = await faultsAfter(cut);
  const ahead = (size: number) => ({
    fault: 'checkpoint-ahead',
    from: `log_checkpoints ${size}`,
    size,
    entries: 200,
  });
  for (const size of [210, 280, 300]) expect(faults).toContainEqual(ahead(size));
  expect(faults.filter(({ fault }) => fault === 'leaf-without-place')).toHaveLength(50);
});

test('entries that were never signed are found', async () => {
  const faults = await faultsAfter(`delete from log_checkpoints where size > 210`);
  expect(faults).toEqual([{ fault: 'entries-not-signed', size: 210, entries: SIZE }]);
});

test('a checkpoint that somebody else signed, or that was changed, is refused', async () => {
  const other = logSigner(`${kept.folder}/other.json`, kept.signer.name);
  const note = signCheckpoint({ origin: other.name, size: 1, root: Buffer.alloc(32) }, other);
  await kept.copy(async ({ db }) => {
    const newest = (await latestCheckpoint(db)) ?? '';
    const notes = [
      { note, from: 'another’s' },
      { note: newest.replace(`\n${SIZE}\n`, `\n${SIZE - 1}\n`), from: 'changed' },
      { note: 'no note', from: 'nonsense' },
    ];
    const { faults } = await verifyDatabase(db, notes, kept.signer.verifiers);
    expect(faults).toEqual([
      { fault: 'not-signed', from: 'another’s' },
      { fault: 'wrong-signature', from: 'changed' },
      { fault: 'not-a-checkpoint', from: 'nonsense' },
    ]);
  });
});

test('a record that its owner wrote anew and signed fails against an old checkpoint', async () => {
  const old = await kept.copy(async ({ db }) => (await latestCheckpoint(db)) ?? '');
  await kept.copy(async (copy) => {
    await copy.tamper('truncate facts, log_nodes, log_checkpoints cascade');
    await addFacts(copy.db, 'incident/1', SIZE, (index) => ({ what: `Việc khác ${index}` }));
    await sequence(copy.db, kept.signer, NOW);
    const alone = await verifyDatabase(copy.db, [], kept.signer.verifiers);
    expect(alone).toMatchObject({ size: SIZE, faults: [] });
    const { faults } = await verifyDatabase(
      copy.db,
      [{ note: old, from: 'biên bản.txt' }],
      kept.signer.verifiers,
    );
    expect(faults).toEqual([{ fault: 'checkpoint-differs', from: 'biên bản.txt', size: SIZE }]);
  });
});

test('a record that was cut back and continued fails against an old checkpoint', async () => {
  const old = await kept.copy(async ({ db }) => (await latestCheckpoint(db)) ?? '');
  await kept.copy(async (copy) => {
    await copy.tamper('truncate facts, log_nodes, log_checkpoints cascade');
    await addFacts(copy.db, 'incident/1', 5);
    await sequence(copy.db, kept.signer, NOW);
    const { faults } = await verifyDatabase(
      copy.db,
      [{ note: old, from: 'old' }],
      kept.signer.verifiers,
    );
    expect(faults).toEqual([{ fault: 'checkpoint-ahead', from: 'old', size: SIZE, entries: 5 }]);
  });
});

test('of many faults the first of each kind are listed and the others counted', async () => {
  await kept.copy(async (copy) => {
    await copy.tamper(`update facts set body = replace(body, 'Việc', 'Viêc')`);
    const { faults, more } = await verifyDatabase(copy.db, [], kept.signer.verifiers);
    expect(faults).toHaveLength(50);
    expect(more).toBe(SIZE - 50);
  });
});

test('facts that are recorded while the log is verified are no fault', async () => {
  await kept.copy(async ({ db }) => {
    let going = true;
    const work = (async () => {
      while (going) {
        await addFacts(db, 'incident/3', 3);
        await sequence(db, kept.signer, NOW);
      }
    })();
    for (let round = 0; round < 5; round += 1) {
      expect((await verifyDatabase(db, [], kept.signer.verifiers)).faults).toEqual([]);
    }
    going = false;
    await work;
  });
});
