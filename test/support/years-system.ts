import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import type { Worker, WorkflowBundle } from '@temporalio/worker';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../client/engine.ts';
import { createEngine } from '../../client/engine.ts';
import type { Schedules } from '../../client/engine-schedules.ts';
import { createSchedules } from '../../client/engine-schedules.ts';
import { openYears } from '../../client/open-years.ts';
import { payloadKeys } from '../../config/keys.ts';
import type { Regime } from '../../domain/reporting/form.ts';
import type { RegimeRule } from '../../domain/reporting/regime.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { createStanding } from '../../records/standing.ts';
import { loadBrought } from '../../rules/load-brought.ts';
import { loadRouting } from '../../rules/load-offices.ts';
import { createDataConverter } from '../../secrecy/payload-codec.ts';
import { MACHINE_CLOCK } from '../../worker/clock.ts';
import type { Parts } from '../../worker/parts.ts';
import { bundleWorkflows, createCaseWorker } from '../../worker/roles/case-worker.ts';
import { seed } from '../../worker/seed.ts';
import type { TemporalServer } from '../../worker/servers/temporal-dev.ts';
import { startTemporalDev } from '../../worker/servers/temporal-dev.ts';
import { scheduleId, workflowId } from '../../workflows/wire.ts';
import type { TestDatabase } from './postgres.ts';
import { startTestDatabase } from './postgres.ts';

Runtime.install({ logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} } });

const NAMESPACE = 'ho-mat';

/** A record, and a real engine with a store on disk that can be stopped, started again and lost. */
export class YearsSystem {
  readonly database: TestDatabase;
  readonly #folder = mkdtempSync(join(tmpdir(), 'homat-years-'));
  readonly #converter = createDataConverter(
    payloadKeys(join(this.#folder, 'payload.json'), new Date(0)),
  );
  #server: TemporalServer | null = null;
  #connection: Connection | null = null;
  #native: NativeConnection | null = null;
  #worker: { worker: Worker; running: Promise<void> } | null = null;
  static #bundle: Promise<WorkflowBundle> | null = null;

  private constructor(database: TestDatabase) {
    this.database = database;
  }

  /** With the offices of the country, and a worker that carries cases by these regimes. */
  static async start(regimes: readonly RegimeRule[]): Promise<YearsSystem> {
    const system = new YearsSystem(await startTestDatabase());
    const now = MACHINE_CLOCK.now();
    await seed(system.database.db, { demo: false, dataFolder: system.#folder, now });
    await system.startEngine();
    await system.startWorker(regimes);
    return system;
  }

  async startEngine(): Promise<void> {
    const options = {
      binary: process.env['TEMPORAL_CLI_PATH'] ?? 'set by npm test',
      folder: this.#folder,
      namespace: NAMESPACE,
      logFile: join(this.#folder, 'temporal.log'),
    };
    this.#server = await startTemporalDev(options);
    this.#connection = await Connection.connect({ address: this.#server.address });
  }

  async stopEngine({ loseStore = false } = {}): Promise<void> {
    await this.stopWorker();
    await this.#connection?.close();
    await this.#server?.stop();
    [this.#server, this.#connection] = [null, null];
    if (!loseStore) return;
    const store = readdirSync(this.#folder).filter((name) => name.includes('.db'));
    if (store.length === 0) throw new Error('There is no store to be lost');
    for (const file of store) rmSync(join(this.#folder, file));
  }

  get #parts() {
    if (this.#connection === null) throw new Error('The engine is not running');
    return { connection: this.#connection, namespace: NAMESPACE, dataConverter: this.#converter };
  }

  get client(): Client {
    return new Client(this.#parts);
  }

  get engine(): Engine {
    return createEngine(this.#parts);
  }

  /** The schedules as one process of the product sees them; each call makes another process. */
  process(): Schedules {
    return createSchedules(this.#parts);
  }

  /** What the relay of a process works with; in a drill, with a clock that skips. */
  parts(regimes: readonly RegimeRule[], drill: object | null = null): Parts {
    const { db } = this.database;
    const { engine } = this;
    const brought = { ...loadBrought(), regimes };
    const parts = { db, engine, schedules: this.process(), brought, clock: MACHINE_CLOCK, drill };
    return parts as Partial<Parts> as Parts;
  }

  /** What a process does at its start and then every hour. */
  async round(regimes: readonly RegimeRule[], now: Instant): Promise<void> {
    await openYears({ ...this.parts(regimes), regimes }, now);
  }

  async startWorker(regimes: readonly RegimeRule[]): Promise<void> {
    await this.stopWorker();
    YearsSystem.#bundle ??= bundleWorkflows(this.#converter);
    this.#native = await NativeConnection.connect({ address: this.#server?.address ?? '' });
    const worker = await createCaseWorker({
      connection: this.#native,
      namespace: NAMESPACE,
      db: this.database.db,
      standing: createStanding({ ...loadBrought(), regimes }, loadRouting()),
      bundle: await YearsSystem.#bundle,
      dataConverter: this.#converter,
    });
    this.#worker = { worker, running: worker.run() };
  }

  async stopWorker(): Promise<void> {
    if (this.#worker === null) return;
    this.#worker.worker.shutdown();
    await this.#worker.running;
    await this.#native?.close();
    this.#worker = null;
  }

  /** The schedules that the engine has, read from its own list of what exists. */
  async schedules(): Promise<{ id: string; paused: boolean }[]> {
    const found: { id: string; paused: boolean }[] = [];
    for await (const { scheduleId: id, state } of this.client.schedule.list()) {
      found.push({ id, paused: state.paused });
    }
    return found.sort((a, b) => a.id.localeCompare(b.id));
  }

  handle(regime: Regime) {
    return this.client.schedule.getHandle(scheduleId(regime));
  }

  /** The years in the record, each with the run of its process. */
  async years(): Promise<{ year: string; run: string }[]> {
    const { rows } = await this.database.db.query<{ id: string; regime: string; year: number }>(
      'select id, regime, year from cycles order by regime, year',
    );
    return Promise.all(
      rows.map(async ({ id, regime, year }) => {
        const run = await this.client.workflow.getHandle(workflowId('cycle', id)).describe();
        // A run that sheds its history is followed by another one; the first stays the first.
        return {
          year: `${regime} ${year}`,
          run: String(run.raw.workflowExecutionInfo?.firstRunId),
        };
      }),
    );
  }

  /** For which moments the schedule of a regime has started an opening; each has ended well. */
  async openings(regime: Regime): Promise<Date[]> {
    const { info } = await this.handle(regime).describe();
    for (const { action } of info.recentActions) {
      const { workflowId: id, firstExecutionRunId } = action.workflow;
      await this.client.workflow.getHandle(id, firstExecutionRunId).result();
    }
    return info.recentActions.map(({ scheduledAt }) => scheduledAt);
  }

  async stop(): Promise<void> {
    await this.stopEngine();
    await this.database.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Asks until the answer is the wanted one; gives the last answer after 20 seconds. */
export async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (const deadline = Date.now() + 20_000; ;) {
    const answer = await ask();
    if (holds(answer) || Date.now() > deadline) return answer;
    await pause(200);
  }
}
