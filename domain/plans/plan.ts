import type { OfficeId, OfficeKind } from '../offices/office.ts';
import type { Regime } from '../reporting/form.ts';
import type { Certainty, Text } from '../text.ts';
import type { CivilDate } from '../time/instant.ts';
import type { DatePolicy } from '../time/spec.ts';

export type PlanId = string;
export type PhaseId = string;
/** Unique within its plan and kept by the task through every version of it: `II.2.a-1`. */
export type PlanTaskId = string;

/** Where words stand in the plan's document, with the words themselves. */
export interface Citation {
  /** `II`. */
  readonly section: string;
  /** Mục: `2`. */
  readonly point: string | null;
  /** Điểm: `a`. */
  readonly letter: string | null;
  /** Which dash *(gạch đầu dòng)* below it, from 1. */
  readonly dash: number | null;
  /** Word for word as in the document, but for white space. */
  readonly quote: string;
}

/**
 * Who is meant by the words of a plan. Resolved at a date by `holdersAt`: a body that has ended is
 * replaced by its successor, a kind of bodies is whoever is of that kind on the day.
 */
export type Holders =
  /** One body; `scope` is the part of its work that counts when the work was divided (`press`). */
  | { readonly kind: 'office'; readonly office: OfficeId; readonly scope: string | null }
  /**
   * Every office of these kinds. `province`: its two digits, `any`, or `none` for bodies of no
   * province; `under`: directly below one office, null for wherever.
   */
  | {
      readonly kind: 'kinds';
      readonly kinds: readonly OfficeKind[];
      readonly province: string;
      readonly under: OfficeId | null;
      readonly except: readonly OfficeId[];
    }
  /** A body that the directory does not have: shown by its name, nothing is sent to it. */
  | { readonly kind: 'named'; readonly name: Text };

/** How often a standing task has an occurrence: one in each calendar quarter, half or year. */
export interface Every {
  readonly unit: 'quarter' | 'half-year' | 'year';
  /** `plan` where the document says it ("hàng năm"); else a default, set by a named officer. */
  readonly certainty: Certainty;
}

/** The four kinds of due. */
export type PlanDue =
  /** `before`: the last good day is the day before the date. `by`: it is the date itself. */
  | {
      readonly kind: 'date';
      readonly reading: 'before';
      readonly date: CivilDate;
      readonly policy: Exclude<DatePolicy, 'roll'>;
    }
  | {
      readonly kind: 'date';
      readonly reading: 'by';
      readonly date: CivilDate;
      readonly policy: DatePolicy;
    }
  /** Months as `YYYY-MM`, both within the window. */
  | { readonly kind: 'months'; readonly from: string; readonly to: string }
  /** The task's phase; with `every`, one occurrence in each of these within it. */
  | { readonly kind: 'phase'; readonly every: Every | null }
  /** "Thường xuyên": ends only with the plan. Without `every` it is done as matters arise. */
  | { readonly kind: 'standing'; readonly every: Every | null };

/** Another process of the product that keeps a duty: the plan shows it and opens no task for it. */
export const KEEPING_PROCESSES = [
  'incident',
  'yearly-report',
  'budget',
  'treaty-change',
  'difficulty',
] as const;
export type KeepingProcess = (typeof KEEPING_PROCESSES)[number];

/** A decision of a head that is registered with number, date, what it covers, review date. */
export interface DecisionSubject {
  readonly id: string;
  readonly name: Text;
  readonly citation: Citation;
}

/** What doing a task consists of, beyond a product that is submitted and accepted. */
export type Nature =
  | { readonly kind: 'plain' }
  /** Each occurrence: who was sent, who approved it, with what result (801 II.1, 3rd dash). */
  | { readonly kind: 'training-exchange' }
  /** Each office registers a decision on each of the subjects (Lào Cai II.4). */
  | { readonly kind: 'registered-decisions'; readonly subjects: readonly DecisionSubject[] }
  /**
   * Every body of the task, in whatever part, hands in its share; the lead gathers it where there
   * is one (801, phase II), else the follow-up body. `forwardedTo`: who appraises it then, and
   * whose answer is recorded (Lào Cai II.5: lists to the Ministry); null: it stays there.
   */
  | {
      readonly kind: 'collection';
      readonly what: Text;
      readonly forwardedTo: OfficeId | null;
      /** The duties to report by which it is collected, where there are any. */
      readonly regimes?: readonly Regime[];
    }
  /** From draft to issue; `amends`: the text that is amended, null for one of its own (II.6). */
  | { readonly kind: 'regulation'; readonly amends: string | null }
  /** Its proposals are handed over to a change of the treaty as a draft (801, phase III). */
  | { readonly kind: 'review'; readonly proposalsTo: 'treaty-change' }
  /** Following, urging, inspecting, commending: records of these are facts of the task. */
  | { readonly kind: 'follow-up'; readonly record: 'inspection' | 'commendation' }
  /** Done by adopting a plan, or adding tasks, of one's own below this plan (the cascade). */
  | { readonly kind: 'own-plan' }
  /** `regimes`: the duties to report that keep it, where it is kept by reports. */
  | {
      readonly kind: 'kept-by';
      readonly process: KeepingProcess;
      readonly regimes?: readonly Regime[];
    };

