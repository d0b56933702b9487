import { Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import type { Worker, WorkflowBundle } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActAnswer, Engine } from '../../client/engine.ts';
import { createEngine } from '../../client/engine.ts';
import type { Act, ActData, ActKind, ReportData } from '../../domain/incident/act.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Process } from '../../domain/incident/outcome.ts';
import type { Capacity } from '../../domain/offices/person.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { instantOf, plus } from '../../domain/time/instant.ts';
import { loadCase } from '../../records/cases.ts';
import { takeIntake } from '../../records/intake.ts';
import { createStanding } from '../../records/standing.ts';
import { loadBrought } from '../../rules/load-brought.ts';
import { loadRouting } from '../../rules/load-offices.ts';
import type { PayloadKeys } from '../../secrecy/payload-codec.ts';
import { createDataConverter } from '../../secrecy/payload-codec.ts';
import { payloadKeys } from '../../config/keys.ts';
import type { DrillClock } from '../../worker/clock.ts';
import { connectDrill, drillClock } from '../../worker/clock.ts';
import { bundleWorkflows, createCaseWorker } from '../../worker/roles/case-worker.ts';
import { seed } from '../../worker/seed.ts';
import type { RunningServer } from '../../worker/servers/child.ts';
import { startTemporalDev } from '../../worker/servers/temporal-dev.ts';
import { startTimeSkipping } from '../../worker/servers/time-skipping.ts';
import { REFERENCE } from './office-play.ts';
import type { TestDatabase } from './postgres.ts';
import { startTestDatabase } from './postgres.ts';
import { until } from './until.ts';

Runtime.install({ logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} } });

/** A real database, a real engine and a worker, with demonstration people. */
export class CaseSystem {
  readonly database: TestDatabase;
  temporal: RunningServer & { readonly address: string };
  connection: Connection;
  engine: Engine;
  readonly time: DrillClock | null;
  readonly folder: string;
  readonly namespace: string;
  readonly dataConverter: ReturnType<typeof createDataConverter>;
  #native: NativeConnection | null = null;
  #worker: { worker: Worker; running: Promise<void> } | null = null;
  #people = new Map<string, string>();
  static #bundle: Promise<WorkflowBundle> | null = null;

  private constructor(parts: {
    database: TestDatabase;
    temporal: RunningServer & { readonly address: string };
    connection: Connection;
    time: DrillClock | null;
    folder: string;
    namespace: string;
    keys: PayloadKeys;
  }) {
    this.database = parts.database;
    this.temporal = parts.temporal;
    this.connection = parts.connection;
    this.time = parts.time;
    this.folder = parts.folder;
    this.namespace = parts.namespace;
    this.dataConverter = createDataConverter(parts.keys);
    const { connection, namespace, dataConverter } = this;
    this.engine = createEngine({ connection, namespace, dataConverter });
  }

  /**
   * `skip`: months pass in seconds; `real`: the dev server, with everything it counts and limits.
   */
  static async start(
    mode: 'skip' | 'real',
    options: { readonly keys?: PayloadKeys } = {},
  ): Promise<CaseSystem> {
    const { keys } = options;
    const folder = mkdtempSync(join(tmpdir(), 'homat-system-'));
    const logFile = join(folder, 'temporal.log');
    const database = await startTestDatabase();
    const namespace = mode === 'skip' ? 'default' : 'ho-mat';
    const temporal =
      mode === 'skip'
        ? await startTimeSkipping({ binary: binary('HOMAT_TIME_SKIPPING_PATH'), logFile })
        : await startReal(namespace, logFile);
    try {
      const connection =
        mode === 'skip'
          ? await connectDrill(temporal.address)
          : await Connection.connect({ address: temporal.address });
      const time = mode === 'skip' ? await drillClock(connection) : null;
      const system = new CaseSystem({
        database,
        temporal,
        connection,
        time,
        folder,
        namespace,
        keys: keys ?? payloadKeys(join(folder, 'payload.json'), new Date(0)),
      });
      await system.fill();
      await system.startWorker();
      return system;
    } catch (error) {
      await temporal.stop();
      await database.stop();
      throw error;
    }
  }

  private async fill(): Promise<void> {
    const { db } = this.database;
    await seed(db, { demo: true, dataFolder: this.folder, now: this.now() });
    const { rows } = await db.query<{ id: string; login: string }>('select id, login from people');
    this.#people = new Map(rows.map((row) => [row.login, row.id]));
  }

  now(): Instant {
    return this.time?.now() ?? instantOf(Date.now());
  }

  async startWorker(options: { maxCachedWorkflows?: number } = {}): Promise<void> {
    CaseSystem.#bundle ??= bundleWorkflows(this.dataConverter);
    this.#native = await NativeConnection.connect({ address: this.temporal.address });
    const worker = await createCaseWorker({
      connection: this.#native,
      namespace: this.namespace,
      db: this.database.db,
      standing: standing(),
      bundle: await CaseSystem.#bundle,
      dataConverter: this.dataConverter,
      ...options,
    });
    this.#worker = { worker, running: worker.run() };
  }

