import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoAccount } from '../../client/cli/places.ts';
import { ServerWorld } from '../../client/cli/scenario/server-world.ts';
import type { Database } from '../../records/database.ts';
import { openDatabase } from '../../records/database.ts';
import { listLetters } from '../../records/letters.ts';
import { freePort } from '../../worker/servers/child.ts';
import type { Death } from '../kills/plays.ts';
import { play } from '../kills/plays.ts';
import { pointsBy } from '../kills/points.ts';
import type { CaseRecord } from '../kills/record.ts';
import { recordOf, sentLetters, until } from '../kills/record.ts';
import { noteRole, openOrders, order } from '../kills/victims.ts';
import { Installation } from '../support/installation.ts';
import { REFERENCE } from '../support/office-play.ts';

const SCENARIO = 'examples/lao-exchange.yaml';
const MORTAL = new URL('../kills/mortal.ts', import.meta.url).href;

/** At each of these every role dies at once, and the servers are left behind. */
const DEATHS: readonly Death[] = [
  ['report', 'letter-recorded', 'before', 'up'],
  ['dispatch', 'act-decided', 'before', 'up'],
  ['approve lao-decision', 'act-decided', 'after', 'up'],
];

let place: Installation;
let url: string;
let undisturbed: CaseRecord;
let stopping = false;
let deaths = 0;

beforeAll(async () => {
  const port = await freePort();
  place = new Installation({ HOMAT_PORT: String(port) }, ['--import', MORTAL]);
  url = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  stopping = true;
  await place.remove();
});

/** Starts it again and again until it stays up; then whenever it has died. */
async function keepUp(): Promise<void> {
  for (let ready = false; !ready;) {
    const starting = place.up();
    noteRole(place.data, 'up', place.pid);
    ready = await starting.then(
      () => true,
      () => false,
    );
    if (!ready) deaths += 1;
    if (deaths > 20) throw new Error(`It does not come up: ${place.output}`);
  }
  void place.ended().then(() => {
    if (stopping) return;
    deaths += 1;
    return keepUp();
  });
}

async function stopInOrder(): Promise<void> {
  stopping = true;
  await place.down();
  stopping = false;
}

describe('a first start that is killed at every step', () => {
  it('comes up in the end, with all that the directory has', async () => {
    const points = pointsBy('up').filter((point) => point !== 'engine-filled');
    for (const point of points) {
      order(place.data, point, 'before', 'up');
      order(place.data, point, 'after', 'up');
    }
    await keepUp();
    expect([openOrders(place.data), deaths]).toEqual([[], 2 * points.length]);
    await withDatabase(async (db) => {
      const { rows } = await db.query<{ offices: number; people: number }>(
        `select (select count(*) from offices) as offices,
           (select count(*) from people) as people`,
      );
      expect(rows[0]?.offices).toBeGreaterThan(3_000);
      expect(rows[0]?.people).toBe(accounts().length);
    });
  });

  it('lets the people of its file sign in and work', async () => {
    const number = await play({ data: place.data, world: world() }, SCENARIO);
    undisturbed = await withDatabase((db) => recordOf(db, number));
    expect(undisturbed.facts.length).toBeGreaterThan(15);
  });
});

describe('everything of one machine, killed in the middle', () => {
  it('comes to the same record and the same letters', async () => {
    deaths = 0;
    const number = await play({ data: place.data, world: world() }, SCENARIO, DEATHS);
    await until(async () => openOrders(place.data).length === 0 && (await isReady()));
    await withDatabase(async (db) => {
      expect(await recordOf(db, number)).toEqual(undisturbed);
      const heard = await messageIds();
      for (const { messageId, doubts, copies } of await sentLetters(db, number, heard)) {
        expect(copies, messageId).toBeGreaterThan(0);
        expect(copies, messageId).toBeLessThanOrEqual(1 + doubts);
      }
    });
    expect(deaths).toBe(DEATHS.length);
  }, 240_000);

  it('waits for every clock again when the engine’s store is gone', async () => {
    const leader = 'head@BCA';
    const soon = { kind: 'at-once', amount: 0.004 };
    await world().setRule(leader, 'report-to-police', soon, 'Chạy thử');
    const came = await world().report('staff@UBX-02647', {
      kind: 'lost',
      discoveredAt: new Date().toISOString(),
      words: 'Không thấy sổ đăng ký',
      references: [REFERENCE],
      bypass: false,
      reportedFor: null,
      managingOffice: null,
      attested: true,
    });
    const number = 'done' in came ? came.done : '';
    await expect.poll(() => factsOf(number)).toContain('clock-started');
    expect(await factsOf(number)).not.toContain('clock-lapsed');
    await stopInOrder();
    const store = join(place.data, 'temporal');
    for (const file of readdirSync(store)) rmSync(join(store, file));
    deaths = 0;
    order(place.data, 'engine-filled', 'before', 'up');
    order(place.data, 'engine-filled', 'after', 'up');
    await keepUp();
    expect([openOrders(place.data), deaths]).toEqual([[], 2]);
    // Nobody acts and nobody looks: the process itself waits.
    await expect.poll(() => factsOf(number), { timeout: 30_000 }).toContain('clock-lapsed');
  });

  it('is ready again within ten seconds of an orderly stop', async () => {
    const took: number[] = [];
    // A machine that is busy with something else may need another try.
    for (let tries = 0; tries < 3 && !took.some((ms) => ms < 10_000); tries += 1) {
      await stopInOrder();
      took.push(await place.up());
    }
    expect(Math.min(...took)).toBeLessThan(10_000);
  });
});

/** Of every letter that lies in the sink, once for each copy. */
async function messageIds(): Promise<string[]> {
  const letters = await listLetters(join(place.data, 'mail'));
  return letters.flatMap(({ messageId, copies }) => Array<string>(copies).fill(messageId));
}

const world = () => new ServerWorld({ url, language: 'vi', accounts: accounts() });

/** Up again, after its last death. */
async function isReady(): Promise<boolean> {
  const answer = await fetch(`${url}/health/ready`).catch(() => null);
  return deaths === DEATHS.length && answer?.ok === true;
}

function accounts(): DemoAccount[] {
  const text = readFileSync(join(place.data, 'demo-accounts.json'), 'utf8');
  return JSON.parse(text) as DemoAccount[];
}

async function factsOf(number: string): Promise<string[]> {
  return withDatabase(async (db) => {
    const { rows } = await db.query<{ kind: string }>(
      `select f.kind from facts f join cases c on f.stream = 'incident/' || c.id
       where c.number = $1 order by f.seq`,
      [number],
    );
    return rows.map((row) => row.kind);
  });
}

/** The database is at another port after each start. */
async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const secrets = readFileSync(join(place.data, 'keys', 'database.json'), 'utf8');
  const pidFile = join(place.data, 'postgres', 'data', 'postmaster.pid');
  const port = readFileSync(pidFile, 'utf8').split('\n')[3];
  const { app } = JSON.parse(secrets) as { app: string };
  const db = openDatabase(`postgresql://homat_app:${app}@127.0.0.1:${port}/homat`);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
