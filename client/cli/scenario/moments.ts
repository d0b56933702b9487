import type { Instant } from '../../../domain/time/instant.ts';
import { parseInstant } from '../../../domain/time/instant.ts';

const DAY_OF_YEAR = /^\d{2}-\d{2}T\d{2}:\d{2}$/;

/**
 * A moment of a scenario: RFC 3339, with or without seconds; or only month, day and time
 * (`12-16T09:00`, Viet Nam time), which is the next such moment. Undefined for anything else.
 */
export function momentFrom(text: string, now: Instant): Instant | undefined {
  if (!DAY_OF_YEAR.test(text)) return parseInstant(text);
  const thisYear = Number(now.slice(0, 4));
  // The 29th of February comes every few years.
  const years = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((ahead) => thisYear + ahead);
  return years
    .map((year) => parseInstant(`${year}-${text}+07:00`))
    .find((instant) => instant !== undefined && instant >= now);
}

/** Whether a text is a moment, whatever time it is. */
export function isMoment(text: string): boolean {
  return momentFrom(text, '2024-01-01T00:00:00.000+07:00' as Instant) !== undefined;
}
