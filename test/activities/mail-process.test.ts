import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeliverLetters } from '../../activities/deliver-notices-activity.ts';
import type { DeliverNotices } from '../../activities/deliver-notices.ts';
import { bundleWorkflows } from '../../worker/roles/case-worker.ts';
import { startTemporalDev } from '../../worker/servers/temporal-dev.ts';
import { CASE_QUEUE, DELIVER_NOTICES, MAIL_QUEUE } from '../../workflows/wire.ts';

Runtime.install({ logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} } });

const folder = mkdtempSync(join(tmpdir(), 'homat-mail-'));
const namespace = 'mail';
let server: Awaited<ReturnType<typeof startTemporalDev>>;

beforeAll(async () => {
  const binary = process.env['TEMPORAL_CLI_PATH'];
  if (binary === undefined) throw new Error('TEMPORAL_CLI_PATH is not set: run npm test');
  const logFile = join(folder, 'temporal.log');
  server = await startTemporalDev({ binary, folder: null, namespace, logFile });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe('the process of letters', () => {
  it('delivers again and again, each time in a new run of the one process', async () => {
    const connection = await Connection.connect({ address: server.address });
    const native = await NativeConnection.connect({ address: server.address });
    let runs = 0;
    const deliverLetters = async (): Promise<void> => {
      runs += 1;
      // The second time it fails, as when the database is away: it is tried again.
      if (runs === 2) throw new Error('away');
      if (runs > 3) await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    };
    const common = { connection: native, namespace };
    const workers = [
      await Worker.create({
        ...common,
        taskQueue: CASE_QUEUE,
        workflowBundle: await bundleWorkflows(),
      }),
      await Worker.create({
        ...common,
        taskQueue: MAIL_QUEUE,
        activities: { deliverLetters },
        shutdownForceTime: '100 milliseconds',
      }),
    ];
    const working = Promise.allSettled(workers.map((worker) => worker.run()));
    const client = new Client({ connection, namespace });
    const handle = await client.workflow.start(DELIVER_NOTICES, {
      taskQueue: CASE_QUEUE,
      workflowId: 'letters',
    });
    await expect.poll(() => runs, { timeout: 30_000 }).toBeGreaterThan(3);
    const now = await client.workflow.getHandle('letters').describe();
    expect(now.status.name).toBe('RUNNING');
    expect(now.runId).not.toBe(handle.firstExecutionRunId);
    expect(now.type).toBe(DELIVER_NOTICES);
    await client.workflow.getHandle('letters').terminate();
    workers.forEach((worker) => worker.shutdown());
    await working;
    await native.close();
    await connection.close();
  });
});

describe('the activity of letters', () => {
  it('delivers for ten minutes and stops when its worker does', async () => {
    const asked: number[] = [];
    const notices: Pick<DeliverNotices, 'deliverUntil'> = {
      deliverUntil: (until, signal) => {
        asked.push(until - Date.now());
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
    };
    const environment = new MockActivityEnvironment();
    const running = environment.run(createDeliverLetters(notices as DeliverNotices));
    environment.cancel('WORKER_SHUTDOWN');
    await running;
    expect(asked.length).toBe(1);
    expect(Math.round((asked[0] ?? 0) / 60_000)).toBe(10);
  });
});
