import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import * as wf from '@temporalio/workflow';
import type { CaseRef } from '../domain/cases/outcome.ts';
import type { CaseRun } from './case-run.ts';
import { firstProcessOf, workflowIdOf, workflowType } from './wire.ts';

// So many are under way at once: a province has a hundred communes, the country thousands.
const WINDOW = 20;
// Between two looks at the record; longer each time that nothing was opened meanwhile.
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
    await Promise.all(now.map(begin));
    now.forEach(({ id }) => begun.add(id));
    const before = run.unopened;
    await run.stirred(wait);
    await run.look();
    const left = new Set(run.unopened.map(({ id }) => id));
    const moved = before.some(({ id }) => !left.has(id));
    wait = moved ? SHORTEST : Math.min(wait * 2, LONGEST);
  }
  // What becomes of them is told by the record; their ends would only wake this run.
  if (begun.size > 0) await run.shed();
}

async function begin(opened: CaseRef): Promise<void> {
  try {
    await wf.startChild(workflowType(firstProcessOf(opened.matter)), {
      args: [{ caseId: opened.id }],
      workflowId: workflowIdOf(opened),
      parentClosePolicy: 'ABANDON',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
  } catch (error) {
    // One that runs already is what is wanted.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
