import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import { presently } from '../offices/presently.ts';
import type { Instant } from '../time/instant.ts';
import { startOf } from '../time/instant.ts';
import { restOfChannel } from './channel.ts';
import type { Difficulty, Station } from './difficulty.ts';
import { difficultyIsOpen, heldFor } from './difficulty.ts';

type Lying = Pick<Difficulty, 'stage' | 'office' | 'holder' | 'stations'>;

/** The body that speaks for whoever raised a difficulty: itself, or who does its work on a date. */
export function raiserOn({ office }: Pick<Difficulty, 'office'>, directory: DirectoryAt): OfficeId {
  return presently(office, directory);
}

/** The offices of its channel above those where a difficulty lies and lay, nearest first. */
export function officesAbove(difficulty: Lying, directory: DirectoryAt): readonly OfficeId[] {
  const passed = [difficulty.holder, ...difficulty.stations.map(({ office }) => office)];
  return restOfChannel(raiserOn(difficulty, directory), passed, directory);
}

/**
 * With whom a difficulty lies on a date: the office that has it, or whoever does its work. Where
 * nobody does, or whoever raised it does, it is for the office above: nobody answers themselves.
 * What went above because nobody was named goes to the heir who is named later, first to that of
 * whoever had it first.
 */
export function holderOn(difficulty: Lying, directory: DirectoryAt): OfficeId {
  const raiser = raiserOn(difficulty, directory);
  const late = lateHeir(difficulty, directory);
  if (late !== null) return late.heir;
  const heir = directory.successorOf(difficulty.holder);
  if (heir !== undefined && heir !== raiser) return heir;
  return officesAbove(difficulty, directory)[0] ?? heir ?? difficulty.holder;
}

/**
 * For whom the next holder has it, beside itself, when a difficulty goes to it by itself: whoever
 * ended without an heir stays its due until one is named.
 */
export function heldForNext(
  difficulty: Lying,
  directory: DirectoryAt,
): Pick<Station, 'insteadOf' | 'alsoFor'> {
  const { holder } = difficulty;
  const all = chainOf(difficulty);
  const late = lateHeir(difficulty, directory);
  const alsoFor = late === null ? all : all.slice(0, all.indexOf(late.of));
  const hasNoHeir = late === null && directory.successorOf(holder) === undefined;
  return {
    ...(hasNoHeir ? { insteadOf: holder } : {}),
    ...(alsoFor.length === 0 ? {} : { alsoFor }),
  };
}

/** The first of those that ended without an heir who has one by now, and that heir. */
function lateHeir(
  difficulty: Lying,
  directory: DirectoryAt,
): { readonly of: OfficeId; readonly heir: OfficeId } | null {
  const raiser = raiserOn(difficulty, directory);
  for (const of of chainOf(difficulty)) {
    const heir = directory.successorOf(of);
    if (heir !== undefined && heir !== raiser) return { of, heir };
  }
  return null;
}

function chainOf(difficulty: Lying): readonly OfficeId[] {
  const last = difficultyIsOpen(difficulty) ? difficulty.stations.at(-1) : undefined;
  return last === undefined ? [] : heldFor(last);
}

/** When it comes to lie with another office by itself; null while no such day is known. */
export function holderChangesAt(difficulty: Lying, directory: DirectoryAt): Instant | null {
  const { holder } = difficulty;
  const day = directory.firstDayWhen((then) => holderOn(difficulty, then) !== holder);
  return day === null ? null : startOf(day);
}
