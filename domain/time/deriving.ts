import type { Calendar } from './calendar.ts';
import { isProvisional, isWorkingDay } from './calendar.ts';
import type { CivilDate, Instant } from './instant.ts';
import { startOf, weekdayOf } from './instant.ts';
import type { Derivation, Step } from './spec.ts';

/** A derivation under way: its steps, and whether an unannounced year was asked. */
export class Deriving {
  readonly steps: Step[] = [];
  readonly calendar: Calendar;
  #provisionalYears = new Set<string>();

  constructor(calendar: Calendar) {
    this.calendar = calendar;
  }

  get provisional(): boolean {
    return this.#provisionalYears.size > 0;
  }

  step(at: Instant, rule: string, params: Step['params'] = {}, basis?: string): void {
    this.steps.push({ at, rule, params, ...(basis === undefined ? {} : { basis }) });
  }

  /**
   * Whether a day is worked; notes why it is off, or why a Saturday counts, and by what document.
   */
  works(date: CivilDate): boolean {
    this.noteProvisional(date);
    const isWorked = isWorkingDay(date, this.calendar);
    const special = this.calendar.days.get(date);
    if (special !== undefined) {
      const { reason, why, exchangedWith, basis } = special;
      this.step(
        startOf(date),
        isWorked ? 'day-worked' : 'day-off',
        {
          date,
          reason,
          ...(why === undefined ? {} : { why }),
          ...(exchangedWith === undefined ? {} : { exchangedWith }),
        },
        basis,
      );
    } else if (!isWorked) {
      const weekday = weekdayOf(date) === 6 ? 'saturday' : 'sunday';
      this.step(startOf(date), 'weekend', { date, weekday }, this.calendar.weekendBasis);
    }
    return isWorked;
  }

  /** The deadline as derived. */
  until(due: Instant | null): Derivation {
    return { due, provisional: this.provisional, steps: this.steps };
  }

  private noteProvisional(date: CivilDate): void {
    const year = date.slice(0, 4);
    if (!isProvisional(date, this.calendar) || this.#provisionalYears.has(year)) return;
    this.#provisionalYears.add(year);
    this.step(startOf(date), 'provisional', { year });
  }
}
