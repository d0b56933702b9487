import type { ClockRule, ClockRuleId } from '../domain/clocks/rule.ts';
import { ruleAt } from '../domain/clocks/rule.ts';
import type { Rulebook } from '../domain/cases/deciding.ts';
import type { Releasability, NoticeField } from '../domain/lao-side/notice-form.ts';
import type { TreatyStatus } from '../domain/lao-side/branch.ts';
import type { ReportForm } from '../domain/reporting/form.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import type { Calendar, CalendarDay, CalendarId, OfficeHours } from '../domain/time/calendar.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import type { TimeSpec } from '../domain/time/spec.ts';
import type { Queryable } from './database.ts';

/** The rules as the product brings them, before officers set or announced anything. */
export interface BroughtRules {
  readonly clocks: readonly ClockRule[];
  readonly calendars: Readonly<Record<CalendarId, Calendar>>;
  readonly hours: OfficeHours;
  readonly releasability: Readonly<Record<NoticeField, Releasability>>;
  readonly regimes: readonly RegimeRule[];
  readonly forms: readonly ReportForm[];
}

/** A value that an officer set over a rule; the newest counts, the older ones stay on record. */
export interface SetValue {
  readonly rule: ClockRuleId;
  readonly spec: TimeSpec;
  readonly reason: string;
  readonly setAt: Date;
}

/** The brought rules with everything that was set and announced over them. */
export interface RulesInForce {
  readonly version: number;
  readonly brought: BroughtRules;
  readonly calendars: Readonly<Record<CalendarId, Calendar>>;
  readonly values: ReadonlyMap<ClockRuleId, SetValue>;
}

interface DayRow {
  id: number;
  calendar: CalendarId;
  day: CivilDate;
  status: 'off' | 'worked' | 'ordinary';
  reason: string;
  basis: string;
}

/** Reads what officers have set and announced; the version first, so that changes are seen. */
export async function loadRules(db: Queryable, brought: BroughtRules): Promise<RulesInForce> {
  const version = await db.query<{ version: number }>('select version from rules_version');
  const values = await db.query<SetValue>(
    `select distinct on (rule) rule, spec, reason, set_at as "setAt" from clock_values
     order by rule, id desc`,
  );
  const days = await db.query<DayRow>(
    `select id, calendar, day::text as day, status, reason, basis from calendar_changes
     order by id`,
  );
  return {
    version: version.rows[0]?.version ?? 0,
    brought,
    calendars: {
      VN: withDays(brought.calendars.VN, days.rows),
      LA: withDays(brought.calendars.LA, days.rows),
    },
    values: new Map(values.rows.map((value) => [value.rule, value])),
  };
}

/** The rulebook of a date: of each rule the row that is valid then, with the value set over it. */
export function rulebookAt(rules: RulesInForce, date: CivilDate, treaty: TreatyStatus): Rulebook {
  return {
    clock: (id) => clockRuleAt(rules, id, date),
    calendar: (id) => rules.calendars[id],
    hours: rules.brought.hours,
    releasability: (field) => rules.brought.releasability[field],
    treaty,
    regimes: rules.brought.regimes,
    forms: rules.brought.forms,
  };
}

/** One clock rule on a date; one that is not there is a fault of the rules, not of a user. */
export function clockRuleAt(rules: RulesInForce, id: ClockRuleId, date: CivilDate): ClockRule {
  const rule = ruleAt(rules.brought.clocks, id, date);
  if (rule === undefined) throw new Error(`No rule for the clock ${id} on ${date}`);
  const value = rules.values.get(id);
  if (value === undefined) return rule;
  // "As long again": what repeats in the rule's own time repeats in the time that was set.
  const repeatsAsItself = JSON.stringify(rule.repeat) === JSON.stringify(rule.spec);
  return {
    ...rule,
    spec: value.spec,
    repeat: repeatsAsItself ? value.spec : rule.repeat,
    certainty: 'set-by-officer',
  };
}

// The brought file is version 1; each announced day after it makes the next version.
function withDays(calendar: Calendar, rows: readonly DayRow[]): Calendar {
  const mine = rows.filter((row) => row.calendar === calendar.id);
  if (mine.length === 0) return calendar;
  const days = new Map<CivilDate, CalendarDay>(calendar.days);
  for (const { day, status, reason, basis } of mine) {
    if (status === 'ordinary') days.delete(day);
    else days.set(day, { date: day, status, reason, basis, sure: 'announced' });
  }
  return { ...calendar, version: calendar.version + mine.length, days };
}
