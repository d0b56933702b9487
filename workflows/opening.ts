import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import * as wf from '@temporalio/workflow';
import type { CaseRef } from '../domain/cases/outcome.ts';
import type { CaseRun } from './case-run.ts';
import { firstProcessOf, workflowIdOf, workflowType } from './wire.ts';

// So many are under way at once: a province has a hundred communes, the country thousands.
const WINDOW = 20;
// Between two looks at the record. Each look costs a transaction and a task: the pause grows until
// a good part of the window has been opened in it, and shrinks when all of it has.
const SHORTEST = 250;
const LONGEST = 30_000;

/**
 * Opens the cases that a case has to open, in a sliding window: the next ones begin when earlier
 * ones stand in the record. What was opened before a crash is not opened again. That a case is open
 * is read and not told: for thousands, a message from each would be half of all that opening costs.
 */
export async function openAll<Stage extends string, Process extends string>(
  run: CaseRun<Stage, Process>,
): Promise<void> {
  const begun = new Set<string>();
  let wait = SHORTEST;
  while (run.unopened.length > 0) {
    const next = run.unopened.filter(({ id }) => !begun.has(id));
    const underWay = run.unopened.length - next.length;
    const now = next.slice(0, Math.max(0, WINDOW - underWay));
    for (const child of await Promise.all(now.map(begin))) {
      if (child !== null) run.hasOpened(child.over);
    }
    now.forEach(({ id }) => begun.add(id));
    const waitedFor = underWay + now.length;
    await run.stirred(wait);
    await run.look();
    const left = run.unopened.filter(({ id }) => begun.has(id)).length;
    if (left === 0) wait = Math.max(wait / 2, SHORTEST);
    else if (left > waitedFor / 2) wait = Math.min(wait * 2, LONGEST);
  }
}

/**
 * Begins the process of a case as a child that outlives who began it. Returns what settles when its
 * run is over; null when it was running already.
 */
export async function begin(opened: CaseRef): Promise<{ readonly over: Promise<unknown> } | null> {
  try {
    const child = await wf.startChild(workflowType(firstProcessOf(opened.matter)), {
      args: [{ caseId: opened.id }],
      workflowId: workflowIdOf(opened),
      parentClosePolicy: 'ABANDON',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
    // However it ends: what became of the case is told by the record.
    return { over: child.result().catch(() => undefined) };
  } catch (error) {
    // One that runs already is what is wanted.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return null;
  }
}
