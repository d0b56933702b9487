import * as wf from '@temporalio/workflow';
import type { CaseRef } from '../domain/cases/outcome.ts';
import { LOOK_SIGNAL, workflowIdOf } from './wire.ts';

/** Tells the process that a case began with to look again. */
export async function tellCase(ref: CaseRef): Promise<void> {
  await tellProcess(workflowIdOf(ref));
}

/** Tells a process to look again. Absent is ended, or lost: it looks when it begins again. */
export async function tellProcess(workflowId: string): Promise<void> {
  try {
    await wf.getExternalWorkflowHandle(workflowId).signal(LOOK_SIGNAL);
  } catch (error) {
    if (wf.isCancellation(error)) throw error;
  }
}
