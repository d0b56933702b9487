/**
 * Lào Cai's plan, I.2: "rõ người, rõ việc, rõ trách nhiệm, rõ thời gian hoàn thành, rõ sản phẩm".
 *
 * One task of one office (Decision 801 II; Lào Cai II): it is taken up or contested, done and
 * handed in, accepted or returned by the body that follows the plan up. A standing task *(thường
 * xuyên)* has occurrences and ends with its plan only.
 */
import * as wf from '@temporalio/workflow';
import { assertNever } from '../domain/never.ts';
import type { TaskStage } from '../domain/tasks/vocabulary.ts';
import { CaseRun } from './case-run.ts';
import type { CaseInput } from './wire.ts';

export async function carryOutTask(input: CaseInput): Promise<void> {
  const task = new CaseRun<TaskStage, 'task'>(input, {
    matter: 'task',
    process: 'task',
    other: null,
  });
  await task.look();
  for (;;) {
    const { stage } = task;
    if (!task.open) {
      await task.finish();
      if (!task.open) return;
      continue;
    }
    switch (stage) {
      case 'assigned':
      case 'seen':
      case 'contested':
        // Until the office takes it up and names somebody, or the plan's owner decides.
        await untilStage(task, stage);
        break;
      case 'invited':
        // Of who was only asked nothing lapses.
        await untilStage(task, stage);
        break;
      case 'in-progress':
      case 'submitted':
      case 'returned':
        // Warned before the day, urged after it, one higher each time, until a product is accepted.
        await untilStage(task, stage);
        break;
      case 'done':
        // A list that was accepted is still on its way to the Ministry.
        await untilStage(task, stage);
        break;
      case 'ended':
        throw wf.ApplicationFailure.nonRetryable('A task that has ended waits for nothing');
      default:
        return assertNever(stage);
    }
  }
}

async function untilStage(task: CaseRun<TaskStage, 'task'>, stage: TaskStage): Promise<void> {
  await task.until(() => task.stage !== stage || !task.open);
}
