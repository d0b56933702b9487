import type { Client } from '@temporalio/client';

/** What one run of a process has cost the engine. */
interface RunCost {
  readonly workflowId: string;
  readonly type: string;
  readonly events: number;
  readonly transitions: number;
  /** Bytes of its history. */
  readonly size: number;
}

/** What all processes of a type have cost together, as the engine's server describes them. */
export interface ProcessCosts {
  readonly processes: number;
  readonly runs: number;
  readonly events: number;
  readonly transitions: number;
  /** The longest history of one run. */
  readonly longest: RunCost | null;
}

const AT_ONCE = 16;

/** Asks the server to describe every run that it knows, ended or not, and sums them up by type. */
export async function costsByType(client: Client): Promise<ReadonlyMap<string, ProcessCosts>> {
  const waiting: { workflowId: string; runId: string }[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    waiting.push({ workflowId, runId });
  }
  const costs: RunCost[] = [];
  const lane = async (): Promise<void> => {
    for (let run = waiting.pop(); run !== undefined; run = waiting.pop()) {
      const handle = client.workflow.getHandle(run.workflowId, run.runId);
      const { type, historyLength, historySize, raw } = await handle.describe();
      costs.push({
        ...{ workflowId: run.workflowId, type, events: historyLength, size: historySize ?? 0 },
        transitions: Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0),
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return new Map(
    [...new Set(costs.map(({ type }) => type))].map((type) => [type, sum(costs, type)]),
  );
}

function sum(all: readonly RunCost[], type: string): ProcessCosts {
  const runs = all.filter((run) => run.type === type);
  const total = (of: (run: RunCost) => number) => runs.reduce((sum, run) => sum + of(run), 0);
  return {
    processes: new Set(runs.map(({ workflowId }) => workflowId)).size,
    runs: runs.length,
    events: total(({ events }) => events),
    transitions: total(({ transitions }) => transitions),
    longest: [...runs].sort((a, b) => b.events - a.events)[0] ?? null,
  };
}
