import type { Rulebook } from '../domain/cases/deciding.ts';
import type { DirectoryAt } from '../domain/offices/directory.ts';
import type { ReportPlace } from '../domain/reporting/cycle.ts';
import { planCycle } from '../domain/reporting/cycle.ts';
import type { RegimeRule } from '../domain/reporting/regime.ts';
import type { Queryable } from './database.ts';
import { endedBodies } from './report-places.ts';

/** Who reports to whom in a year of a regime, by the directory and the bodies ended by its date. */
export async function plannedYear(
  db: Queryable,
  rule: RegimeRule,
  year: number,
  { directory, rules }: { readonly directory: DirectoryAt; readonly rules: Rulebook },
): Promise<ReportPlace> {
  return planCycle(rule, year, {
    directory,
    ended: await endedBodies(db, directory.date),
    calendar: rules.calendar('VN'),
    hours: rules.hours,
  });
}
