import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Act, ActData, ActKind } from '../domain/incident/act.ts';
import { plus } from '../domain/time/instant.ts';
import { loadCase } from '../records/cases.ts';
import { takeIntake } from '../records/intake.ts';
import { MACHINE_CLOCK } from '../worker/clock.ts';
import { HANDLE_INCIDENT } from '../workflows/wire.ts';
import type { ProcessorTime } from './measures.ts';
import { figure, overAll, processorFigure, processorSince, quantile } from './measures.ts';
import type { BenchPeople } from './people.ts';
import { costsByType } from './processes.ts';
import type { BenchSystem } from './system.ts';

const COMMUNE = 'UBX-02647';
const POLICE = 'CAT-15';
/** What people do in one incident with two approvals, beside reporting it. */
const ACTS = 7;

const ROUNDS = 7;
const A_ROUND = 40;
const AT_ONCE = 10;

/**
 * Incidents with two approvals and no Lao branch, told past the head, against bare Temporal with as
 * many messages and activities that do nothing: round after round of each, so that whatever else
 * the machine does meets both. What counts is the ratio of the medians.
 */
export async function incidents(system: BenchSystem, people: BenchPeople): Promise<void> {
  await people.make(system.db, [
    `staff@${COMMUNE}`,
    `duty-officer@${POLICE}`,
    `case-officer@${POLICE}`,
    `head@${POLICE}`,
  ]);
  const stopBare = await system.startBare();
  const count = Array.from({ length: A_ROUND }, (_, i) => i);
  const rates = { ours: [] as number[], bare: [] as number[] };
  const used = { ours: [] as ProcessorTime[], bare: [] as ProcessorTime[] };
  try {
    // Both are warm before anything is counted.
    await overAll('warming up', count.slice(0, 10), AT_ONCE, () => ours(system, people));
    await overAll('warming up', count.slice(0, 10), AT_ONCE, () => bare(system));
    const before = await system.counts();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [who, one] of [
        ['ours', () => ours(system, people)],
        ['bare', () => bare(system)],
      ] as const) {
        const quiet = system.processorTime();
        const began = performance.now();
        await overAll(who, count, AT_ONCE, one);
        rates[who].push(A_ROUND / ((performance.now() - began) / 1_000));
        used[who].push(processorSince(quiet, system.processorTime()));
      }
    }
    const after = await system.counts();
    const all = ROUNDS * A_ROUND;
    const [mine, theirs] = [quantile(rates.ours, 0.5), quantile(rates.bare, 0.5)];
    figure('incidents with two approvals, rounds of each', `${all}, ${ROUNDS}`);
    figure('  incidents/s, ours / bare Temporal (medians)', `${two(mine)} / ${two(theirs)}`);
    figure('  ours ÷ bare', two(mine / theirs));
    processorFigure(used.ours, all, ', ours');
    processorFigure(used.bare, all, ', bare');
    // One more is the intake, which the API does.
    figure('  our transactions an incident', (after.transactions - before.transactions) / all + 1);
    figure('  our statements an incident', (after.statements - before.statements) / all);
  } finally {
    await stopBare();
  }
  const costs = await costsByType(system.client);
  for (const [name, type] of [
    ['ours', HANDLE_INCIDENT],
    ['bare', 'bareIncident'],
  ] as const) {
    const cost = costs.get(type);
    if (cost === undefined) throw new Error(`No ${type} is listed`);
    const { events, transitions, processes } = cost;
    const each = `${two(events / processes)} / ${two(transitions / processes)}`;
    figure(`  events / transitions an incident, ${name}`, each);
  }
}

const two = (value: number): string => value.toFixed(2);

async function ours({ db, engine }: BenchSystem, people: BenchPeople): Promise<void> {
  const reporter = people.actor('staff', COMMUNE);
  const now = MACHINE_CLOCK.now();
  const receipt = await db.transaction((tx) =>
    takeIntake(tx, {
      id: randomUUID(),
      personId: reporter.person,
      officeId: reporter.office,
      capacity: reporter.capacity,
      key: randomUUID(),
      requestHash: 'report',
      body: { ...REPORT, discoveredAt: plus(now, -600_000) },
      receivedAt: now,
      drill: false,
    }),
  );
  if (receipt === 'KEY_REUSED') throw new Error(receipt);
  const { id } = receipt;
  await engine.begin(id, 'incident');
  // As whoever acts on a case has seen it first.
  while ((await loadCase(db, id)) === null) await pause(5);

  const does = async <K extends ActKind>(
    capacity: 'duty-officer' | 'case-officer' | 'head',
    kind: K,
    data: ActData[K],
  ): Promise<void> => {
    const act = { kind, data } as unknown as Act;
    const actor = people.actor(capacity, POLICE);
    const request = { caseId: id, process: 'incident', key: randomUUID(), actor, act } as const;
    const answer = await engine.act({ ...request, requestHash: kind });
    if (answer.kind === 'answered' && answer.result.kind === 'done') return;
    throw new Error(`${kind}: ${JSON.stringify(answer)}`);
  };
  const approve = async (kind: string): Promise<void> => {
    const proposal = (await loadCase(db, id))?.proposals.findLast((p) => p.content.kind === kind);
    const data = { proposal: proposal?.id ?? '', checksum: proposal?.checksum ?? '' };
    await does('head', 'approve', data);
  };
  await does('duty-officer', 'acknowledge', {});
  await does('case-officer', 'contain', { what: 'Niêm phong tủ', doneAt: now });
  await does('case-officer', 'report-preliminary', { summary: 'Đang xác minh' });
  await does('case-officer', 'propose-finding', {
    result: 'not-confirmed',
    causes: ['unknown'],
    circumstances: 'Tìm thấy trong tủ khác',
    responsible: null,
  });
  await approve('finding');
  await does('case-officer', 'propose-closure', { lesson: 'Ghi sổ', summary: 'Không có' });
  await approve('closure');
}

async function bare({ client }: BenchSystem): Promise<void> {
  const handle = await client.workflow.start('bareIncident', {
    workflowId: `bare/${randomUUID()}`,
    taskQueue: 'bare',
    args: [{ acts: ACTS }],
  });
  for (let i = 0; i < ACTS; i += 1) {
    await handle.executeUpdate('act', { args: [{ key: randomUUID(), act: REPORT }] });
  }
}

const REPORT = {
  kind: 'lost',
  words: 'Không thấy tài liệu trong tủ',
  references: [
    {
      number: '12/BC-UBND',
      date: null,
      issuingBody: 'UBND phường',
      issuingOffice: null,
      level: 'mat',
      form: 'paper',
      holder: 'Tủ hồ sơ',
      origin: 'vietnamese',
      exchange: 'not-exchanged',
      abstract: null,
      register: null,
    },
  ],
  bypass: true,
  reportedFor: null,
  managingOffice: null,
  attested: true,
} as const;
