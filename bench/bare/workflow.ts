// Bare Temporal with the messages of an incident and nothing else: what our own work adds is
// measured against it.
import * as wf from '@temporalio/workflow';

interface Bare {
  nothing(command: unknown): Promise<{ readonly version: number }>;
}

const { nothing } = wf.proxyLocalActivities<Bare>({ startToCloseTimeout: '5 seconds' });

/** Takes so many messages, each with an activity that does nothing, and ends. */
export async function bareIncident({ acts }: { readonly acts: number }): Promise<void> {
  let taken = 0;
  wf.setHandler(wf.defineUpdate<{ version: number }, [unknown]>('act'), async (command) => {
    const answer = await nothing(command);
    taken += 1;
    return answer;
  });
  // As an incident looks into the record when it begins.
  await nothing(null);
  await wf.condition(() => taken === acts);
  await wf.condition(wf.allHandlersFinished);
}
