declare const instantBrand: unique symbol;
declare const dateBrand: unique symbol;

/**
 * A moment, as ISO 8601 text of fixed width and offset: `2026-11-23T18:42:45.000+07:00`.
 * Viet Nam and Laos are UTC+7 the year round, so text order is time order.
 */
export type Instant = string & { readonly [instantBrand]: true };

/** A civil date in UTC+7: `2026-11-23`. */
export type CivilDate = string & { readonly [dateBrand]: true };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const OFFSET = 7 * HOUR;
const WIDTH = '2026-11-23T18:42:45.000+07:00'.length;
const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Whether a moment, day or month, as text, lies in the years that an office of today can speak of;
 * beyond them time's text form changes.
 */
export function isOurTime(text: string): boolean {
  return text >= '1900' && text < '2200';
}

/** The instant of an epoch time in milliseconds. */
export function instantOf(ms: number): Instant {
  return new Date(ms + OFFSET).toISOString().replace('Z', '+07:00') as Instant;
}

/** Milliseconds since the epoch. */
export function msOf(instant: Instant): number {
  return Date.parse(instant);
}

/** Reads RFC 3339 text with any offset; `undefined` for anything else, also for 30 February. */
export function parseInstant(text: string): Instant | undefined {
  if (!SHAPE.test(text) || parseDate(text.slice(0, 10)) === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return undefined;
  const instant = instantOf(ms);
  // An offset can carry the first and last hours of year 0 and 9999 out of the fixed width.
  return instant.length === WIDTH ? instant : undefined;
}

/** The instant some milliseconds later (or earlier, when negative). */
export function plus(instant: Instant, ms: number): Instant {
  return instantOf(msOf(instant) + ms);
}

/** The civil date in UTC+7 on which an instant falls. */
export function dateOf(instant: Instant): CivilDate {
  return instant.slice(0, 10) as CivilDate;
}

/** 00:00 of a civil date, UTC+7. */
export function startOf(date: CivilDate): Instant {
  return `${date}T00:00:00.000+07:00` as Instant;
}

/** Reads `YYYY-MM-DD`; `undefined` when it is no date of the calendar. */
export function parseDate(text: string): CivilDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms)) return undefined;
  return new Date(ms).toISOString().slice(0, 10) === text ? (text as CivilDate) : undefined;
}

/** The date some days later (or earlier, when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  const ms = Date.parse(`${date}T00:00:00Z`) + days * DAY;
  return new Date(ms).toISOString().slice(0, 10) as CivilDate;
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(date: CivilDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
