import type { OfficeId } from '../offices/office.ts';
import type { Consolidation, FigureLine } from './consolidating.ts';

/** A number of the consolidated report that a later report has changed, and by whom. */
export interface FigureChange {
  readonly figure: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly offices: readonly OfficeId[];
}

/** What a supplement of the consolidated report says. */
export interface Supplement {
  readonly figures: readonly FigureChange[];
  /** Offices that were missing before and have reported since. */
  readonly received: readonly OfficeId[];
  /** Offices whose words are new or others than before. */
  readonly narratives: readonly { readonly narrative: string; readonly office: OfficeId }[];
}

/**
 * What has changed between two consolidations of one form: a report that comes after the collector
 * has reported makes a supplement, never a silent change.
 */
export function supplementOf(before: Consolidation, after: Consolidation): Supplement {
  return {
    figures: after.figures.flatMap(({ figure, value, lines }) => {
      const old = before.figures.find((one) => one.figure === figure);
      const offices = lines
        .filter((line) => reported(old?.lines, line.office) !== line.value)
        .map(({ office }) => office);
      const was = old?.value ?? null;
      if (offices.length === 0 && was === value) return [];
      return [{ figure, before: was, after: value, offices }];
    }),
    received: before.notReceived.filter((office) => !after.notReceived.includes(office)),
    narratives: after.narratives.flatMap(({ narrative, texts }) => {
      const old = before.narratives.find((one) => one.narrative === narrative)?.texts ?? [];
      return texts
        .filter(({ office, text }) => !old.some((o) => o.office === office && o.text === text))
        .map(({ office }) => ({ narrative, office }));
    }),
  };
}

function reported(lines: readonly FigureLine[] | undefined, office: OfficeId): number | null {
  return lines?.find((line) => line.office === office)?.value ?? null;
}
