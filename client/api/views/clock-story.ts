import type { ClockFacts } from '../../../domain/cases/deciding.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { StoredFact } from '../../../records/facts.ts';

/** What only the story before a fact about a clock tells of it. */
export interface ClockStory {
  /** How a clock ended that was met: in time, late, or by something else than what it waits for. */
  readonly ended?: 'kept' | 'late' | 'passed';
  /** Whether a clock was due already when it began. */
  readonly wasPast?: boolean;
}

/** Whether what a clock waits for is among what happened since it began. */
export type IsKept = (clock: string, since: readonly Told[]) => boolean;

type Told = Pick<StoredFact, 'kind' | 'data' | 'happenedAt'>;

/**
 * The facts of a case with what the story before each tells of its clock: a clock that had lapsed
 * was not kept when it was met. A lapse is told where it was noticed: what was due before its case
 * was there, of a plan adopted after its own days for example, did not happen before the case.
 */
export function withClockStory<Fact extends Told>(
  facts: readonly Fact[],
  isKept: IsKept = () => true,
): readonly Fact[] {
  const started = new Map<string, { readonly at: Instant; readonly index: number }>();
  const lapsed = new Set<string>();
  let latest: Instant | null = null;
  return facts.map((fact, index) => {
    const { story, at } = storyOf(fact, index);
    if (latest === null || at > latest) latest = at;
    if (story === null) return fact;
    return { ...fact, happenedAt: at, data: { ...(fact.data as object), ...story } };
  });

  function storyOf(
    { kind, data, happenedAt: at }: Fact,
    index: number,
  ): { readonly story: ClockStory | null; readonly at: Instant } {
    if (kind === 'clock-started') {
      const { clock } = data as ClockFacts['clock-started'];
      started.set(clock.id, { at, index });
    }
    if (kind === 'clock-changed') {
      const { why, clock } = data as ClockFacts['clock-changed'];
      // Whoever was given more time is late by that, not by what was before.
      if (why === 'extended') lapsed.delete(clock.id);
    }
    if (kind === 'clock-lapsed') {
      const { clock, due, lapses } = data as ClockFacts['clock-lapsed'];
      lapsed.add(clock);
      const start = started.get(clock);
      const wasPast = lapses === 1 && start !== undefined && due < start.at;
      return { story: { wasPast }, at: latest !== null && at < latest ? latest : at };
    }
    if (kind === 'clock-met') {
      const { clock } = data as ClockFacts['clock-met'];
      const since = facts.slice(started.get(clock)?.index ?? 0, index);
      if (!isKept(clock, since)) return { story: { ended: 'passed' }, at };
      return { story: { ended: lapsed.has(clock) ? 'late' : 'kept' }, at };
    }
    return { story: null, at };
  }
}
