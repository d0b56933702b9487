import type { ConnectionLike } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import type { ActRequest, Engine } from '../../client/engine.ts';
import { createEngine } from '../../client/engine.ts';
import { workflowId } from '../../workflows/wire.ts';

const REQUEST: ActRequest = {
  caseId: '6f1f0d0e-0000-4000-8000-000000000001',
  process: 'incident',
  key: 'k',
  requestHash: 'h',
  actor: { person: 'p', office: 'UBX-1', capacity: 'head', delegation: null },
  act: { kind: 'acknowledge', data: {} } as unknown as ActRequest['act'],
};

interface Asked {
  readonly updateIds: unknown[];
  readonly engine: Engine;
}

/** An engine whose server answers each update with the next of these statuses of gRPC. */
function answering(...statuses: readonly number[]): Asked {
  const updateIds: unknown[] = [];
  const left = [...statuses];
  const workflowService = {
    async updateWorkflowExecution(sent: { request: { meta: { updateId: string } } }) {
      updateIds.push(sent.request.meta.updateId);
      const code = left.length > 1 ? left.shift() : left[0];
      throw Object.assign(new Error(`${code}`), { code, details: '', metadata: { get: () => [] } });
    },
  };
  const connection = to(workflowService);
  return { updateIds, engine: createEngine({ connection, namespace: 'n', patience: 400 }) };
}

/** A connection to a server that knows these calls. */
function to(workflowService: object): ConnectionLike {
  return {
    workflowService,
    withDeadline: (_deadline: number, work: () => unknown) => work(),
    withMetadata: (_metadata: unknown, work: () => unknown) => work(),
    withAbortSignal: (_signal: unknown, work: () => unknown) => work(),
    ensureConnected: async () => undefined,
  } as unknown as ConnectionLike;
}

describe('a case whose process is over', () => {
  /** An engine that has no process of any case, and notes what it is to start. */
  function empty() {
    const started: string[] = [];
    const notFound = { code: 5, details: '', metadata: { get: () => [] } };
    const workflowService = {
      signalWorkflowExecution: () => Promise.reject(Object.assign(new Error('5'), notFound)),
      startWorkflowExecution: (sent: { workflowId: string }) => {
        started.push(sent.workflowId);
        return Promise.resolve({ runId: 'r' });
      },
    };
    return { started, engine: createEngine({ connection: to(workflowService), namespace: 'n' }) };
  }

  it('is begun again when a task is to look: it may go on in a longer phase', async () => {
    const { engine, started } = empty();
    await engine.look(REQUEST.caseId, 'task');
    expect(started).toEqual([workflowId('task', REQUEST.caseId)]);
  });

  it.each(['incident', 'plan', 'report', 'difficulty'] as const)(
    'is left alone when it is a case of the kind %s',
    async (matter) => {
      const { engine, started } = empty();
      await engine.look(REQUEST.caseId, matter);
      expect(started).toEqual([]);
    },
  );
});

describe('an act that the engine does not answer', () => {
  // The run's own work failed under the update; internal; away.
  it.each([9, 13, 14])(
    'is sent again under the same id, and may still happen (%i)',
    async (code) => {
      const { engine, updateIds } = answering(code);
      expect(await engine.act(REQUEST)).toEqual({ kind: 'pending' });
      expect(updateIds.length).toBeGreaterThan(2);
      expect(new Set(updateIds).size).toBe(1);
    },
  );

  it('is a fault when the engine does not understand it', async () => {
    const { engine, updateIds } = answering(9, 3);
    await expect(engine.act(REQUEST)).rejects.toThrow('Update failed');
    expect(updateIds).toHaveLength(2);
  });
});
