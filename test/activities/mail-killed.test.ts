import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { HOUR, plus } from '../../domain/time/instant.ts';
import { insertNotices } from '../../records/notices.ts';
import type { Edge, PointName } from '../kills/points.ts';
import { pointsBy } from '../kills/points.ts';
import { noteRole, openOrders, order, strike } from '../kills/victims.ts';
import { MONDAY, ask, batchOf, fillOfficeOfNotices, somebody } from '../records/notices-office.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { startTestDatabase } from '../support/postgres.ts';
import type { MailServer } from './mail-server.ts';
import { startMailServer } from './mail-server.ts';

const inKills = (name: string): URL => new URL(`../kills/${name}.ts`, import.meta.url);
const PROGRAM = ['--import', inKills('mortal').href, fileURLToPath(inKills('deliverer'))];
const LATER = [plus(MONDAY, 2 * HOUR), plus(MONDAY, 48 * HOUR), plus(MONDAY, 60 * HOUR)];

const data = mkdtempSync(join(tmpdir(), 'homat-mail-killed-'));
let test: TestDatabase;
let server: MailServer;

beforeAll(async () => {
  test = await startTestDatabase();
  await fillOfficeOfNotices(test.db);
  for (const holding of ['UBX-1:head', 'UBX-1:deputy-head', 'CAT-15:head', 'BCA-A03:head']) {
    await somebody(test.db, holding.replace(':', '-').toLowerCase(), [holding]);
  }
  server = await startMailServer();
});

afterEach(async () => {
  server.heard.length = 0;
  server.onLetter = null;
  await test.db.query(`update notices set state = 'dropped', next_attempt = null, seen_due = null`);
});

afterAll(async () => {
  await server.stop();
  await test.stop();
  rmSync(data, { recursive: true, force: true });
});

/** Urgent letters, a digest of two, a warning for later; nobody opens the urgent ones. */
async function write(): Promise<string> {
  const heads = { office: 'UBX-1', capacities: ['head', 'deputy-head'] } as const;
  const batch = batchOf([
    ask('report-to-send', heads),
    ask('case-ended', heads, { urgent: false }),
    ask('case-acknowledged', heads, { urgent: false }),
    ask('clock-warning', heads, { at: plus(MONDAY, HOUR), clock: 'verify#1' }),
  ]);
  await test.db.transaction((tx) => insertNotices(tx, batch));
  return batch.caseId ?? '';
}

/** Sends everything, by as many processes as it takes; how many were killed. */
async function deliver(): Promise<number> {
  for (let killed = 0; ; killed += 1) {
    const args = [...PROGRAM, test.appUrl, server.url, MONDAY, ...LATER];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, HOMAT_DATA: data },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    noteRole(data, 'worker', child.pid ?? 0);
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (code === 0) return killed;
    expect([code, signal]).toEqual([null, 'SIGKILL']);
  }
}

/** What the record says of the letters of a case in the end, but for the doubts on the way. */
async function letters(caseId: string): Promise<unknown[]> {
  const { rows } = await test.db.query(
    `select n.kind, n.address, n.office_id, n.state, n.escalations,
       n.digest_id is not null as digest, array_agg(f.kind order by f.kind)
         filter (where f.kind <> 'notice-ambiguous') as facts
     from notices n left join facts f on f.stream = 'notice/' || n.id
     where n.case_id = $1 group by n.id order by 1, 2, 3`,
    [caseId],
  );
  return rows;
}

/** Every letter that was heard, once, with how often it came beyond that. */
function heard(): { letters: string[]; again: number } {
  const ids = new Map(server.heard.map(({ messageId, to }) => [messageId, to.join()]));
  return { letters: [...ids.values()].sort(), again: server.heard.length - ids.size };
}

/** Plays one office's letters, and says how they came and who died on the way. */
async function played() {
  const caseId = await write();
  const killed = await deliver();
  const came = { record: await letters(caseId), heard: heard().letters };
  return { came, killed, again: heard().again };
}

let undisturbed: Awaited<ReturnType<typeof played>>;
beforeAll(async () => {
  undisturbed = await played();
});

it('undisturbed, every letter goes out once, and what nobody sees goes one office higher', () => {
  const { came, killed, again } = undisturbed;
  expect([killed, again]).toEqual([0, 0]);
  expect(came.heard.length).toBeGreaterThan(8);
  expect(came.record).toContainEqual(expect.objectContaining({ kind: 'notice-not-seen' }));
  expect(came.record).toContainEqual(expect.objectContaining({ digest: true, state: 'sent' }));
  expect(came.record).toContainEqual(expect.objectContaining({ state: 'addressed' }));
});

// What may have arrived before nobody could say so comes once more, under the same Message-ID.
const DEATHS: readonly [PointName, Edge, again: number][] = [
  ['letter-claimed', 'before', 0],
  ['letter-claimed', 'after', 0],
  ['letter-recorded', 'before', 1],
  ['letter-recorded', 'after', 0],
  ['warning-addressed', 'before', 0],
  ['warning-addressed', 'after', 0],
  ['not-seen-told', 'before', 0],
  ['not-seen-told', 'after', 0],
];

it.each(DEATHS)('killed at %s, %s its commit: no letter is lost', async (point, edge, again) => {
  order(data, point, edge, 'worker');
  const { came, ...rest } = await played();
  expect(openOrders(data)).toEqual([]);
  expect(rest).toEqual({ killed: 1, again });
  expect(came).toEqual(undisturbed.came);
});

it.each(['before', 'after'] as const)(
  'killed once more while it doubts what it left in hand, %s its commit: no letter is lost',
  async (edge) => {
    order(data, 'letter-claimed', 'after', 'worker');
    order(data, 'letter-doubted', edge, 'worker');
    const { came, ...rest } = await played();
    expect(openOrders(data)).toEqual([]);
    expect(rest).toEqual({ killed: 2, again: 0 });
    expect(came).toEqual(undisturbed.came);
  },
);

it('every commit point of the deliverer is in the list above', () => {
  const listed = new Set([...DEATHS.map(([point]) => point), 'letter-doubted']);
  expect([...listed].sort()).toEqual(pointsBy('deliverer').sort());
});

it('killed when a letter is on the line, before the server answers its final dot', async () => {
  server.onLetter = () => {
    server.onLetter = null;
    strike(data, 'worker');
  };
  const { came, ...rest } = await played();
  expect(rest).toEqual({ killed: 1, again: 1 });
  expect(came).toEqual(undisturbed.came);
});
