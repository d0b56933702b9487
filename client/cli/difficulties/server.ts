import type { Cli } from '../context.ts';
import { showAnswer } from '../commands/act.ts';
import type { DifficultySeen } from './seen.ts';

/** Where a difficulty is, by its id or number. */
export function difficultyPath(difficulty: string): string {
  return `/api/v1/difficulties/${encodeURIComponent(difficulty)}`;
}

/** A difficulty as whoever signed in sees it. */
export async function difficultySeen(cli: Cli, difficulty: string): Promise<DifficultySeen> {
  const query = { lang: cli.language };
  return (await cli.server().get(difficultyPath(difficulty), query)) as DifficultySeen;
}

/** Does an act on a difficulty, and says what it came to. */
export async function actOnDifficulty(
  cli: Cli,
  difficulty: string,
  act: { readonly kind: string; readonly data: unknown },
  key: string | undefined,
): Promise<void> {
  const answer = await cli.server().send('POST', `${difficultyPath(difficulty)}/acts`, act, key);
  showAnswer(cli, answer, { stage: 'difficulties.stage', ending: 'difficulties.ending' });
}
