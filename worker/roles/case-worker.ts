import type { DataConverter } from '@temporalio/common';
import type { NativeConnection, WorkflowBundle } from '@temporalio/worker';
import { Worker, bundleWorkflowCode } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { createApplyCommand } from '../../activities/apply-command.ts';
import { createAskForYear } from '../../activities/ask-for-year.ts';
import type { Database } from '../../records/database.ts';
import type { StandingAt } from '../../records/standing.ts';
import { CASE_QUEUE } from '../../workflows/wire.ts';

/** What a worker of cases needs; every live thing is made by who composes it. */
export interface CaseWorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly db: Database;
  readonly standing: StandingAt;
  readonly bundle: WorkflowBundle;
  readonly dataConverter?: DataConverter;
  /** For tests: how many workflows stay in memory. */
  readonly maxCachedWorkflows?: number;
  readonly taskQueue?: string;
}

/** Bundles the processes for the engine's sandbox; about three seconds. */
export async function bundleWorkflows(dataConverter?: DataConverter): Promise<WorkflowBundle> {
  const { failureConverterPath } = dataConverter ?? {};
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    logger: QUIET,
    ...(failureConverterPath === undefined ? {} : { failureConverterPath }),
  });
}

const ignore = () => undefined;
const QUIET = {
  log: ignore,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: console.error,
};

/** Makes the worker that carries cases; the caller runs it and shuts it down. */
export async function createCaseWorker(options: CaseWorkerOptions): Promise<Worker> {
  const { db, standing } = options;
  return Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue ?? CASE_QUEUE,
    workflowBundle: options.bundle,
    activities: {
      applyCommand: createApplyCommand({ db, standing }),
      askForYear: createAskForYear({ db, standing }),
    },
    // A local activity is one transaction: more of them than connections would only wait.
    maxConcurrentLocalActivityExecutions: Math.max(1, db.connections - 2),
    maxConcurrentWorkflowTaskExecutions: 40,
    maxCachedWorkflows: options.maxCachedWorkflows ?? 1_000,
    shutdownGraceTime: '5 seconds',
    ...(options.dataConverter === undefined ? {} : { dataConverter: options.dataConverter }),
  });
}
