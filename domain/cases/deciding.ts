import type { Actor } from '../authority/actor.ts';
import type { RunningClock } from '../clocks/clock.ts';
import { startClock } from '../clocks/clock.ts';
import type { ClockRule, ClockRuleId } from '../clocks/rule.ts';
import { warnings } from '../clocks/warnings.ts';
import type { TreatyStatus } from '../lao-side/branch.ts';
import type { NoticeField, Releasability } from '../lao-side/notice-form.ts';
import type { NoticeKind, NoticeRequest, NoticeTo } from '../notices/notice.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Capacity, PersonId } from '../offices/person.ts';
import type { ReportForm } from '../reporting/form.ts';
import type { RegimeRule } from '../reporting/regime.ts';
import type { Calendar, CalendarId, OfficeHours } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';

/** The rules as they stand now, values set by officers included. */
export interface Rulebook {
  clock(id: ClockRuleId): ClockRule;
  calendar(id: CalendarId): Calendar;
  readonly hours: OfficeHours;
  releasability(field: NoticeField): Releasability;
  readonly treaty: TreatyStatus;
  /** The duties to report that come again. */
  readonly regimes: readonly RegimeRule[];
  /** The forms of reports, those no longer valid too. */
  readonly forms: readonly ReportForm[];
}

/** Everything a decision may know besides the case and the command. */
export interface DecisionContext {
  readonly actor: Actor;
  /** The engine's clock. */
  readonly now: Instant;
  readonly directory: DirectoryAt;
  readonly rules: Rulebook;
  /** SHA-256 (hex) of the canonical JSON of a value. */
  readonly checksum: (value: unknown) => string;
}

/** A fact as decided: what, and when it happened in the world. */
export interface DecidedFact<Fact = { readonly kind: string; readonly data: unknown }> {
  readonly fact: Fact;
  readonly happenedAt: Instant;
  /** It was due already when somebody came by with an act: it is none of their doing. */
  readonly byItself?: true;
}

export const HEADS: readonly Capacity[] = ['head', 'deputy-head'];
export const OFFICERS: readonly Capacity[] = ['case-officer'];
export const DUTY: readonly Capacity[] = ['duty-officer'];
export const CLERKS: readonly Capacity[] = ['clerk'];

/** The facts about clocks, alike in every kind of case. */
export interface ClockFacts {
  'clock-started': { readonly clock: RunningClock };
  'clock-met': { readonly clock: string };
  'clock-stopped': { readonly clock: string };
  'clock-lapsed': {
    readonly clock: string;
    readonly due: Instant;
    readonly lapses: number;
    readonly now: RunningClock;
  };
  'clock-changed': {
    readonly why: 'extended' | 'calendar' | 'frozen' | 'resumed' | 'rehomed';
    readonly reason: string;
    readonly before: { readonly due: Instant };
    readonly clock: RunningClock;
  };
}

/**
 * One decision under way: the case as the facts so far have made it, the facts, and the letters
 * that they cause. Nothing is kept unless the whole decision is accepted.
 */
export abstract class CaseDeciding<
  Case extends { readonly clocks: readonly RunningClock[] },
  Data extends ClockFacts,
  Fact extends { readonly kind: keyof Data; readonly data: unknown },
