import type { Every, Plan, PlanTask } from '../../../domain/plans/plan.ts';
import type { Language } from '../../../domain/text.ts';
import { translate } from '../../../locales/index.ts';
import { dateText } from '../../../locales/moment.ts';

/** By when a task of a plan is due, as people write it; null where the plan says nothing. */
export function planDueText(
  { phases }: Pick<Plan, 'phases'>,
  { due, phase: id }: Pick<PlanTask, 'due' | 'phase'>,
  language: Language,
): string | null {
  if (due === null) return null;
  switch (due.kind) {
    case 'date': {
      const date = dateText(due.date);
      return translate(language, `plans.due-${due.reading}`, { date });
    }
    case 'months':
      return translate(language, 'plans.due-months', {
        from: dateText(due.from),
        to: dateText(due.to),
        one: due.from === due.to ? 'yes' : 'no',
      });
    case 'phase': {
      const phase = phases.find((one) => one.id === id)?.name[language] ?? '';
      return translate(language, 'plans.due-phase', { phase, every: everyOf(due.every) });
    }
    case 'standing':
      return translate(language, 'plans.due-standing', { every: everyOf(due.every) });
  }
}

// The words of a choice inside a text have no hyphens.
function everyOf(every: Every | null): 'quarter' | 'half' | 'year' | 'none' {
  return every === null ? 'none' : every.unit === 'half-year' ? 'half' : every.unit;
}
