import type { Client } from '@temporalio/client';

/** What a process cost the engine, as its server counts. */
export interface EngineCost {
  readonly transitions: number;
  readonly events: number;
  readonly timers: number;
  /** Acts that reached the process. */
  readonly acts: number;
  readonly children: number;
}

/** Counts what one process has cost so far. */
export async function costOf(client: Client, workflowId: string): Promise<EngineCost> {
  const handle = client.workflow.getHandle(workflowId);
  const { raw } = await handle.describe();
  const history = await handle.fetchHistory();
  const events = history.events ?? [];
  const having = (what: keyof (typeof events)[number]): number =>
    events.filter((event) => event[what] !== null && event[what] !== undefined).length;
  return {
    transitions: Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0),
    events: events.length,
    timers: having('timerStartedEventAttributes'),
    acts: having('workflowExecutionUpdateAcceptedEventAttributes'),
    children: having('childWorkflowExecutionStartedEventAttributes'),
  };
}
