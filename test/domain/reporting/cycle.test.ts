import { describe, expect, test } from 'vitest';
import type { OpeningDay, ReportPlace } from '../../../domain/reporting/cycle.ts';
import { planCycle, spokenFor } from '../../../domain/reporting/cycle.ts';
import type { Regime } from '../../../domain/reporting/form.ts';
import type { RegimeRule } from '../../../domain/reporting/regime.ts';
import { hasCycle, yearsDue } from '../../../domain/reporting/regime.ts';
import { USUAL_HOURS } from '../../../domain/time/calendar.ts';
import { derive } from '../../../domain/time/derive.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { DAY, addDays, msOf, startOf } from '../../../domain/time/instant.ts';
import { loadCalendars } from '../../../rules/load-calendars.ts';
import { loadOffices } from '../../../rules/load-offices.ts';
import { loadRegimes } from '../../../rules/load-regimes.ts';
import { DIRECTORY } from '../../support/office-play.ts';

const RULES = loadRegimes();
const CALENDAR = loadCalendars().VN;
const ENDED = loadOffices().rows.flatMap(({ id, validTo }) =>
  validTo === null || validTo === undefined ? [] : [{ office: id, lastDay: addDays(validTo, -1) }],
);

function ruleOf(id: Regime): RegimeRule {
  const rule = RULES.find((one) => one.id === id);
  if (rule === undefined) throw new Error(id);
  return rule;
}

function opened(id: Regime, year: number, on: string): ReportPlace {
  const date = on as CivilDate;
  const day: OpeningDay = {
    directory: DIRECTORY.at(date),
    ended: ENDED.filter(({ lastDay }) => lastDay < date),
    calendar: CALENDAR,
    hours: USUAL_HOURS,
  };
  return planCycle(ruleOf(id), year, day);
}

const all = (place: ReportPlace): ReportPlace[] => [place, ...place.below.flatMap(all)];
const find = (root: ReportPlace, office: string, scope: string): ReportPlace | undefined =>
  all(root).find((place) => place.office === office && place.scope === scope);
const days = (from: CivilDate, to: CivilDate): number =>
  (msOf(startOf(to)) - msOf(startOf(from))) / DAY;

describe('the yearly cycle of 2026', () => {
  const root = opened('yearly', 2026, '2026-11-15');

  test('goes to 34 provinces, every commune, the ministries and the missions, each once', () => {
    const places = all(root);
    const kindOf = (place: ReportPlace) =>
      DIRECTORY.at('2026-11-15' as CivilDate).office(place.office)?.kind;
    const count = (kind: string) =>
      places.filter((place) => kindOf(place) === kind && place.scope === 'office').length;
    expect(count('provincial-committee')).toBe(34);
    expect(count('commune-committee')).toBe(3321);
    expect(count('ministry')).toBeGreaterThan(10);
    const keys = places.map(({ office, scope }) => `${office} ${scope}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(find(root, 'BQP', 'office')).toBeUndefined();
  });

  test('is drafted by the provincial police and signed by the People’s Committee', () => {
    const province = find(root, 'UBND-15', 'branch');
    expect(province).toMatchObject({ drafting: 'CAT-15', dates: { dueDate: '2026-12-20' } });
    expect(find(root, 'UBX-02647', 'office')).toMatchObject({ drafting: 'UBX-02647' });
  });

  test('closes for communes on 16 December, and on Sunday 20 December for the Ministry', () => {
    expect(find(root, 'UBX-02647', 'office')?.dates.dueDate).toBe('2026-12-16');
    expect(find(root, 'UBND-15', 'office')?.dates.dueDate).toBe('2026-12-16');
    expect(find(root, 'BKHCN', 'office')?.dates.dueDate).toBe('2026-12-20');
    const { policy } = ruleOf('yearly');
    const spec = { kind: 'by-date', date: '2026-12-20' as CivilDate, policy } as const;
    const derived = derive(spec, undefined, CALENDAR, USUAL_HOURS);
    // The legal line stands; warnings go by the last working day before it.
    expect(derived.due).toBe('2026-12-21T00:00:00.000+07:00');
    expect(derived.aim).toBe('2026-12-19T00:00:00.000+07:00');
  });

  test('is about 15 December to 14 December, and is submitted from 15 December on', () => {
    expect(root.dates).toMatchObject({
      from: '2025-12-15',
      to: '2026-12-14',
      submitFrom: '2026-12-15T00:00:00.000+07:00',
    });
  });

  test('goes on to the Prime Minister fifteen working days after the cut-off', () => {
    expect(root).toMatchObject({ office: 'BCA', scope: 'branch', drafting: 'BCA-A03' });
    expect(root.dates.dueDate > '2027-01-08').toBe(true);
    expect(find(root, 'BCA', 'office')).toMatchObject({ dates: { dueDate: '2026-12-20' } });
  });
});

test('bodies that ended within the year are named in their successor’s report', () => {
  const root = opened('yearly', 2025, '2025-11-15');
  expect(find(root, 'BKHCN', 'office')?.predecessors).toContain('BTTTT');
  // A year later nothing of them falls into the figures’ days any more.
  const later = opened('yearly', 2026, '2026-11-15');
  expect(find(later, 'BKHCN', 'office')?.predecessors).toEqual([]);
});

test('every body that ended within the year stands in one report, whatever its heir is', () => {
  const rule = ruleOf('yearly');
  const directory = DIRECTORY.at('2025-11-15' as CivilDate);
  const own = all(opened('yearly', 2025, '2025-11-15')).filter(({ scope }) => scope === 'office');
  const spoken = own.flatMap((place) => [...spokenFor(rule, place, directory)]);
  // Nobody is counted twice.
  expect(new Set(spoken).size).toBe(spoken.length);
  // The old police of a province: its heir is the new one, and of that the Ministry speaks.
  expect(find(own[0] as ReportPlace, 'BCA', 'office')?.predecessors).toContain('CAT-63-02');
  const ended = ENDED.filter(
    ({ office, lastDay }) => lastDay >= '2024-12-15' && directory.office(office) === undefined,
  );
  expect(ended.length).toBeGreaterThan(100);
  for (const { office } of ended) {
    const heir = directory.successorOf(office);
    if (heir === undefined) continue;
    expect(spoken.includes(office), office).toBe(spoken.includes(heir));
  }
});

test('the Ministry’s treaties are one report, due on Sunday 15 November as it is written', () => {
  const root = opened('treaties', 2026, '2026-10-01');
  expect(root).toMatchObject({ office: 'BCA', scope: 'office', below: [] });
  expect(root.dates.dueDate).toBe('2026-11-15');
});

test('the review comes every five years', () => {
  const rule = ruleOf('five-yearly');
  const years = Array.from({ length: 12 }, (_, i) => 2024 + i);
  expect(years.filter((year) => hasCycle(rule, year))).toEqual([2029, 2034]);
});

test('a year that was missed opens at the next start, for a year and no longer', () => {
  const due = (today: string) => yearsDue(ruleOf('yearly'), today as CivilDate, days);
  expect(due('2026-11-14')).toEqual([2025]);
  expect(due('2026-11-15')).toEqual([2025, 2026]);
  expect(due('2027-02-01')).toEqual([2026]);
  expect(due('2027-11-14')).toEqual([2026]);
});
