import type { CaseRef, CaseSnapshot } from '../domain/cases/outcome.ts';
import type { DecidedFact, DecisionContext } from '../domain/cases/deciding.ts';
import type { RunningClock } from '../domain/clocks/clock.ts';
import type { Refusal } from '../domain/errors.ts';
import type { NoticeRequest } from '../domain/notices/notice.ts';
import type { OfficeId } from '../domain/offices/office.ts';
import type { PersonId } from '../domain/offices/person.ts';
import type { Queryable } from '../records/database.ts';

/** What every kind of case has. */
export interface AnyCase {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly stage: string;
  readonly ending: string | null;
  readonly drill: boolean;
  readonly clocks: readonly RunningClock[];
}

/** What a decision on a case comes to, whatever its kind. */
export interface CaseDecision<Case> {
  readonly after: Case;
  readonly facts: readonly DecidedFact[];
  readonly notices: readonly NoticeRequest[];
  readonly refusal: Refusal | null;
}

/** Who gets no letters about a case, and who must not hear of it as its reporter. */
export interface LettersAbout {
  readonly excludeOffice: OfficeId | null;
  readonly reporter: PersonId | null;
}

/** The moment of a decision, and the directory as it stands then. */
export type DecisionAt = Pick<DecisionContext, 'now' | 'directory'>;

/** What `applyCommand` has to know of one kind of case. Facts stand in `<stream>/<case id>`. */
export interface Matter<Case extends AnyCase> {
  readonly stream: string;
  /** The case, held against every other writer until the transaction ends. */
  lock(tx: Queryable, id: string): Promise<Case | null>;
  /** The first decision on a case without a row; null when nothing is known of it. */
  begin(tx: Queryable, id: string, context: DecisionContext): Promise<CaseDecision<Case> | null>;
  /** Decides on an act, or, for null, on what is due, with what stands in the record now. */
  decide(
    tx: Queryable,
    before: Case,
    act: unknown,
    context: DecisionContext,
  ): Promise<CaseDecision<Case>>;
  save(tx: Queryable, before: Case | null, after: Case, at: DecisionAt): Promise<void>;
  snapshot(after: Case, at: DecisionAt): CaseSnapshot;
  /** The next few cases that this one has to open; for kinds of case that open others. */
  unopened?(tx: Queryable, after: Case): Promise<readonly CaseRef[]>;
  /** Kinds of facts that are the clock's doing, whoever came by at that moment. */
  readonly byClock: ReadonlySet<string>;
  letters(after: Case): LettersAbout;
}
