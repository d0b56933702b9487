import type { RunningClock } from '../clocks/clock.ts';
import type { Refusal } from '../errors.ts';
import type { NoticeRequest } from '../notices/notice.ts';
import type { Instant } from '../time/instant.ts';
import type { DecidedFact } from './deciding.ts';
import { lettersOf } from './deciding.ts';

/** What a decision on a case comes to, whatever its kind. */
export interface Settled<Case, Fact> {
  readonly after: Case;
  readonly facts: readonly DecidedFact<Fact>[];
  readonly notices: readonly NoticeRequest[];
  readonly refusal: Refusal | null;
}

interface UnderWay<Case, Fact> {
  readonly case: Case;
  readonly facts: readonly DecidedFact<Fact>[];
  readonly notices: readonly NoticeRequest[];
}

interface Clocked {
  readonly clocks: readonly RunningClock[];
}

/** The outcome of one step alone; beside a refused act, of what was due when it came. */
export function settled<Case extends Clocked, Fact>(
  d: UnderWay<Case, Fact>,
  refusal: Refusal | null = null,
): Settled<Case, Fact> {
  const facts = refusal === null ? d.facts : byItself(d.facts);
  return { after: d.case, facts, notices: lettersOf(d.notices, d.case), refusal };
}

/** The outcome of what was due and then an act that was accepted. */
export function settledBoth<Case extends Clocked, Fact>(
  first: UnderWay<Case, Fact>,
  second: UnderWay<Case, Fact>,
): Settled<Case, Fact> {
  return {
    after: second.case,
    facts: [...byItself(first.facts), ...second.facts],
    notices: lettersOf([...first.notices, ...second.notices], second.case),
    refusal: null,
  };
}

function byItself<Fact>(facts: readonly DecidedFact<Fact>[]): readonly DecidedFact<Fact>[] {
  return facts.map((fact) => ({ ...fact, byItself: true }));
}

/** The next instant at which a clock of a case does something; null when none runs. */
export function wakeOf({ clocks }: Clocked): Instant | null {
  const nexts = clocks.filter((clock) => clock.status === 'running').map((clock) => clock.next);
  return nexts.reduce<Instant | null>((a, b) => (a === null || b < a ? b : a), null);
}

/** The n-th office of a chain, counted from 1; its last one beyond that; null for an empty one. */
export function nth<Office>(chain: readonly Office[], n: number): Office | null {
  return chain[Math.min(n, chain.length) - 1] ?? null;
}
