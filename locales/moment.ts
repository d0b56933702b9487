import type { Language } from '../domain/text.ts';
import type { Instant } from '../domain/time/instant.ts';
import { addDays, dateOf } from '../domain/time/instant.ts';
import { translate } from './index.ts';

/** A moment as people write it, to the minute: `15:30 ngày 20/12/2026`. */
export function momentText(language: Language, at: Instant): string {
  return textOf(language, at.slice(11, 16), dateOf(at));
}

/**
 * A deadline as people write it. It is stored as the first instant that is late, so midnight is
 * shown as the end of the day before: `24:00 ngày 20/12/2026`.
 */
export function dueText(language: Language, due: Instant): string {
  const time = due.slice(11, 16);
  return time === '00:00'
    ? textOf(language, '24:00', addDays(dateOf(due), -1))
    : textOf(language, time, dateOf(due));
}

/** A date as people write it: `20/12/2026`. */
export function dateText(date: string): string {
  return date.split('-').reverse().join('/');
}

function textOf(language: Language, time: string, date: string): string {
  return translate(language, 'moment.at', { time, date: dateText(date) });
}
