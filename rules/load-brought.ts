import { USUAL_HOURS } from '../domain/time/calendar.ts';
import { loadCalendars } from './load-calendars.ts';
import { loadClockRules } from './load-clocks.ts';
import { loadForms } from './load-forms.ts';
import { loadReleasability } from './load-lao-side.ts';
import { loadRegimes } from './load-regimes.ts';

/** All rules as the product brings them. Throws with the file, line and field of what is wrong. */
export function loadBrought() {
  return {
    clocks: loadClockRules(),
    calendars: loadCalendars(),
    hours: USUAL_HOURS,
    releasability: loadReleasability(),
    regimes: loadRegimes(),
    forms: loadForms(),
  };
}
