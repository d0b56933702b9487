import { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../records/database.ts';
import { incidentWorkflowId, laoSideWorkflowId } from '../../workflows/wire.ts';
import { CaseSystem } from '../support/case-system.ts';
import { costOf } from '../support/engine-cost.ts';
import {
  SIMPLEST_ACTS,
  TWO_APPROVALS_ACTS,
  exchangedCase,
  simplestCase,
  twoApprovals,
} from '../support/whole-cases.ts';

const COMMUNE = 'UBX-02647';
const POLICE = 'CAT-15';

let system: CaseSystem;
let client: Client;
beforeAll(async () => {
  system = await CaseSystem.start('real');
  const { connection, namespace, dataConverter } = system;
  client = new Client({ connection, namespace, dataConverter });
});
afterAll(() => system.stop());

const counted = (workflowId: string) => costOf(client, workflowId);

async function status(workflowId: string): Promise<string> {
  return (await client.workflow.getHandle(workflowId).describe()).status.name;
}

test('a whole case costs the engine no more than its acts', async () => {
  const id = await simplestCase(system);
  const acts = SIMPLEST_ACTS;
  expect((await system.case(id)).ending).toBe('closed');
  const count = await counted(incidentWorkflowId(id));
  console.log(`${acts} acts, ${JSON.stringify(count)}`);
  expect(count.events).toBeLessThanOrEqual(8 + 6 * acts + 2 * count.timers);
  expect(count.transitions).toBeLessThanOrEqual(2 + 2 * acts);
  expect(await status(incidentWorkflowId(id))).toBe('COMPLETED');
});

test('a case with two approvals stays far below what the engine may cost', async () => {
  const { db } = system.database as { db: { transaction: Database['transaction'] } };
  const { transaction } = db;
  let transactions = 0;
  db.transaction = (work) => {
    transactions += 1;
    return transaction(work);
  };
  let id: string;
  try {
    id = await twoApprovals(system);
  } finally {
    db.transaction = transaction;
  }
  expect((await system.case(id)).ending).toBe('not-confirmed');
  const count = await counted(incidentWorkflowId(id));
  console.log(`two approvals: ${JSON.stringify({ ...count, transactions })}`);
  expect(count.transitions).toBeLessThanOrEqual(20);
  expect(count.events).toBeLessThanOrEqual(60);
  // The report, its first look, and one transaction an act.
  expect(transactions).toBe(2 + TWO_APPROVALS_ACTS);
});

test('two rounds with the Lao side are carried by a child of its own, and both end', async () => {
  const id = await exchangedCase(system, async (underWay) => {
    expect(await status(laoSideWorkflowId(underWay))).toBe('RUNNING');
  });
  expect((await system.case(id)).ending).toBe('not-confirmed');
  await client.workflow.getHandle(incidentWorkflowId(id)).result();
  await client.workflow.getHandle(laoSideWorkflowId(id)).result();
});

test('of different acts under one key at once, one is done and no other said to be', async () => {
  const { id } = await system.report(`staff@${COMMUNE}`);
  const answers = await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      const title = `Ảnh ${i % 3}`;
      const data = {
        kind: 'evidence',
        title,
        sha256: String(i % 3).repeat(64),
        place: 'Tủ',
      } as const;
      const options = { key: 'một khóa', hash: title };
      const officer = `case-officer@${COMMUNE}`;
      return { title, answer: await system.try(id, officer, 'add-document', data, options) };
    }),
  );
  const { documents } = await system.case(id);
  expect(documents).toHaveLength(1);
  for (const { title, answer } of answers) {
    const done = title === documents[0]?.title;
    const result = done ? { kind: 'done' } : { code: 'IDEMPOTENCY_KEY_REUSED' };
    expect(answer, title).toMatchObject({ kind: 'answered', result });
  }
});

test('six hundred acts shed their history on the way, and each gets its answer', async () => {
  const { id } = await system.report(`staff@${COMMUNE}`);
  const one = async (i: number) => {
    const answer =
      i % 10 === 0
        ? await system.try(id, `case-officer@${COMMUNE}`, 'add-document', {
            kind: 'evidence',
            title: `Ảnh ${i}`,
            sha256: String(i).padStart(64, '0'),
            place: 'Tủ 2',
          })
        : await system.try(id, `duty-officer@${POLICE}`, 'acknowledge', {});
    return answer.kind === 'answered' ? answer.result.kind : answer.kind;
  };
  const answers: string[] = [];
  for (let from = 0; from < 600; from += 50) {
    const batch = Array.from({ length: 50 }, (_, i) => one(from + i));
    answers.push(...(await Promise.all(batch)));
  }
  expect(answers.filter((a) => a === 'done').length).toBe(60);
  expect(answers.filter((a) => a === 'refused').length).toBe(540);
  expect((await system.case(id)).documents.length).toBe(60);
  const { historyLength } = await client.workflow.getHandle(incidentWorkflowId(id)).describe();
  expect(historyLength).toBeLessThan(3_000);
});

test('nothing readable stands in the engine’s store', async () => {
  const id = await simplestCase(system);
  const handle = client.workflow.getHandle(incidentWorkflowId(id));
  const text = JSON.stringify(await handle.fetchHistory(), (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  for (const word of ['add-document', 'propose-finding', 'UBX-02647', 'CAT-15', 'Khóa tủ']) {
    expect(text.includes(word)).toBe(false);
    expect(text.includes(Buffer.from(word).toString('latin1'))).toBe(false);
  }
});
