import { HEADS } from '../cases/deciding.ts';
import { TASK_CLOCKS } from '../clocks/rule.ts';
import type { TaskDeciding } from './deciding.ts';
import type { TaskFactData } from './fact.ts';

/** Nothing more is to be done on a task: its clocks stop, its office is told. */
export function endTask(
  d: TaskDeciding,
  ending: TaskFactData['task-ended']['ending'],
  reason: string | null,
): void {
  d.stop(...TASK_CLOCKS);
  d.record('task-ended', { ending, reason });
  d.tell('task-ended', d.task.office, HEADS, 'in-digest');
}
