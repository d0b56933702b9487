import type { Rulebook } from '../../../domain/cases/deciding.ts';
import type { KeepingProcess, PlanTask } from '../../../domain/plans/plan.ts';
import type { Language } from '../../../domain/text.ts';

/** Which other process carries a task out. */
export interface KeptByView {
  readonly process: KeepingProcess;
  /** The names of the reports that do; none where no report does. */
  readonly reports: readonly string[];
}

/** What carries a task out that has no process of its own; null for a task that has. */
export function keptByView(
  { nature }: Pick<PlanTask, 'nature'>,
  { regimes }: Pick<Rulebook, 'regimes'>,
  language: Language,
): KeptByView | null {
  if (nature.kind !== 'kept-by') return null;
  const names = (nature.regimes ?? []).map(
    (id) => regimes.find((rule) => rule.id === id)?.name[language] ?? id,
  );
  return { process: nature.process, reports: names };
}
