import { expect } from 'vitest';
import type { Answered, ApiOffice } from './api-office.ts';

/** Somebody asked for an act, and what the tables say of it. */
export interface Judged {
  readonly who: string;
  readonly kind: string;
  /** Whether it is there for them at all. */
  readonly reads: boolean;
  readonly isAllowed: boolean;
}

/** Holds what the API answers to who asks for which act against tables written by hand. */
export class Judging {
  readonly #cells = { open: 0, forbidden: 0, hidden: 0 };
  readonly #met = new Set<string>();

  /** What is not there for somebody is hidden, what they may not do costs the engine nothing. */
  async judge(
    { engine }: ApiOffice,
    { who, kind, reads, isAllowed }: Judged,
    ask: () => Promise<Answered>,
  ): Promise<void> {
    const before = engine.asked.length;
    const answered = await ask();
    const costs = engine.asked.length - before;
    const about = `${who} ${kind}: ${answered.text}`;
    const code = answered.json.code as string | undefined;
    if (!reads) {
      expect([code, costs], about).toEqual(['NOT_FOUND', 0]);
      this.#cells.hidden += 1;
    } else if (!isAllowed) {
      expect([code, costs], about).toEqual(['FORBIDDEN', 0]);
      this.#cells.forbidden += 1;
    } else {
      // What then bars it is the stage, the kind of it, or what it says.
      expect(['NOT_FOUND', 'FORBIDDEN'], about).not.toContain(code);
      this.#met.add(kind);
      this.#cells.open += 1;
    }
  }

  /** Many cells of each kind were judged (more than `least`), and every act is open to somebody. */
  expectMany(
    kinds: readonly string[],
    least: { readonly open: number; readonly forbidden: number; readonly hidden: number },
  ): void {
    expect([...this.#met].sort()).toEqual([...kinds].sort());
    expect(this.#cells.open).toBeGreaterThan(least.open);
    expect(this.#cells.forbidden).toBeGreaterThan(least.forbidden);
    expect(this.#cells.hidden).toBeGreaterThan(least.hidden);
  }
}
