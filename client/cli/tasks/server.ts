import { basename } from 'node:path';
import type { Cli } from '../context.ts';
import { showAnswer } from '../commands/act.ts';
import { readNamed } from '../given-data.ts';
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

/** How somebody names a document on the command line. */
export interface DocumentOptions {
  readonly file?: string;
  readonly sha256?: string;
  readonly title?: string;
}

/** The document that was named; the bytes of a file are stored with the task first. */
export async function documentGiven(
  cli: Cli,
  task: string,
  { file, sha256, title }: DocumentOptions,
): Promise<{ readonly sha256: string; readonly title: string }> {
  const given = await documentIfAny(cli, task, { file, sha256, title });
  if (given === null) throw new UsageError(cli.tell('tasks.document-needed'));
  return given;
}

/** The same where a document may be left out. */
export async function documentIfAny(
  cli: Cli,
  task: string,
  { file, sha256, title }: { [K in keyof DocumentOptions]: DocumentOptions[K] | undefined },
): Promise<{ readonly sha256: string; readonly title: string } | null> {
  if (file !== undefined) {
    if (sha256 !== undefined) throw new UsageError(cli.tell('tasks.document-needed'));
    const bytes = new Uint8Array(readNamed(file));
    const { body } = await cli.server().upload(`${taskPath(task)}/files`, bytes);
    return { sha256: (body as { sha256: string }).sha256, title: title ?? basename(file) };
  }
  if (sha256 === undefined && title === undefined) return null;
  if (sha256 === undefined || title === undefined) {
    throw new UsageError(cli.tell('tasks.document-needed'));
  }
  return { sha256, title };
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
