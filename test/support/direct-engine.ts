import { createApplyCommand } from '../../activities/apply-command.ts';
import type { ActAnswer, ActRequest, Engine } from '../../client/engine.ts';
import type { MatterKind } from '../../domain/cases/outcome.ts';
import { MATTERS } from '../../domain/cases/outcome.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database } from '../../records/database.ts';
import type { StandingAt } from '../../records/standing.ts';
import type { CaseProcess } from '../../workflows/wire.ts';
import { firstProcessOf, processesOf } from '../../workflows/wire.ts';

/**
 * No engine at all: the step that the real one carries out, called directly on the real database.
 * It keeps no timers, so nothing lapses but when somebody acts or looks. It can be switched off.
 */
export class DirectEngine implements Engine {
  /**
   * `slow`: the act happens, but its outcome comes too late to be told. `judging`: it is decided on
   * and answered, and nothing of it is kept.
   */
  state: 'up' | 'down' | 'slow' | 'judging' = 'up';
  /** Acts that reached it. */
  readonly asked: ActRequest[] = [];
  readonly looked: string[] = [];
  readonly #apply: ReturnType<typeof createApplyCommand>;
  readonly #judge: ReturnType<typeof createApplyCommand>;
  readonly #now: () => Instant;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: { db: Database; standing: StandingAt; now: () => Instant }) {
    const apply = createApplyCommand(parts);
    // One at a time, as a process does it.
    this.#apply = (input) => {
      const next = this.#turn.then(() => apply(input));
      this.#turn = next.catch(() => undefined);
      return next;
    };
    this.#judge = createApplyCommand({ ...parts, db: forgetting(parts.db) });
    this.#now = parts.now;
  }

  async begin(caseId: string, process: CaseProcess = 'incident'): Promise<void> {
    if (this.state === 'down') throw new Error('The engine is switched off');
    const matter = matterOf(process);
    for (;;) {
      const look = { matter, caseId, now: this.#now(), command: null };
      const { unopened = [] } = await this.#apply(look);
      if (unopened.length === 0) return;
      // What a case opens has a process of its own.
      for (const one of unopened) await this.begin(one.id, firstProcessOf(one.matter));
    }
  }

  async act(request: ActRequest): Promise<ActAnswer> {
    this.asked.push(request);
    if (this.state === 'down') return { kind: 'pending' };
    const { caseId, process, key, requestHash, actor, act } = request;
    const matter = matterOf(process);
    const command = { key, requestHash, ...actor, act };
    const carry = this.state === 'judging' ? this.#judge : this.#apply;
    const { result } = await carry({ matter, caseId, now: this.#now(), command });
    if (result === null) throw new Error('An act has an outcome');
    return this.state === 'slow' ? { kind: 'pending' } : { kind: 'answered', result };
  }

  async look(caseId: string, matter: MatterKind): Promise<void> {
    this.looked.push(caseId);
    await this.begin(caseId, firstProcessOf(matter));
  }

  async deliver(): Promise<void> {
    // Letters stay in the outbox.
  }

  async health(): Promise<{ ok: boolean; detail: string }> {
    return this.state === 'down'
      ? { ok: false, detail: 'unreachable' }
      : { ok: true, detail: 'serving' };
  }
}

/** The kind of case that a process carries. */
export function matterOf(process: CaseProcess): MatterKind {
  const matter = MATTERS.find((kind) => processesOf(kind).includes(process));
  if (matter === undefined) throw new Error(process);
  return matter;
}

/** The same database, which keeps nothing of what is written. */
function forgetting(db: Database): Database {
  return {
    ...db,
    async transaction(work) {
      let came: { value: Awaited<ReturnType<typeof work>> } | null = null;
      const forget = new Error('Nothing of it is kept');
      await db
        .transaction(async (tx) => {
          came = { value: await work(tx) };
          throw forget;
        })
        .catch((error: unknown) => {
          if (error !== forget) throw error;
        });
      if (came === null) throw forget;
      return (came as { value: Awaited<ReturnType<typeof work>> }).value;
    },
  };
}
