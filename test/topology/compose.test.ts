import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoAccount } from '../../client/cli/places.ts';
import type { Scenario } from '../../client/cli/scenario/format.ts';
import { isPlanStep, isReportStep, readScenario } from '../../client/cli/scenario/format.ts';
import { ScenarioPlay } from '../../client/cli/scenario/play.ts';
import { ServerWorld } from '../../client/cli/scenario/server-world.ts';
import type { MailSink } from '../../worker/mail-sink.ts';
import { startMailSink } from '../../worker/mail-sink.ts';
import { temporalBinaries } from './binaries.ts';
import { readCompose } from './compose-file.ts';
import type { ComposeRun, RunningService } from './compose-run.ts';
import { startCompose } from './compose-run.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/lost-paper.yaml', import.meta.url));
const JOBS = ['databases', 'record-schema', 'temporal-schema', 'temporal-namespace'];

const folder = mkdtempSync(join(tmpdir(), 'homat-compose-'));
const compose = readCompose({ HOMAT_DEMO: '1' });
let sink: MailSink;
let run: ComposeRun;
let owner: pg.Client | undefined;

beforeAll(async () => {
  const binaries = await temporalBinaries();
  sink = await startMailSink(join(folder, 'mail'));
  // The proxy is a program of its own; everything behind it is started.
  run = await startCompose(compose, {
    folder,
    binaries,
    secrets: { 'smtp-url': sink.url },
    without: ['proxy'],
  });
  owner = new pg.Client({ connectionString: secret('database-owner-url') });
  await owner.connect();
}, 900_000);

afterAll(async () => {
  await owner?.end();
  await (run as ComposeRun | undefined)?.stop();
  await sink.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

describe('the services of the compose file, started as processes', () => {
  it('come up in the order of the file, each of them well', async () => {
    expect(run.order.indexOf('postgres')).toBe(0);
    expect(workers()).toHaveLength(2);
    for (const name of ['postgres', 'temporal', 'worker', 'relay', 'api']) {
      expect(await run.isHealthy(name), name).toBe(true);
    }
    const health = await fetch(`${run.apiUrl}/health/ready`);
    expect([health.status, await health.json()]).toMatchObject([200, { ok: true }]);
  });

  it('carry a case to its end though one worker is killed and then the other', async () => {
    const undisturbed = await play(() => undefined);
    const [first, second] = workers() as [RunningService, RunningService];
    const disturbed = await play(async (step) => {
      if (step === 'propose-finding') await run.kill(first);
      if (step === 'plan-remedies') run.startAgain('worker');
      if (step === 'propose-closure') await run.kill(second);
    });
    expect(await factsOf(disturbed)).toEqual(await factsOf(undisturbed));
    expect(await lettersOf(disturbed)).toEqual(await lettersOf(undisturbed));
    expect(await factsOf(disturbed)).toEqual(
      expect.arrayContaining(['finding-approved', 'remedy-accepted', 'ended']),
    );
    expect((await lettersOf(disturbed)).length).toBeGreaterThan(10);
  }, 180_000);

  it('may run their jobs again: what is there stays as it is', async () => {
    const before = await countsOfWhatJobsMake();
    for (const job of JOBS) expect(await run.runAgain(job), job).toBe(0);
    expect(await countsOfWhatJobsMake()).toEqual(before);
  }, 120_000);

  it("keep the application from changing a fact and from Temporal's stores", async () => {
    const app = new pg.Client({ connectionString: secret('database-url') });
    await app.connect();
    for (const statement of ['update facts set kind = kind', 'delete from facts']) {
      await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    await app.end();
    const store = new URL(secret('database-url'));
    store.pathname = '/temporal';
    const intruder = new pg.Client({ connectionString: store.href });
    await expect(intruder.connect()).rejects.toMatchObject({ code: '42501' });
  });

  it('say nothing of any case in what Temporal keeps', async () => {
    const store = new URL(secret('database-owner-url'));
    store.pathname = '/temporal';
    const client = new pg.Client({ connectionString: store.href });
    await client.connect();
    const { rows } = await client.query<{ data: Buffer }>(
      `select data from history_node union all select data from executions
       union all select data from current_executions`,
    );
    await client.end();
    expect(rows.length).toBeGreaterThan(10);
    const all = Buffer.concat(rows.map((row) => row.data ?? Buffer.alloc(0))).toString('utf8');
    // The types of processes are plain, so that a plain word would be found.
    expect(all).toContain('handleIncident');
    for (const word of ['SC-20', 'tủ hồ sơ', 'propose-finding', 'UBX-02647', 'case-officer']) {
      expect(all, word).not.toContain(word);
    }
  });
});

function record(): pg.Client {
  if (owner === undefined) throw new Error('The record is not open');
  return owner;
}

const workers = () =>
  run.services.filter((s) => s.name === 'worker' && s.process.exitCode === null);

const secret = (name: string) => readFileSync(join(folder, 'secrets', name), 'utf8');

/** Plays the example; `before` may do something before each act. */
async function play(before: (act: string) => unknown): Promise<string> {
  const accounts = JSON.parse(
    readFileSync(join(folder, 'homat', 'demo-accounts.json'), 'utf8'),
  ) as DemoAccount[];
  const done: unknown[] = [];
  const world = new ServerWorld({ url: run.apiUrl, language: 'vi', accounts });
  const scenario = new ScenarioPlay(withoutLetters(readScenario(EXAMPLE)), world, {
    watch: ({ step }) => done.push(before('act' in step ? step.act : '')),
  });
  const number = await scenario.play();
  await Promise.all(done);
  return number;
}

/** Letters go to the office's own mail server here, which the API cannot read. */
function withoutLetters(scenario: Scenario): Scenario {
  const steps = scenario.steps.map(({ line, step }) => {
    if (!('expect' in step) || isReportStep(step) || isPlanStep(step)) return { line, step };
    const { told: _told, unseen: _unseen, ...expected } = step.expect;
    return { line, step: { ...step, expect: expected } };
  });
  return { ...scenario, steps };
}

/** Letters may leave meanwhile; what the jobs make does not grow. */
async function countsOfWhatJobsMake(): Promise<unknown> {
  const { rows } = await record().query(
    `select (select count(*)::int from offices) as offices,
       (select count(*)::int from people) as people,
       (select count(*)::int from migrations) as migrations,
       (select count(*)::int from facts where stream like 'incident/%') as facts`,
  );
  return rows;
}

async function factsOf(number: string): Promise<string[]> {
  const { rows } = await record().query<{ kind: string }>(
    `select f.kind from facts f join cases c on f.stream = 'incident/' || c.id
     where c.number = $1 order by f.seq`,
    [number],
  );
  return rows.map((row) => row.kind);
}

/** Kinds and receivers of a case's letters; the warnings that were dropped belong to them. */
async function lettersOf(number: string): Promise<string[]> {
  const { rows } = await record().query<{ letter: string }>(
    `select kind || ' ' || coalesce(office_id, '') || ' ' || coalesce(address, '') as letter
     from notices where number = $1 order by 1`,
    [number],
  );
  return rows.map((row) => row.letter);
}
