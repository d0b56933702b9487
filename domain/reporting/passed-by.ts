import { isUnitOf } from '../authority/relations.ts';
import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { RegisterRow } from './register-figures.ts';

/**
 * Rows that a report may count. A case that went past the managers of a body is in no report that
 * its people read: neither as this body, nor as a unit of it or the body that it is a unit of.
 * Otherwise a number would tell them of it, and a report that all its readers see is one for all.
 */
export function withoutPassedBy(
  rows: readonly RegisterRow[],
  readers: readonly OfficeId[],
  directory: DirectoryAt,
): readonly RegisterRow[] {
  return rows.filter(({ passesBy }) => {
    if (passesBy === undefined) return true;
    return !readers.some(
      (office) =>
        office === passesBy ||
        isUnitOf(passesBy, office, directory) ||
        isUnitOf(office, passesBy, directory),
    );
  });
}
