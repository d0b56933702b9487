import type {
  Consolidation,
  FigureLine,
  GatheredNarrative,
  Mismatch,
} from '../../../domain/reporting/consolidating.ts';
import type { ReportForm } from '../../../domain/reporting/form.ts';
import { figuresOf } from '../../../domain/reporting/form.ts';
import type { Behind } from '../../../domain/reporting/register-figures.ts';
import type { Language } from '../../../domain/text.ts';
import type { ReportBelow } from '../../../records/reports-list.ts';

/** One addressee's share in a number; whose it is made of, its own report tells. */
export interface LineView {
  readonly office: string;
  /** The addressee's report; null while it is not open. */
  readonly number: string | null;
  readonly value: number | null;
  /** What the addressee added to, or took from, the sum of those below it. */
  readonly own: number | null;
  /** How many cases and entries of the register are behind it. */
  readonly behind: number;
}

export interface ConsolidatedFigureView {
  readonly figure: string;
  readonly name: string;
  readonly value: number | null;
  readonly lines: readonly LineView[];
}

/** What a collector has in its hands. */
export type ConsolidationView = Pick<
  Consolidation,
  'arrivals' | 'nil' | 'late' | 'latePermitted' | 'notReceived'
> & {
  readonly figures: readonly ConsolidatedFigureView[];
  readonly narratives: readonly GatheredNarrative[];
  readonly mismatches: readonly (Mismatch & { readonly explained: boolean })[];
};

/** A consolidation as its readers see it, in their language. */
export function consolidationView(
  form: ReportForm,
  consolidation: Consolidation,
  below: readonly ReportBelow[],
  language: Language,
): ConsolidationView {
  const names = new Map(figuresOf(form).map(({ id, name }) => [id, name[language]]));
  const { arrivals, nil, late, latePermitted, notReceived, narratives } = consolidation;
  return {
    ...{ arrivals, nil, late, latePermitted, notReceived, narratives },
    figures: consolidation.figures.map(({ figure, value, lines }) => ({
      figure,
      name: names.get(figure) ?? figure,
      value,
      lines: linesView(lines, below),
    })),
    mismatches: consolidation.mismatches.map((mismatch) => ({
      ...mismatch,
      explained: mismatch.explanation !== null,
    })),
  };
}

/** The lines of the addressees, which stand in the order of their reports. */
export function linesView(
  lines: readonly FigureLine[],
  below: readonly ReportBelow[],
): readonly LineView[] {
  return lines.map(({ office, value, own, behind }, index) => {
    const number = below[index]?.number ?? null;
    return { office, number, value, own, behind: behind.length };
  });
}

/** A number of a report, and what it is made of. */
export interface FigureDetail {
  readonly figure: string;
  readonly name: string;
  readonly unit: string;
  /** What stands in the report. */
  readonly value: number | null;
  /** What the system knows: the register, or the sum of the lines; null where nobody keeps it. */
  readonly known: number | null;
  readonly lines: readonly LineView[];
  /**
   * The numbers of the cases and entries of the register behind it. To open a case needs what every
   * case needs: to stand on its list, and a clearance.
   */
  readonly behind: readonly Behind[];
}