> {
  readonly context: DecisionContext;
  readonly facts: DecidedFact<Fact>[] = [];
  readonly notices: NoticeRequest[] = [];
  protected readonly caseId: string;
  #case: Case | null;

  constructor(caseId: string, before: Case | null, context: DecisionContext) {
    this.caseId = caseId;
    this.#case = before;
    this.context = context;
  }

  /** The case as it is after a fact. */
  protected abstract evolved(before: Case | null, fact: Fact): Case;

  /** Whether an office gets no letters about this case, whatever its part. */
  protected abstract isPassedBy(office: OfficeId): boolean;

  get now(): Instant {
    return this.context.now;
  }

  get rules(): Rulebook {
    return this.context.rules;
  }

  get directory(): DirectoryAt {
    return this.context.directory;
  }

  /** The case as it stands after the facts so far. */
  get case(): Case {
    if (this.#case === null) throw new Error(`Case ${this.caseId} has no facts yet`);
    return this.#case;
  }

  record<K extends keyof Data & string>(
    kind: K,
    data: Data[K],
    happenedAt: Instant = this.now,
  ): void {
    const fact = { kind, data } as unknown as Fact;
    this.#case = this.evolved(this.#case, fact);
    this.facts.push({ fact, happenedAt });
  }

  /** Starts a clock, unless the same one (rule and subject) is running or frozen already. */
  start(
    rule: ClockRuleId,
    at: { owner: OfficeId; subject?: string; anchor?: Instant; value?: ClockRule['spec'] },
  ): void {
    const subject = at.subject ?? null;
    if (this.running(rule, subject) !== undefined) return;
    const definition = this.rules.clock(rule);
    const calendar = this.rules.calendar(definition.calendar);
    const clock = startClock(
      definition,
      {
        id: `${rule}#${this.case.clocks.filter((c) => c.rule === rule).length + 1}`,
        owner: at.owner,
        subject,
        anchor: at.anchor ?? this.now,
        ...(at.value === undefined ? {} : { value: at.value }),
      },
      calendar,
      this.rules.hours,
    );
    this.record('clock-started', { clock } as Data['clock-started']);
    this.warn(clock, definition);
  }

  /** Lays down the warnings of a clock as letters for later; they are dropped when it ends. */
  warn(clock: RunningClock, rule: ClockRule = this.rules.clock(clock.rule)): void {
    if (this.isPassedBy(clock.owner)) return;
    const calendar = this.rules.calendar(clock.calendar);
    for (const at of warnings(clock, rule, calendar, this.rules.hours)) {
      if (at <= this.now) continue;
      this.notices.push({
        kind: 'clock-warning',
        to: { office: clock.owner, capacities: [...OFFICERS, ...HEADS] },
        urgent: true,
        at,
        clock: clock.id,
      });
    }
  }

  /** The running or frozen clock of a rule, of that subject where one is given. */
  running(rule: ClockRuleId, subject?: string | null): RunningClock | undefined {
    return this.case.clocks.find(
      (c) =>
        c.rule === rule &&
        (subject === undefined || c.subject === subject) &&
        (c.status === 'running' || c.status === 'frozen'),
    );
  }

  /** The duty is done: ends the rule's clocks (of the subject, where one is given). */
  meet(rule: ClockRuleId, subject?: string): void {
    for (let clock = this.running(rule, subject); clock; clock = this.running(rule, subject)) {
      this.record('clock-met', { clock: clock.id } as Data['clock-met']);
    }
  }

  /** The duty has fallen away. */
  stop(...rules: ClockRuleId[]): void {
    for (const rule of rules) {
      for (let clock = this.running(rule); clock; clock = this.running(rule)) {
        this.record('clock-stopped', { clock: clock.id } as Data['clock-stopped']);
      }
    }
  }

  tell(
    kind: NoticeKind,
    office: OfficeId,
    capacities: readonly Capacity[],
    urgent: 'urgent' | 'in-digest' = 'urgent',
  ): void {
    if (!this.isPassedBy(office)) this.send(kind, { office, capacities }, urgent);
  }

  tellPerson(kind: NoticeKind, person: PersonId): void {
    this.send(kind, { person }, 'in-digest');
  }

  private send(kind: NoticeKind, to: NoticeTo, urgent: 'urgent' | 'in-digest'): void {
    this.notices.push({ kind, to, urgent: urgent === 'urgent', at: null, clock: null });
  }
}

/** Letters without the warnings of clocks that no longer run: started and ended in one decision. */
export function lettersOf(
  notices: readonly NoticeRequest[],
  { clocks }: { readonly clocks: readonly RunningClock[] },
): NoticeRequest[] {
  const running = new Set(clocks.filter((c) => c.status === 'running').map((c) => c.id));
  return notices.filter((n) => n.clock === null || running.has(n.clock));
}
