import type { Language } from '../../../domain/text.ts';
import { translate } from '../../../locales/index.ts';

/** What a product that is due is called: by its period, else by its number. */
export function occurrenceWords(language: Language, id: string): string {
  const [, year = '', unit, part = '1'] = /^(\d{4})(?:-([QH])(\d))?$/.exec(id) ?? [];
  if (year === '') return translate(language, 'tasks.period.none', { part: id });
  if (unit === undefined) return translate(language, 'tasks.period.year', { year });
  const name = unit === 'Q' ? 'quarter' : 'half-year';
  return translate(language, `tasks.period.${name}`, { part, year });
}
