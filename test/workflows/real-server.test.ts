import { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { incidentWorkflowId, laoSideWorkflowId } from '../../workflows/wire.ts';
import { CaseSystem } from '../support/case-system.ts';
import { REFERENCE } from '../support/office-play.ts';
import { carryRound } from '../support/lao-notices.ts';

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

async function counted(workflowId: string) {
  const handle = client.workflow.getHandle(workflowId);
  const { raw } = await handle.describe();
  const { events = [] } = await handle.fetchHistory();
  const timers = events?.filter((e) => e.timerStartedEventAttributes != null).length ?? 0;
  return {
    transitions: Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0),
    events: events?.length ?? 0,
    timers,
  };
}

async function status(workflowId: string): Promise<string> {
  return (await client.workflow.getHandle(workflowId).describe()).status.name;
}

/** The smallest whole case; `acts` counts what people did. */
async function wholeCase(): Promise<{ id: string; acts: number }> {
  const { id } = await system.report(`staff@${COMMUNE}`);
  let acts = 0;
  const does: CaseSystem['does'] = async (...args) => {
    acts += 1;
    await system.does(...args);
  };
  const approves: CaseSystem['approves'] = async (...args) => {
    acts += 1;
    await system.approves(...args);
  };
  const police = `case-officer@${POLICE}`;
  const to = { to: null, override: null };
  await does(id, `case-officer@${COMMUNE}`, 'propose-dispatch', to);
  await approves(id, `head@${COMMUNE}`, 'dispatch');
  await does(id, `clerk@${COMMUNE}`, 'dispatch', { number: '01', channel: 'courier' });
  await does(id, `duty-officer@${POLICE}`, 'acknowledge', {});
  await does(id, police, 'report-preliminary', { summary: 'Đang xác minh' });
  await does(id, police, 'propose-finding', {
    result: 'confirmed-no-damage',
    causes: ['carelessness'],
    circumstances: 'Để quên',
    responsible: null,
  });
  await approves(id, `head@${POLICE}`, 'finding');
  await does(id, police, 'propose-no-remedies', { reason: 'Không có hậu quả' });
  await approves(id, `head@${POLICE}`, 'no-remedies');
  await does(id, police, 'propose-closure', { lesson: 'Khóa tủ', summary: 'Đã tìm thấy' });
  await approves(id, `deputy-head@${POLICE}`, 'closure');
  return { id, acts };
}

test('a whole case costs the engine no more than its acts', async () => {
  const { id, acts } = await wholeCase();
  expect((await system.case(id)).ending).toBe('closed');
  const count = await counted(incidentWorkflowId(id));
  console.log(`${acts} acts, ${JSON.stringify(count)}`);
  expect(count.events).toBeLessThanOrEqual(8 + 6 * acts + 2 * count.timers);
  expect(count.transitions).toBeLessThanOrEqual(2 + 2 * acts);
  expect(await status(incidentWorkflowId(id))).toBe('COMPLETED');
});

test('two rounds with the Lao side are carried by a child of its own, and both end', async () => {
  const { id } = await system.report('staff@BKHCN', {
    kind: 'at-risk',
    references: [{ ...REFERENCE, origin: 'lao', exchange: 'received' }],
  });
  const desk = 'case-officer@BCA-A03';
  const to = { to: null, override: null };
  await system.does(id, 'case-officer@BKHCN', 'propose-dispatch', to);
  await system.approves(id, 'head@BKHCN', 'dispatch');
  await system.does(id, 'clerk@BKHCN', 'dispatch', { number: '1', channel: 'cipher' });
  await system.does(id, 'duty-officer@BCA-A03', 'acknowledge', {});
  const needed = { decision: 'needed', reason: 'Tin của phía Lào' } as const;
  await system.does(id, desk, 'propose-lao-decision', needed);
  await system.approves(id, 'head@BCA', 'lao-decision');
  await carryRound(system, id, 1);
  expect(await status(laoSideWorkflowId(id))).toBe('RUNNING');
  await system.does(id, desk, 'propose-finding', {
    result: 'not-confirmed',
    causes: ['unknown'],
    circumstances: 'Không bị xâm phạm',
    responsible: null,
  });
  await system.approves(id, 'head@BCA-A03', 'finding');
  await carryRound(system, id, 2);
  await system.does(id, desk, 'propose-closure', { lesson: 'Kiểm tra', summary: 'Xong' });
  await system.approves(id, 'head@BCA-A03', 'closure');
  expect((await system.case(id)).ending).toBe('not-confirmed');
  await client.workflow.getHandle(incidentWorkflowId(id)).result();
  await client.workflow.getHandle(laoSideWorkflowId(id)).result();
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
  const { id } = await wholeCase();
  const handle = client.workflow.getHandle(incidentWorkflowId(id));
  const text = JSON.stringify(await handle.fetchHistory(), (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  for (const word of ['add-document', 'propose-finding', 'UBX-02647', 'CAT-15', 'Khóa tủ']) {
    expect(text.includes(word)).toBe(false);
    expect(text.includes(Buffer.from(word).toString('latin1'))).toBe(false);
  }
});
