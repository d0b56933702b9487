import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Instant } from '../time/instant.ts';
import { startOf } from '../time/instant.ts';
import { restOfChannel } from './channel.ts';
import type { Difficulty } from './difficulty.ts';
import { difficultyIsOpen } from './difficulty.ts';

type Lying = Pick<Difficulty, 'stage' | 'office' | 'holder' | 'stations'>;

/** The body that speaks for whoever raised a difficulty: itself, or who does its work on a date. */
export function raiserOn({ office }: Pick<Difficulty, 'office'>, directory: DirectoryAt): OfficeId {
  return directory.successorOf(office) ?? office;
}

/** The offices of its channel above those where a difficulty lies and lay, nearest first. */
export function officesAbove(difficulty: Lying, directory: DirectoryAt): readonly OfficeId[] {
  const passed = [difficulty.holder, ...difficulty.stations.map(({ office }) => office)];
  return restOfChannel(raiserOn(difficulty, directory), passed, directory);
}

/**
 * With whom a difficulty lies on a date: the office that has it, or whoever does its work. Where
 * nobody does, or whoever raised it does, it is for the office above: nobody answers themselves.
 * What went above because nobody was named goes to the heir who is named later.
 */
export function holderOn(difficulty: Lying, directory: DirectoryAt): OfficeId {
  const raiser = raiserOn(difficulty, directory);
  const had = difficultyIsOpen(difficulty) ? difficulty.stations.at(-1)?.insteadOf : undefined;
  const late = had === undefined ? undefined : directory.successorOf(had);
  if (late !== undefined && late !== raiser) return late;
  const heir = directory.successorOf(difficulty.holder);
  if (heir !== undefined && heir !== raiser) return heir;
  return officesAbove(difficulty, directory)[0] ?? heir ?? difficulty.holder;
}

/** When it comes to lie with another office by itself; null while no such day is known. */
export function holderChangesAt(difficulty: Lying, directory: DirectoryAt): Instant | null {
  const { holder } = difficulty;
  const day = directory.firstDayWhen((then) => holderOn(difficulty, then) !== holder);
  return day === null ? null : startOf(day);
}
