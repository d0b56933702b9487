import type { PersonActor } from '../../authority/actor.ts';
import type { Refusal } from '../../errors.ts';
import type { ReportActData, ReportActKind } from './act.ts';
import type { ReportDeciding } from './deciding.ts';
import type { ReportStage } from './vocabulary.ts';

/** One row of the table of acts on a report: from which stages it may be done, and what it does. */
export interface ReportActRule<K extends ReportActKind> {
  readonly from: readonly ReportStage[];
  /** Records what follows, or refuses; whatever was recorded before a refusal is dropped. */
  readonly decide: (
    deciding: ReportDeciding,
    data: ReportActData[K],
    actor: PersonActor,
  ) => Refusal | null;
}

export type ReportActRules<K extends ReportActKind> = { readonly [P in K]: ReportActRule<P> };