/** The five clears *(5 rõ)*: person, job, responsibility, due, product. */
export const CLEARS = ['person', 'job', 'responsibility', 'due', 'product'] as const;
export type Clear = (typeof CLEARS)[number];

/** One task of a plan, as the document gives it to somebody. */
export interface PlanTask {
  readonly id: PlanTaskId;
  /** The passage that gives the task. */
  readonly citation: Citation;
  /** Other passages that say who, when or how. */
  readonly further: readonly Citation[];
  readonly job: Text;
  /** Null: it runs with the whole plan. */
  readonly phase: PhaseId | null;
  /** Who does it and answers for it; several: each for itself. */
  readonly lead: readonly Holders[];
  /** Who helps the lead; nothing of their own falls due, but their share of a collection. */
  readonly coordinating: readonly Holders[];
  /** *Đề nghị*: invited, may answer; nothing lapses on them. */
  readonly asked: readonly Holders[];
  /** Named by the text without saying in what part: responsibility is not clear. */
  readonly unassigned: readonly Holders[];
  readonly due: PlanDue | null;
  readonly product: Text | null;
  /** The task of the upper plan that this one carries out; null: none, or a plan not held. */
  readonly carriesOut: PlanTaskId | null;
  readonly nature: Nature;
  /**
   * Clears that the document does not give and the file proposes: each counts only once whoever
   * adopts the plan has confirmed it (ruling 36 of the design: so for products).
   */
  readonly proposed: readonly Clear[];
}

/** Why words of a plan give nobody a task. */
export const NO_TASK_REASONS = ['heading', 'conduct', 'says-who', 'statement'] as const;
export type NoTaskReason = (typeof NO_TASK_REASONS)[number];

/** A passage that was read and gives no task, with the reason. */
export interface NoTask {
  readonly citation: Citation;
  readonly reason: NoTaskReason;
  readonly why: Text;
}

/** A stretch of a plan; both days within it, open at its end when `to` is null. */
export interface Phase {
  readonly id: PhaseId;
  readonly name: Text;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
}

/** A line of *Nơi nhận*: its words, and whom of the directory they mean (none: outside it). */
export interface Recipient {
  readonly quote: string;
  readonly holders: readonly Holders[];
}

/** The plan that a plan carries out; `plan` is null when the product does not hold it. */
export interface UpperPlan {
  readonly citation: string;
  readonly name: Text;
  readonly date: CivilDate | null;
  readonly plan: PlanId | null;
}

/** A plan with its tasks: data, read from `rules/plans`. */
export interface Plan {
  readonly id: PlanId;
  /** Rises with every amendment; tasks keep their ids. */
  readonly version: number;
  readonly title: Text;
  /** Whether a speaker has confirmed the Lao of its names. */
  readonly loSure: boolean;
  /** As it stands on the document, `801/QĐ-TTg`; null: not numbered yet. */
  readonly number: string | null;
  /** Null: the day is not filled in yet. */
  readonly date: CivilDate | null;
  /** The month `YYYY-MM` that the document names when it names no day. */
  readonly month: string | null;
  /** Who signed it. */
  readonly issuedBy: OfficeId;
  /** Whose plan it is: adopts, amends, ends it, hears who contests a task. */
  readonly owner: OfficeId;
  /**
   * Who follows it up and accepts products; `desk` does the work for it. For its own tasks the
   * owner accepts, when that is another office.
   */
  readonly followUp: { readonly office: OfficeId; readonly desk: OfficeId };
  readonly legalBasis: readonly string[];
  readonly upper: UpperPlan | null;
  /** Its clocks stand still while the Viet Nam–Laos Agreement is suspended. */
  readonly followsTreaty: boolean;
  readonly recipients: readonly Recipient[];
  /** In `rules/sources`. */
  readonly source: string;
  readonly phases: readonly Phase[];
  readonly tasks: readonly PlanTask[];
  readonly noTask: readonly NoTask[];
}

/**
 * Which of the five clears a task lacks, in their order. A clear that is only proposed is lacking
 * until it is among the `confirmed`.
 *
 * - person: somebody leads it or is asked to do it (the office's head until somebody is named);
 * - job: it says what is to be done;
 * - responsibility: whoever is named is named in a part: leading, coordinating, asked;
 * - due: it has a date, months, a phase, or is standing;
 * - product: it says by what one sees that it is done.
 */
export function missingClears(task: PlanTask, confirmed: readonly Clear[] = []): readonly Clear[] {
  const someone = task.lead.length + task.asked.length > 0;
  const given: Readonly<Record<Clear, boolean>> = {
    person: someone,
    job: task.job.vi.trim() !== '',
    responsibility: someone && task.unassigned.length === 0,
    due: task.due !== null,
    product: task.product !== null,
  };
  return CLEARS.filter(
    (clear) => !given[clear] || (task.proposed.includes(clear) && !confirmed.includes(clear)),
  );
}
