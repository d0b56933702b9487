import type { Cli } from '../context.ts';
import { showAnswer } from '../commands/act.ts';
import { UsageError } from '../usage-error.ts';
import type { OccurrenceSeen, TaskSeen } from './seen.ts';

/** Where a task is, by its id or number. */
export function taskPath(task: string): string {
  return `/api/v1/tasks/${encodeURIComponent(task)}`;
}

/** A task as whoever signed in sees it. */
export async function taskSeen(cli: Cli, task: string): Promise<TaskSeen> {
  return (await cli.server().get(taskPath(task), { lang: cli.language })) as TaskSeen;
}

/** Does an act on a task, and says what it came to. */
export async function actOnTask(
  cli: Cli,
  task: string,
  act: { readonly kind: string; readonly data: unknown },
  key: string | undefined,
): Promise<void> {
  const answer = await cli.server().send('POST', `${taskPath(task)}/acts`, act, key);
  showAnswer(cli, answer, { stage: 'tasks.stage', ending: 'tasks.ending' });
}

/** The product that waits to be accepted or returned: the one named, else the oldest. */
export async function waitingProduct(
  cli: Cli,
  task: string,
  occurrence: string | undefined,
): Promise<OccurrenceSeen> {
  const { occurrences } = await taskSeen(cli, task);
  const found =
    occurrence === undefined
      ? occurrences.find(({ status }) => status === 'submitted')
      : occurrences.find(({ id }) => id === occurrence);
  if (found === undefined) throw new UsageError(cli.tell('tasks.nothing-waits'));
  return found;
}
