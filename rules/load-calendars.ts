import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Calendar, CalendarDay, CalendarId } from '../domain/time/calendar.ts';
import { weekdayOf } from '../domain/time/instant.ts';
import { date } from './schemas.ts';
import { readYaml } from './yaml-file.ts';

const CALENDARS = new URL('./calendars/calendars.yaml', import.meta.url);
const DAYS = new URL('./calendars/calendar-days.csv', import.meta.url);

const daySchema = z
  .strictObject({
    calendar: z.enum(['VN', 'LA']),
    date,
    status: z.enum(['off', 'worked']),
    why: z.string().regex(/^[a-z-]+$/),
    exchanged_with: z.union([z.literal(''), date]),
    reason_vi: z.string().min(1),
    basis: z.string().min(1),
    sure: z.string().min(1),
  })
  .refine((day) => day.status === 'off' || [0, 6].includes(weekdayOf(day.date)), {
    message: 'only a Saturday or Sunday can be worked in exchange',
    path: ['status'],
  });
type Day = z.infer<typeof daySchema>;

const calendarSchema = z.strictObject({
  version: z.number().int().positive(),
  weekendBasis: z.string().min(1).nullable(),
  announced: z.array(
    z.strictObject({ year: z.number().int().min(2000).max(2999), basis: z.string().min(1) }),
  ),
});
type CalendarFacts = z.infer<typeof calendarSchema>;

/** Both calendars as the product brings them. Throws with the file and line of a fault. */
export function loadCalendars(
  files: { readonly calendars: URL; readonly days: URL } = { calendars: CALENDARS, days: DAYS },
): Record<CalendarId, Calendar> {
  const facts = readYaml(
    files.calendars,
    z.strictObject({ VN: calendarSchema, LA: calendarSchema }),
  );
  const days = readDays(files.days);
  return { VN: calendar('VN', facts.VN, days), LA: calendar('LA', facts.LA, days) };
}

function calendar(id: CalendarId, facts: CalendarFacts, days: readonly Day[]): Calendar {
  const mine = days.filter((day) => day.calendar === id).map(toDay);
  return {
    id,
    version: facts.version,
    days: new Map(mine.map((day) => [day.date, day])),
    announcedYears: new Set(facts.announced.map(({ year }) => year)),
    ...(facts.weekendBasis === null ? {} : { weekendBasis: facts.weekendBasis }),
  };
}

function toDay({ date, status, why, exchanged_with, reason_vi, basis, sure }: Day): CalendarDay {
  return {
    date,
    status,
    reason: reason_vi,
    why,
    ...(exchanged_with === '' ? {} : { exchangedWith: exchanged_with }),
    basis,
    sure,
  };
}

function readDays(file: URL): Day[] {
  const name = fileURLToPath(file);
  // `info` gives the line of each row, also after blank lines or a quoted line break.
  const rows = parse(readFileSync(file, 'utf8'), {
    columns: true,
    bom: true,
    info: true,
    skip_empty_lines: true,
  }) as unknown as { readonly record: unknown; readonly info: { readonly lines: number } }[];
  const seen = new Map<string, number>();
  return rows.map(({ record, info: { lines: line } }) => {
    const parsed = daySchema.safeParse(record);
    if (!parsed.success) {
      const faults = parsed.error.issues.map(
        (i) => `${i.path.map(String).join('.')}: ${i.message}`,
      );
      throw new Error(`${name}:${line}: ${faults.join('; ')}`);
    }
    const key = `${parsed.data.calendar} ${parsed.data.date}`;
    const first = seen.get(key);
    if (first !== undefined) throw new Error(`${name}:${line}: ${key} is in line ${first} already`);
    seen.set(key, line);
    return parsed.data;
  });
}
