import { DAY, HOUR, MINUTE, plus } from '../../../domain/time/instant.ts';
import type { Instant } from '../../../domain/time/instant.ts';

const MOMENT = /^\$\{now(?:([+-])(\d+)([mhd]))?\}$/;
const DATE = /^\$\{today(?:\+(\d+)d)?\}$/;
const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: HOUR, d: DAY };

/** Puts moments (`${now}`, `${now-10m}`) and dates (`${today+30d}`) into what a step says. */
export function filled(value: unknown, now: Instant): unknown {
  if (typeof value === 'string') return filledText(value, now);
  if (Array.isArray(value)) return value.map((inner) => filled(inner, now));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, filled(inner, now)]),
    );
  }
  return value;
}

function filledText(text: string, now: Instant): string {
  const moment = MOMENT.exec(text);
  if (moment !== null) {
    const [, sign, amount = '0', unit = 'm'] = moment;
    return plus(now, (sign === '-' ? -1 : 1) * Number(amount) * (UNITS[unit] ?? 0));
  }
  const date = DATE.exec(text);
  return date === null ? text : plus(now, Number(date[1] ?? 0) * DAY).slice(0, 10);
}
