import { overAll } from '../../bench/measures.ts';
import { tellToLook } from '../../client/tell-to-look.ts';
import type { CaseRef, Outcome } from '../../domain/cases/outcome.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { DirectSystem } from './direct-system.ts';

/** How much is in hand at once: on a machine of two processors more is no quicker. */
export const AT_ONCE = 8;

interface Carried {
  readonly ref: CaseRef;
  readonly version: number;
  readonly wake: Instant | null;
}

/**
 * Time for a system without an engine: it knows of each case what its process would know (the
 * newest snapshot), wakes it at its instant as a timer would, and tells whoever is asked to look.
 */
export class DirectTime {
  readonly #system: DirectSystem;
  readonly #carried = new Map<string, Carried>();
  /** How often a case was woken. */
  woken = 0;

  constructor(system: DirectSystem) {
    this.#system = system;
    system.heard = (ref, outcome) => this.#hear(ref, outcome);
  }

  /** Lets time pass up to an instant: what is due by then happens in its order. */
  async goTo(instant: Instant): Promise<void> {
    for (let next = this.#next(); next !== null && next <= instant; next = this.#next()) {
      this.#system.at = next;
      await overAll('woken', this.#dueAt(next), AT_ONCE, (one) => this.#wake(one));
      await this.tell();
    }
    this.#system.at = instant;
    await this.tell();
  }

  /** Tells whoever is asked to look by now, and whoever is asked by that. */
  async tell(): Promise<void> {
    const { db } = this.#system.database;
    const engine = {
      look: (id: string, matter: CaseRef['matter']) => this.#system.look(matter, id),
    };
    for (;;) {
      const { rows } = await db.query<{ due: boolean }>(
        'select exists (select from looks where look_at <= $1) as due',
        [this.#system.at],
      );
      if (rows[0]?.due !== true) return;
      await tellToLook({ db, engine }, this.#system.at);
    }
  }

  async #wake(one: Carried): Promise<void> {
    const { ref, wake } = one;
    const key = keyOf(ref);
    // Told by another case in the same moment.
    if (this.#carried.get(key) !== one) return;
    this.woken += 1;
    await this.#system.look(ref.matter, ref.id);
    // A process would set the same timer again, and again.
    if (this.#carried.get(key) === one) throw new Error(`${key} is woken at ${wake} for nothing`);
  }

  #hear(ref: CaseRef, { snapshot }: Outcome): void {
    const key = keyOf(ref);
    const before = this.#carried.get(key);
    // As a process does it: only what is newer is taken over.
    if (snapshot === null || (before !== undefined && snapshot.version <= before.version)) return;
    const waits = Object.values(snapshot.waits).filter(({ open }) => open);
    const wake = waits.flatMap(({ wake: at }) => at ?? []).sort()[0] ?? null;
    this.#carried.set(key, { ref, version: snapshot.version, wake });
  }

  #next(): Instant | null {
    let next: Instant | null = null;
    for (const { wake } of this.#carried.values()) {
      if (wake !== null && (next === null || wake < next)) next = wake;
    }
    return next;
  }

  #dueAt(instant: Instant): readonly Carried[] {
    return [...this.#carried.values()].filter(({ wake }) => wake !== null && wake <= instant);
  }
}

function keyOf({ matter, id }: CaseRef): string {
  return `${matter}/${id}`;
}
