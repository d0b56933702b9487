import type { RunningClock } from '../../domain/clocks/clock.ts';
import type { DecidedFact, DecisionContext } from '../../domain/cases/deciding.ts';
import type { Settled } from '../../domain/cases/settling.ts';
import type { Refusal } from '../../domain/errors.ts';
import type { NoticeRequest } from '../../domain/notices/notice.ts';
import type { Directory } from '../../domain/offices/directory.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dateOf } from '../../domain/time/instant.ts';
import { checksum } from '../../records/checksum.ts';
import { DIRECTORY, OfficePlay, somebody } from './office-play.ts';

interface AnyCase {
  readonly version: number;
  readonly clocks: readonly RunningClock[];
}

/** One case in memory, decided on by the real rules; time goes where the test puts it. */
export abstract class CasePlay<Case extends AnyCase, Data, Fact> {
  now: Instant;
  after!: Case;
  directory: Directory = DIRECTORY;
  readonly facts: DecidedFact<Fact>[] = [];
  readonly notices: NoticeRequest[] = [];
  refusal: Refusal | null = null;
  readonly world = new OfficePlay();

  constructor(now: string) {
    this.now = now as Instant;
  }

  protected abstract decided(
    act: { readonly kind: keyof Data; readonly data: unknown } | null,
    context: DecisionContext,
  ): Settled<Case, Fact>;

  /** The next instant at which the case's process wakes. */
  protected abstract wake(): Instant | null;

  /** Does an act; returns the refusal's code, or `done`. */
  try<K extends keyof Data & string>(who: string, kind: K, data: Data[K]): string {
    const act: { readonly kind: keyof Data; readonly data: unknown } = { kind, data };
    return this.take(this.decided(act, this.context(who)));
  }

  /** Does an act that has to be accepted. */
  does<K extends keyof Data & string>(who: string, kind: K, data: Data[K]): this {
    const came = this.try(who, kind, data);
    if (came !== 'done') throw new Error(`${who} ${kind}: ${came} ${JSON.stringify(this.refusal)}`);
    return this;
  }

  look(): this {
    this.take(this.decided(null, this.context('clock')));
    return this;
  }

  /** Lets time pass, waking at every instant at which something happens. */
  waitUntil(text: string): this {
    const instant = text as Instant;
    for (;;) {
      const next = this.wake();
      if (next === null || next > instant) break;
      this.now = next > this.now ? next : this.now;
      const before = this.after.version;
      this.look();
      if (this.after.version === before && this.wake() === next) {
        throw new Error(`Woken for nothing at ${next}`);
      }
    }
    this.now = instant;
    return this;
  }

  clock(rule: string): RunningClock {
    const clock = this.after.clocks.findLast((c) => c.rule === rule);
    if (clock === undefined) throw new Error(`No clock ${rule}`);
    return clock;
  }

  running(): readonly string[] {
    return this.after.clocks.filter((c) => c.status === 'running').map((c) => c.rule);
  }

  lettersOf(kind: string): readonly string[] {
    const found = this.notices.filter((n) => n.kind === kind);
    return found.map(({ to }) => ('office' in to ? to.office : to.person));
  }

  protected context(who: string): DecisionContext {
    const kind = who === 'process' || who === 'clock' ? who : null;
    const actor = kind === null ? somebody(who) : ({ kind } as const);
    const directory = this.directory.at(dateOf(this.now));
    return { actor, now: this.now, directory, rules: this.world.rules, checksum };
  }

  protected take({ after, facts, notices, refusal }: Settled<Case, Fact>): string {
    this.after = after;
    this.facts.push(...facts);
    this.notices.push(...notices);
    this.refusal = refusal;
    return refusal?.code ?? 'done';
  }
}

/** A generator of numbers from a seed, so that a failing run can be had again. */
export function dice(seed: number) {
  // Seeds one after another begin far from each other.
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
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

/** What random acts came to: by act, and every stage, ending and refusal that was reached. */
export class Tally {
  readonly acts = new Map<string, { done: number; refused: number }>();
  readonly stages = new Set<string>();
  readonly endings = new Set<string>();
  readonly codes = new Set<string>();

  note(kind: string, code: string, after: { readonly stage: string; ending: string | null }): void {
    const row = this.acts.get(kind) ?? { done: 0, refused: 0 };
    if (code === 'done') row.done += 1;
    else row.refused += 1;
    this.acts.set(kind, row);
    this.codes.add(code);
    this.stages.add(after.stage);
    if (after.ending !== null) this.endings.add(after.ending);
  }

  /** Prints the table; the share of acts that were accepted. */
  print(): number {
    const rows = [...this.acts].sort(([a], [b]) => a.localeCompare(b));
    const done = rows.reduce((sum, [, row]) => sum + row.done, 0);
    const all = rows.reduce((sum, [, row]) => sum + row.done + row.refused, 0);
    console.table(Object.fromEntries(rows));
    console.log(`${done} of ${all} accepted; codes: ${[...this.codes].sort().join(' ')}`);
    return done / all;
  }

  /** Acts that were tried less than a hundred times or never accepted. */
  rare(kinds: readonly string[]): readonly string[] {
    return kinds.filter((kind) => {
      const { done, refused } = this.acts.get(kind) ?? { done: 0, refused: 0 };
      return done === 0 || done + refused < 100;
    });
  }
}
