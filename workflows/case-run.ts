import * as wf from '@temporalio/workflow';
import type { ActCommand, ApplyInput } from '../activities/apply-command.ts';
import type {
  ActResult,
  CaseRef,
  CaseSnapshot,
  MatterKind,
  Outcome,
  Waiting,
} from '../domain/cases/outcome.ts';
import type { Instant } from '../domain/time/instant.ts';
import { instantOf, msOf } from '../domain/time/instant.ts';
import type { Duration } from '@temporalio/common';
import { TRANSACTION } from './transaction.ts';
import { ACT_UPDATE, LOOK_SIGNAL } from './wire.ts';
import type { CaseInput } from './wire.ts';

interface CaseActivities {
  applyCommand(input: ApplyInput): Promise<Outcome>;
}

const { applyCommand } = wf.proxyLocalActivities<CaseActivities>(TRANSACTION);

// Far below the server's 2,000 updates a run, so that a history stays quick to replay.
const ACTS_A_RUN = 500;
// Within this time, in milliseconds, a timer is about to ring.
const ABOUT_TO_RING = 2_000;

/** An act and its answer. An update, because the person waits for the outcome. */
export const actUpdate = wf.defineUpdate<ActResult, [ActCommand]>(ACT_UPDATE);
/** Something in the record has changed: look again. A signal, because it carries nothing. */
export const lookSignal = wf.defineSignal(LOOK_SIGNAL);

/** Which process a run is: of what kind of case, which of its processes, and how others hear. */
export interface RunOf<Process extends string> {
  readonly matter: MatterKind;
  readonly process: Process;
  /** The other process of the same case, and how it is told to look; null: there is none. */
  readonly other: { readonly process: Process; tell(input: CaseInput): Promise<void> } | null;
}

/**
 * One run of a process that carries a case. It holds no case and judges nothing: it knows the stage
 * and the next instant, waits, and hands every command to `applyCommand`, one at a time.
 */
export class CaseRun<Stage extends string, Process extends string> {
  readonly #caseId: string;
  readonly #run: RunOf<Process>;
  #snapshot: CaseSnapshot<Stage, Process> | null = null;
  #lookAgain = true;
  #acts = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #timer: { wake: Instant; scope: wf.CancellationScope } | null = null;
  #otherMoved = false;
  #opened = 0;
  #unopened: readonly CaseRef[] = [];

