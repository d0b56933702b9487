import type { ClaimedLetter } from '../../records/notices-sending.ts';

/** How many letters of one case go before those of all others have had their turn. */
const LETTERS_A_TURN = 20;

/** Whose turn it is: a case with thousands of letters does not hold up another one's few. */
export interface Turns {
  /** The cases that have had their turn; their other letters wait. */
  over(): readonly string[];
  /** A letter was taken in hand. */
  took(letter: Pick<ClaimedLetter, 'notices'>): void;
  /** Nobody else's letter is due: all have a turn again. False when nobody waits. */
  again(): boolean;
}

export function createTurns(most = LETTERS_A_TURN): Turns {
  const taken = new Map<string, number>();
  const over = () => [...taken].flatMap(([id, count]) => (count >= most ? [id] : []));
  return {
    over,
    took({ notices }) {
      const cases = new Set(notices.flatMap(({ caseId }) => caseId ?? []));
      for (const id of cases) taken.set(id, (taken.get(id) ?? 0) + 1);
    },
    again() {
      const waits = over().length > 0;
      taken.clear();
      return waits;
    },
  };
}
