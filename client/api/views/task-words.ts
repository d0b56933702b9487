import type { Every } from '../../../domain/plans/plan.ts';
import type { TaskTerms } from '../../../domain/plans/process/terms.ts';
import type { Language } from '../../../domain/text.ts';
import { translate } from '../../../locales/index.ts';
import { dateText } from '../../../locales/moment.ts';

/** When a task is due, as people say it: "trước ngày 01/01/2027", "hằng quý". */
export function dueWords(language: Language, { due, phase }: Pick<TaskTerms, 'due' | 'phase'>) {
  const every = (one: Every): string => translate(language, `tasks.due.${one.unit}`);
  switch (due?.kind) {
    case 'date':
      return translate(language, `tasks.due.${due.reading}`, { date: dateText(due.date) });
    case 'months': {
      const same = due.from === due.to ? 'yes' : 'no';
      const [from, to] = [monthText(due.from), monthText(due.to)];
      return translate(language, 'tasks.due.months', { same, from, to });
    }
    case 'phase':
      return due.every === null
        ? translate(language, 'tasks.due.phase', { phase: phase?.id ?? '' })
        : every(due.every);
    case 'standing':
      return due.every === null ? translate(language, 'tasks.due.standing') : every(due.every);
    default:
      return translate(language, 'tasks.due.none');
  }
}

/** What a product that is due is called: by its period, else by its number. */
export function occurrenceWords(language: Language, id: string): string {
  const [, year = '', unit, part = '1'] = /^(\d{4})(?:-([QH])(\d))?$/.exec(id) ?? [];
  if (year === '') return translate(language, 'tasks.period.none', { part: id });
  if (unit === undefined) return translate(language, 'tasks.period.year', { year });
  const name = unit === 'Q' ? 'quarter' : 'half-year';
  return translate(language, `tasks.period.${name}`, { part, year });
}

function monthText(month: string): string {
  return month.split('-').reverse().join('/');
}
