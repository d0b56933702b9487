/** A generator of numbers from a seed, so that a failing run can be had again. */
export function dice(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    chance: (p: number) => next() < p,
    among: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    upTo: (n: number) => Math.floor(next() * n),
  };
}

export type Dice = ReturnType<typeof dice>;
