import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Calendar, CalendarDay, CalendarId } from '../domain/time/calendar.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import { parseDate } from '../domain/time/instant.ts';

const FILE = new URL('./calendars/calendar-days.csv', import.meta.url);

// Years whose days off were announced for the civil service. 2027 has its fixed holidays only, and
// of Laos only those are known: the days of Lao New Year are set each year by decree.
const ANNOUNCED: Readonly<Record<CalendarId, readonly number[]>> = {
  VN: [2024, 2025, 2026],
  LA: [],
};

const daySchema = z.strictObject({
  calendar: z.enum(['VN', 'LA']),
  date: z
    .string()
    .refine((value) => parseDate(value) !== undefined, 'not a date YYYY-MM-DD')
    .transform((value) => value as CivilDate),
  status: z.enum(['off', 'worked']),
  reason_vi: z.string().min(1),
  basis: z.string().min(1),
  sure: z.string().min(1),
});

/** Both calendars as the product brings them (version 1 each). Throws with the line of a fault. */
export function loadCalendars(file: URL = FILE): Record<CalendarId, Calendar> {
  const rows: unknown[] = parse(readFileSync(file, 'utf8'), { columns: true, bom: true });
  const days = rows.map((row, index) => {
    const parsed = daySchema.safeParse(row);
    if (parsed.success) return parsed.data;
    throw new Error(`${file.pathname}:${index + 2}: ${z.prettifyError(parsed.error)}`);
  });
  const calendar = (id: CalendarId): Calendar => ({
    id,
    version: 1,
    days: new Map(
      days
        .filter((day) => day.calendar === id)
        .map(({ date, status, reason_vi: reason, basis, sure }): [CivilDate, CalendarDay] => [
          date,
          { date, status, reason, basis, sure },
        ]),
    ),
    announcedYears: new Set(ANNOUNCED[id]),
  });
  return { VN: calendar('VN'), LA: calendar('LA') };
}
