import type { Names } from '../context.ts';
import type { ClockTold } from '../story/seen.ts';

/** A figure of a form in the language of whoever asks. */
export interface FigureSeen {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  /** `by-hand`, `register` or `computed`. */
  readonly source: string;
  readonly hint: string | null;
}

export interface NarrativeSeen {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly required: boolean;
}

export interface FormPartSeen {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly figures: readonly FigureSeen[];
  readonly narratives: readonly NarrativeSeen[];
}

/** One part as it is filled in. */
export interface PartFilled {
  readonly part: string;
  readonly figures: Readonly<Record<string, number | null>>;
  readonly narratives: Readonly<Record<string, string>>;
  readonly explanations: Readonly<Record<string, string>>;
}

/** A part of the draft, and who saved it last. */
export interface PartSaved extends PartFilled {
  readonly version: number;
  readonly by: string;
  readonly at: string;
}

export interface DifferenceSeen {
  readonly part: string;
  readonly figure: string;
  readonly known: number;
  readonly reported: number;
  readonly explanation: string | null;
}

export interface SubmissionSeen {
  readonly revision: number;
  readonly filling: { readonly nil: boolean; readonly parts: readonly PartFilled[] };
  readonly checksum: string;
  readonly differences: readonly DifferenceSeen[];
  readonly by: string;
  readonly office: string;
  readonly signedAs: string;
  readonly at: string;
  readonly arrival: string;
}

/** A paper that a report was given: the council's, or the advice on it. */
export interface PaperSeen {
  readonly number: string;
  readonly on: string;
  readonly amount: number | null;
}

/** One of the reports that a report collects; without a number while it is not open. */
export interface ReportBelowSeen {
  readonly office: string;
  readonly number: string | null;
  readonly stage: string | null;
  readonly arrival: string | null;
  readonly nil: boolean;
  readonly accepted: boolean;
}

/** A report as the server shows it to whoever may read it. */
export interface ReportSeen {
  readonly id: string;
  readonly number: string;
  readonly drill: boolean;
  readonly stage: string;
  readonly ending: string | null;
  readonly arrival: string | null;
  readonly cycle: { readonly number: string; readonly regime: string; readonly year: number };
  readonly office: string;
  readonly scope: 'office' | 'branch';
  readonly drafting: string;
  readonly predecessors: readonly string[];
  readonly dates: {
    readonly from: string;
    readonly to: string;
    readonly submitFrom: string;
    readonly dueDate: string;
  };
  readonly form: {
    readonly id: string;
    readonly version: number;
    readonly name: string;
    readonly parts: readonly FormPartSeen[];
  };
  readonly parts: readonly PartSaved[];
  readonly known: Readonly<Record<string, number>>;
  readonly differences: readonly DifferenceSeen[];
  readonly faults: readonly {
    readonly code: string;
    readonly part: string | null;
    readonly field: string | null;
    readonly text: string;
  }[];
  readonly draftChecksum: string | null;
  readonly submission: SubmissionSeen | null;
  readonly returns: readonly {
    readonly at: string;
    readonly reasons: readonly { readonly part: string | null; readonly reason: string }[];
  }[];
  readonly late: {
    readonly reason: string;
    readonly until: string;
    readonly answer: string;
    readonly words: string | null;
  } | null;
  readonly missingSteps: readonly string[];
  readonly councils: readonly (PaperSeen & { readonly step: string })[];
  readonly advices: readonly (PaperSeen & { readonly text: string })[];
  readonly opinion: { readonly by: string; readonly text: string; readonly at: string } | null;
  readonly dispatches: readonly {
    readonly number: string;
    readonly channel: string;
    readonly to: string;
    readonly at: string;
  }[];
  readonly consolidated: {
    readonly at: string;
    readonly received: readonly string[];
    readonly notReceived: readonly string[];
    readonly mismatches: number;
  } | null;
  readonly collector: { readonly office: string; readonly drafting: string } | null;
  readonly addressees: readonly ReportBelowSeen[];
  readonly clocks: readonly ClockTold[];
  readonly acts: readonly string[];
  readonly names: Names;
}

/** How far some reports of a year have come. */
export interface CountsSeen {
  readonly reports: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly arrivals: Readonly<Record<string, number>>;
  readonly nil: number;
  readonly accepted: number;
  readonly returned: number;
  readonly differences: number;
}

/** Some reports, with the numbers of those that came late or not at all. */
export interface CountedSeen {
  readonly counts: CountsSeen;
  readonly late: readonly string[];
  readonly missing: readonly string[];
}

/** A year as its collector, or who collects in it, sees it. */
export interface CycleSeen {
  readonly id: string;
  readonly number: string;
  readonly regime: string;
  readonly year: number;
  readonly drill: boolean;
  readonly stage: string;
  readonly ending: string | null;
  readonly openedAt: string | null;
  readonly whole: CountedSeen;
  readonly branches: readonly (CountedSeen & {
    readonly office: string;
    readonly number: string | null;
    readonly stage: string | null;
    readonly arrival: string | null;
  })[];
  readonly root: { readonly number: string | null; readonly stage: string | null } | null;
  readonly names: Names;
}
