import { NativeConnection, Worker } from '@temporalio/worker';
import type { WorkflowBundle } from '@temporalio/worker';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeliverNotices } from '../../activities/deliver-notices.ts';
import { createDeliverLetters } from '../../activities/deliver-notices-activity.ts';
import { MAIL_QUEUE } from '../../workflows/wire.ts';
import type { Parts } from '../parts.ts';
import { bundleWorkflows, createCaseWorker } from './case-worker.ts';

/** Runs the workers of a process; one that ends by a fault is made again. */
export function startWorkers(
  parts: Parts,
  notices: DeliverNotices,
): { stop(): Promise<void>; readonly running: () => boolean } {
  let stopping = false;
  let workers: Worker[] = [];
  const bundle = bundleWorkflows(parts.dataConverter);
  const rounds = (async () => {
    for (let wait = 500; !stopping; wait = Math.min(wait * 2, 10_000)) {
      try {
        await once(await bundle);
        wait = 500;
      } catch (error) {
        if (!stopping) parts.log.warn({ err: error }, 'the workers have ended and are made again');
      }
      workers = [];
      if (!stopping) await pause(wait);
    }
  })();

  function shutDown(): void {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  }

  async function once(code: WorkflowBundle): Promise<void> {
    const { temporal } = parts.places;
    const connection = await NativeConnection.connect(temporal.connectionOptions as never);
    try {
      workers = [await caseWorker(parts, connection, code)];
      // Skipped time stands still while an activity runs: letters go by the relay then.
      if (!parts.places.drill) workers.push(await mailWorker(parts, connection, notices));
      const runs = workers.map((worker) => worker.run());
      // Asked to stop while they were being made: they end as soon as they run.
      if (stopping) shutDown();
      await Promise.all(runs);
    } finally {
      shutDown();
      await connection.close().catch(() => undefined);
    }
  }

  return {
    running: () => workers.length > 0 && workers.every((w) => w.getState() === 'RUNNING'),
    async stop() {
      stopping = true;
      shutDown();
      await rounds;
    },
  };
}

function caseWorker(
  parts: Parts,
  connection: NativeConnection,
  bundle: WorkflowBundle,
): Promise<Worker> {
  const { db, standing, dataConverter } = parts;
  const { namespace } = parts.places.temporal;
  return createCaseWorker({ connection, namespace, db, standing, bundle, dataConverter });
}

function mailWorker(
  parts: Parts,
  connection: NativeConnection,
  notices: DeliverNotices,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: parts.places.temporal.namespace,
    taskQueue: MAIL_QUEUE,
    activities: { deliverLetters: createDeliverLetters(notices) },
    maxConcurrentActivityTaskExecutions: 2,
    // The deliverer ends after the letter it has in hand.
    shutdownGraceTime: '100 milliseconds',
    dataConverter: parts.dataConverter,
  });
}