  async stopWorker(): Promise<void> {
    if (this.#worker === null) return;
    if (this.#worker.worker.getState() === 'RUNNING') this.#worker.worker.shutdown();
    await this.#worker.running;
    await this.#native?.close();
    this.#worker = null;
  }

  /** Another engine whose store is empty, as after a loss; the record is the same. */
  async loseStore(): Promise<void> {
    const { namespace, dataConverter } = this;
    await this.stopWorker();
    await this.connection.close();
    await this.temporal.stop();
    const logFile = join(this.folder, 'temporal-again.log');
    this.temporal = await startReal(namespace, logFile);
    this.connection = await Connection.connect({ address: this.temporal.address });
    const { connection } = this;
    this.engine = createEngine({ connection, namespace, dataConverter });
    await this.startWorker();
  }

  async stop(): Promise<void> {
    try {
      await this.stopWorker();
      await this.connection.close();
    } finally {
      await this.temporal.stop();
      await this.database.stop();
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  /** Waits until something holds; a test fails when it does not within a while. */
  until(what: string, holds: () => Promise<boolean>, seconds?: number): Promise<void> {
    return until(what, holds, seconds);
  }

  /** The account of somebody: "capacity@OFFICE" or "capacity@OFFICE/2". */
  person(who: string): { person: string; office: string; capacity: Capacity; delegation: null } {
    const [capacity = '', place = ''] = who.split('@');
    const [office = '', number] = place.split('/');
    const login = [office.toLowerCase(), capacity, number].filter((p) => p !== undefined).join('.');
    const person = this.#people.get(login);
    if (person === undefined) throw new Error(`There is no demonstration account ${login}`);
    return { person, office, capacity: capacity as Capacity, delegation: null };
  }

  /** Takes a report in, and starts its process unless told not to. */
  async report(
    who: string,
    report: Partial<ReportData> = {},
    begin = true,
  ): Promise<{ id: string; number: string }> {
    const { person, office, capacity } = this.person(who);
    const now = this.now();
    const receipt = await this.database.db.transaction((tx) =>
      takeIntake(tx, {
        id: randomUUID(),
        personId: person,
        officeId: office,
        capacity,
        key: randomUUID(),
        requestHash: 'report',
        body: {
          kind: 'lost',
          discoveredAt: plus(now, -600_000),
          words: 'Không thấy tài liệu trong tủ',
          references: [REFERENCE],
          bypass: false,
          reportedFor: null,
          managingOffice: null,
          attested: true,
          ...report,
        },
        receivedAt: now,
        drill: false,
      }),
    );
    if (receipt === 'KEY_REUSED') throw new Error(receipt);
    if (begin) await this.engine.begin(receipt.id, 'incident');
    return receipt;
  }

  async try<K extends ActKind>(
    caseId: string,
    who: string,
    kind: K,
    data: ActData[K],
    { key = randomUUID() as string, hash = 'act', process = 'incident' as Process } = {},
  ): Promise<ActAnswer> {
    const act = { kind, data } as unknown as Act;
    const actor = this.person(who);
    return this.engine.act({ caseId, process, key, requestHash: hash, actor, act });
  }

  /** Does an act that has to be accepted. */
  async does<K extends ActKind>(
    caseId: string,
    who: string,
    kind: K,
    data: ActData[K],
    process: Process = 'incident',
  ): Promise<void> {
    const answer = await this.try(caseId, who, kind, data, { process });
    if (answer.kind !== 'answered' || answer.result.kind !== 'done') {
      throw new Error(`${who} ${kind}: ${JSON.stringify(answer)}`);
    }
  }

  async approves(
    caseId: string,
    who: string,
    kind: string,
    process: Process = 'incident',
  ): Promise<void> {
    const incident = await this.case(caseId);
    const proposal = incident.proposals.findLast((p) => p.content.kind === kind);
    if (proposal === undefined) throw new Error(`No proposal ${kind}`);
    const data = { proposal: proposal.id, checksum: proposal.checksum };
    await this.does(caseId, who, 'approve', data, process);
  }

  async case(caseId: string): Promise<Incident> {
    const incident = await loadCase(this.database.db, caseId);
    if (incident === null) throw new Error(`No case ${caseId}`);
    return incident;
  }
}

/** The dev server without a file: what it holds is lost with it. */
function startReal(namespace: string, logFile: string) {
  return startTemporalDev({
    binary: binary('TEMPORAL_CLI_PATH'),
    folder: null,
    namespace,
    logFile,
  });
}

function standing() {
  return createStanding(loadBrought(), loadRouting());
}

function binary(variable: string): string {
  const path = process.env[variable];
  if (path === undefined) throw new Error(`${variable} is not set: run the tests with npm test`);
  return path;
}