  constructor(input: CaseInput, run: RunOf<Process>) {
    this.#caseId = input.caseId;
    this.#run = run;
    wf.setHandler(actUpdate, (command) => this.#act(command), {
      validator: (command: unknown) => validate(command),
    });
    wf.setHandler(lookSignal, () => {
      this.#lookAgain = true;
    });
  }

  /** The stage of the case; `ended` also for a case that the record does not have. */
  get stage(): Stage | 'ended' {
    return this.#snapshot?.stage ?? 'ended';
  }

  /** Whether this process has anything left to wait for. */
  get open(): boolean {
    return this.isOpen(this.#run.process);
  }

  /** Whether a process of the case has something to carry. */
  isOpen(process: Process): boolean {
    return this.#snapshot?.waits[process].open ?? false;
  }

  /** The next few cases that this one has to open, as the last look found them. */
  get unopened(): readonly CaseRef[] {
    return this.#unopened;
  }

  /** Asks the record where the case stands, and lets lapse what is due. */
  async look(): Promise<void> {
    this.#lookAgain = false;
    await this.#apply(null);
  }

  /** Waits until something holds; meanwhile clocks lapse, and long histories are shed. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.#lookAgain) {
        await this.look();
        continue;
      }
      if (this.#otherMoved) {
        this.#otherMoved = false;
        await this.#run.other?.tell({ caseId: this.#caseId });
        continue;
      }
      if (this.#isLong()) await this.#continueAsNew();
      this.#arm();
      await wf.condition(() => holds() || this.#stirred());
    }
  }

  /**
   * Waits until it is told to look, or for so long; its clocks are looked after meanwhile, and a
   * long history is shed.
   */
  async stirred(longest: Duration): Promise<void> {
    if (this.#isLong()) await this.#continueAsNew();
    this.#arm();
    let isOver = false;
    // Never called off: the server of drills loses a step that calls off a timer as it rings.
    void wf.sleep(longest).then(() => {
      isOver = true;
    });
    await wf.condition(() => this.#lookAgain || isOver);
  }

  /** Remembers that a case was opened by this run: the run stays until that one's run is over. */
  hasOpened(over: Promise<unknown>): void {
    this.#opened += 1;
    void over.then(() => {
      this.#opened -= 1;
    });
  }

  /**
   * Waits for the answers under way, and for the runs that this one has opened, unless it is open
   * again before; after this nothing may be awaited before the end. A run that outlives who opened
   * it would stop skipped time for good: the server of drills waits for the opener to take note.
   */
  async finish(): Promise<void> {
    await this.#settle();
    while (this.#opened > 0 && !this.open) {
      await wf.condition(() => this.#opened === 0 || this.open || this.#lookAgain);
      if (this.#lookAgain) await this.look();
      await this.#settle();
    }
  }

  /** The other process was just started or told: it has looked for itself. */
  otherKnows(): void {
    this.#otherMoved = false;
  }

  get #waiting(): Waiting | null {
    return this.#snapshot?.waits[this.#run.process] ?? null;
  }

  #stirred(): boolean {
    return this.#lookAgain || this.#otherMoved || this.#isLong() || this.#moved();
  }

  async #act(command: ActCommand): Promise<ActResult> {
    this.#acts += 1;
    const outcome = await this.#apply(command);
    if (outcome.result === null) throw wf.ApplicationFailure.nonRetryable('An act has a result');
    return outcome.result;
  }

  #apply(command: ActCommand | null): Promise<Outcome> {
    const next = this.#queue.then(async () => {
      const now = instantOf(Date.now());
      const { matter } = this.#run;
      const outcome = await applyCommand({ matter, caseId: this.#caseId, now, command });
      this.#take(outcome.snapshot as CaseSnapshot<Stage, Process> | null);
      this.#unopened = outcome.unopened ?? this.#unopened;
      return outcome;
    });
    this.#queue = next.catch(() => undefined);
    return next;
  }

  #take(snapshot: CaseSnapshot<Stage, Process> | null): void {
    const before = this.#snapshot;
    if (snapshot === null || (before !== null && snapshot.version <= before.version)) return;
    this.#snapshot = snapshot;
    const { other } = this.#run;
    // Whoever has nothing to wait for needs not be told; who ends tells the other by itself.
    if (before === null || other === null || !this.open || !this.isOpen(other.process)) return;
    const moved = before.waits[other.process].wake !== snapshot.waits[other.process].wake;
    if (moved || before.stage !== snapshot.stage) this.#otherMoved = true;
  }

  #moved(): boolean {
    return (this.#waiting?.wake ?? null) !== (this.#timer?.wake ?? null);
  }

  /** One timer, for the earliest instant; set again only when that instant has moved. */
  #arm(): void {
    if (!this.#moved()) return;
    this.#callOff();
    const wake = this.#waiting?.wake ?? null;
    if (wake === null) return;
    const scope = new wf.CancellationScope();
    const timer = { wake, scope };
    this.#timer = timer;
    const ring = scope.run(() => wf.sleep(Math.max(msOf(wake) - Date.now(), 1)));
    ring.then(
      () => {
        if (this.#timer === timer) this.#timer = null;
        this.#lookAgain = true;
      },
      (error: unknown) => {
        if (!wf.isCancellation(error)) throw error;
      },
    );
  }

  /**
   * Calls the timer off. One that is about to ring is let ring, and then looked at for nothing: the
   * server of drills loses the step that calls off a timer as it rings.
   */
  #callOff(): void {
    const timer = this.#timer;
    this.#timer = null;
    if (timer !== null && msOf(timer.wake) - Date.now() > ABOUT_TO_RING) timer.scope.cancel();
  }

  #isLong(): boolean {
    return wf.workflowInfo().continueAsNewSuggested || this.#acts >= ACTS_A_RUN;
  }

  async #settle(): Promise<void> {
    this.#callOff();
    await wf.condition(wf.allHandlersFinished);
  }

  async #continueAsNew(): Promise<never> {
    await this.#settle();
    return wf.continueAsNew<(input: CaseInput) => Promise<void>>({ caseId: this.#caseId });
  }
}

function validate(command: unknown): void {
  const { key, person, act } = (command ?? {}) as Partial<ActCommand>;
  const kind: unknown = act?.kind;
  if (typeof key !== 'string' || typeof person !== 'string' || typeof kind !== 'string') {
    throw wf.ApplicationFailure.nonRetryable('An act needs a key, a person and a kind');
  }
}
