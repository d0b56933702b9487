import {
  Client,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { ConnectionLike, DataConverter } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import type { ActResult, MatterKind } from '../domain/cases/outcome.ts';
import type { Capacity } from '../domain/offices/person.ts';
import { idFrom } from '../records/ids.ts';
import {
  ACT_UPDATE,
  CASE_QUEUE,
  DELIVER_NOTICES,
  LOOK_SIGNAL,
  processesOf,
  workflowId,
  workflowType,
} from '../workflows/wire.ts';
import type { CaseProcess } from '../workflows/wire.ts';
import { createGate } from './gate.ts';

/** An act as the API hands it to the engine. */
export interface ActRequest {
  readonly caseId: string;
  readonly process: CaseProcess;
  readonly key: string;
  readonly requestHash: string;
  readonly actor: {
    readonly person: string;
    readonly office: string;
    readonly capacity: Capacity;
    readonly delegation: string | null;
  };
  readonly act: { readonly kind: string; readonly data: unknown };
}

/** `pending`: it may still happen, and the same key tells later; `unavailable`: it did not. */
export type ActAnswer =
  | { readonly kind: 'answered'; readonly result: ActResult }
  | { readonly kind: 'pending' }
  | { readonly kind: 'unavailable' };

/** The only way from the offices to the processes. */
export interface Engine {
  /** Starts a process of a case from the record alone; one that runs already is what is wanted. */
  begin(caseId: string, process: CaseProcess): Promise<void>;
  act(request: ActRequest): Promise<ActAnswer>;
  /**
   * Tells the processes of a case that something in the record has changed. Of a case whose process
   * is over nothing is told, but of a task: one that was done may go on in a longer phase.
   */
  look(caseId: string, matter: MatterKind): Promise<void>;
  /** Starts the one process by which letters leave; one that runs already is what is wanted. */
  deliver(): Promise<void>;
  health(): Promise<{ readonly ok: boolean; readonly detail: string }>;
}

export interface EngineOptions {
  readonly connection: ConnectionLike;
  readonly namespace: string;
  readonly dataConverter?: DataConverter;
  /** How long a caller waits for an outcome before the answer is `pending`; milliseconds. */
  readonly patience?: number;
}

// The server takes 10 updates at once per workflow; more in flight only makes it abort some.
const IN_FLIGHT_PER_CASE = 4;
// Statuses of gRPC after which only the record knows whether it happened: cancelled, unknown, too
// late, exhausted, the run's own work failed under the update, aborted, internal, away, lost.
const IN_DOUBT = new Set([1, 2, 4, 8, 9, 10, 13, 14, 15]);
// Who tells many cases notices soon that there is no engine to tell.
const LOOK_WITHIN = 5_000;

/** Builds the engine's client on a connection; makes no connection of its own. */
export function createEngine(options: EngineOptions): Engine {
  const client = new Client({
    connection: options.connection,
    namespace: options.namespace,
    ...(options.dataConverter === undefined ? {} : { dataConverter: options.dataConverter }),
  });
  const patience = options.patience ?? 10_000;
  const gate = createGate(IN_FLIGHT_PER_CASE);
  const handle = (caseId: string, process: CaseProcess) =>
    client.workflow.getHandle(workflowId(process, caseId));

  async function update(request: ActRequest): Promise<ActResult> {
    const { key, requestHash, actor, act, caseId, process } = request;
    const updateOptions = {
      args: [{ key, requestHash, ...actor, act }] as [unknown],
      updateId: updateId(actor.person, key, requestHash),
    };
    try {
      return await handle(caseId, process).executeUpdate<ActResult, [unknown]>(
        ACT_UPDATE,
        updateOptions,
      );
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      return client.workflow.executeUpdateWithStart<Workflow, ActResult, [unknown]>(ACT_UPDATE, {
        ...updateOptions,
        startWorkflowOperation: new WithStartWorkflowOperation(workflowType(process), {
          ...startOptions(caseId, process),
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      });
    }
  }

  return {
    begin: (caseId, process) => start(client, caseId, process),
    async act(request) {
      const deadline = Date.now() + patience;
      const send = (): Promise<ActResult> =>
        client.connection.withDeadline(deadline, () =>
          persistently(() => update(request), deadline),
        );
      try {
        return await gate(request.caseId, async () => {
          // Still in the queue at the end of patience: nothing was sent, so nothing can happen.
          if (Date.now() >= deadline) return { kind: 'unavailable' };
          return { kind: 'answered', result: await send() };
        });
      } catch (error) {
        return notAnswered(error);
      }
    },
    async look(caseId, matter) {
      for (const process of processesOf(matter)) {
        const told = client.connection.withDeadline(Date.now() + LOOK_WITHIN, () =>
          handle(caseId, process).signal(LOOK_SIGNAL),
        );
        await told.catch(async (error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
          // A task that was done has no process: it looks by itself whether it goes on.
          if (process === 'task') await start(client, caseId, process);
        });
      }
    },
    async deliver() {
      await client.workflow.start(DELIVER_NOTICES, {
        workflowId: DELIVER_NOTICES,
        taskQueue: CASE_QUEUE,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
    },
    async health() {
      try {
        await client.connection.withDeadline(Date.now() + 2_000, () =>
          client.connection.workflowService.getSystemInfo({}),
        );
        return { ok: true, detail: 'serving' };
      } catch (error) {
        return { ok: false, detail: codeOf(error) === undefined ? 'unreachable' : 'not serving' };
      }
    },
  };
}

/**
 * Sends an update until it is answered: the same update id finds the one that is under way, or the
 * next run of a process that ended meanwhile, and does nothing twice.
 */
async function persistently<T>(work: () => Promise<T>, deadline: number): Promise<T> {
  for (let wait = 50; ; wait = Math.min(wait * 2, 1_000)) {
    try {
      return await work();
    } catch (error) {
      const mayHelp = isInDoubt(error) || isClosing(error);
      if (!mayHelp || Date.now() + wait >= deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

function isClosing(error: unknown): boolean {
  if (!(error instanceof WorkflowUpdateFailedError)) return false;
  return `${error.message} ${error.cause?.message ?? ''}`.includes('closing workflow');
}

function isInDoubt(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && IN_DOUBT.has(code);
}

function notAnswered(error: unknown): ActAnswer {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { kind: 'pending' };
  if (isInDoubt(error) || isClosing(error)) return { kind: 'pending' };
  throw error;
}

function codeOf(error: unknown): number | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'number') return e.code;
  }
  return undefined;
}

async function start(client: Client, caseId: string, process: CaseProcess): Promise<void> {
  await client.workflow.start(workflowType(process), {
    ...startOptions(caseId, process),
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
}

function startOptions(caseId: string, process: CaseProcess) {
  return {
    workflowId: workflowId(process, caseId),
    taskQueue: CASE_QUEUE,
    args: [{ caseId }] as [unknown],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
  };
}

/**
 * A UUID made from who, key and request: the same act has the same update id, and says nothing. The
 * request is in it, for the engine would hand the outcome of the first to another act under the
 * same key that comes at the same moment; the record tells it that the key is used.
 */
function updateId(person: string, key: string, requestHash: string): string {
  return idFrom(person, key, requestHash);
}
