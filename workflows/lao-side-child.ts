import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import * as wf from '@temporalio/workflow';
import { tellProcess } from './telling.ts';
import { NOTIFY_LAO_SIDE, incidentWorkflowId, laoSideWorkflowId } from './wire.ts';
import type { CaseInput } from './wire.ts';

/** Starts the child that talks to the Lao side; one that runs already is what is wanted. */
export async function startNotifyLaoSide(input: CaseInput): Promise<void> {
  try {
    await wf.startChild(NOTIFY_LAO_SIDE, {
      args: [input],
      workflowId: laoSideWorkflowId(input.caseId),
      parentClosePolicy: 'ABANDON',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await tellLaoSide(input);
  }
}

/** Tells the child to look again. One that has ended has nothing to look at. */
export async function tellLaoSide(input: CaseInput): Promise<void> {
  await tellProcess(laoSideWorkflowId(input.caseId));
}

/** Tells the incident's own process to look again. */
export async function tellIncident(input: CaseInput): Promise<void> {
  await tellProcess(incidentWorkflowId(input.caseId));
}
