import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import * as wf from '@temporalio/workflow';
import type { CaseRef } from '../domain/cases/outcome.ts';
import type { CaseRun } from './case-run.ts';
import { tellCase } from './telling.ts';
import { firstProcessOf, workflowIdOf, workflowType } from './wire.ts';

// So many are under way at once: a province has a hundred communes, the country thousands.
const WINDOW = 20;
// A case tells when it is open. Should that be lost, whoever opens looks for itself.
const LONGEST = '30 seconds';

/**
 * Opens the cases that a case has to open, in a sliding window: the next one begins when an earlier
 * one stands in the record. What was opened before a crash is not opened again.
 */
export async function openAll<Stage extends string, Process extends string>(
  run: CaseRun<Stage, Process>,
): Promise<void> {
  const begun = new Set<string>();
  while (run.unopened.length > 0) {
    const next = run.unopened.filter(({ id }) => !begun.has(id));
    const underWay = run.unopened.length - next.length;
    const now = next.slice(0, Math.max(0, WINDOW - underWay));
    await Promise.all(now.map((opened) => begin(run, opened)));
    now.forEach(({ id }) => begun.add(id));
    await run.stirred(LONGEST);
    await run.look();
  }
}

/** Tells whoever opened a case that it is open now; once, when it has just begun. */
export async function tellOpener<Stage extends string, Process extends string>(
  run: CaseRun<Stage, Process>,
): Promise<void> {
  if (run.hasBegun && run.opener !== null) await tellCase(run.opener);
}

async function begin<Stage extends string, Process extends string>(
  run: CaseRun<Stage, Process>,
  opened: CaseRef,
): Promise<void> {
  try {
    const child = await wf.startChild(workflowType(firstProcessOf(opened.matter)), {
      args: [{ caseId: opened.id }],
      workflowId: workflowIdOf(opened),
      parentClosePolicy: 'ABANDON',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
    run.hasOpened(child.result());
  } catch (error) {
    // One that runs already is what is wanted.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
