import * as wf from '@temporalio/workflow';
import { LOOK_SIGNAL } from './wire.ts';

/** Tells a process to look again. Absent is ended, or lost: it looks when it begins again. */
export async function tellProcess(workflowId: string): Promise<void> {
  try {
    await wf.getExternalWorkflowHandle(workflowId).signal(LOOK_SIGNAL);
  } catch (error) {
    if (wf.isCancellation(error)) throw error;
  }
}
