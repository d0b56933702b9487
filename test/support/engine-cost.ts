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

/** Counts what one process has cost so far, in its present run. */
export async function costOf(
  client: Client,
  workflowId: string,
  run?: string,
): Promise<EngineCost> {
  const handle = client.workflow.getHandle(workflowId, run);
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

/** The same over all its runs, with how many those were: a process may begin again with less. */
export async function costOfRuns(
  client: Client,
  workflowId: string,
): Promise<EngineCost & { readonly runs: number }> {
  const runs: EngineCost[] = [];
  // From the newest back to the first: a list may not show yet what has just happened.
  for (let run: string | undefined; run !== '';) {
    const handle = client.workflow.getHandle(workflowId, run);
    const first = (await handle.fetchHistory()).events?.[0];
    runs.push(await costOf(client, workflowId, run));
    run = first?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
  }
  const sum = (of: keyof EngineCost) => runs.reduce((all, cost) => all + cost[of], 0);
  return {
    transitions: sum('transitions'),
    events: sum('events'),
    timers: sum('timers'),
    acts: sum('acts'),
    children: sum('children'),
    runs: runs.length,
  };
}
