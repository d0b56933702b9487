import type { PersonActor } from '../../authority/actor.ts';
import { officesReadFor } from '../../authority/reading.ts';
import type { DirectoryAt } from '../../offices/directory.ts';
import type { OfficeId } from '../../offices/office.ts';
import type { Capacity, PersonId } from '../../offices/person.ts';
import type { AgencyReport } from './report.ts';

/** What of the reports is there for somebody. */
export interface ReportReading {
  /** The offices that they act for; none for who reads no reports at all. */
  readonly offices: readonly OfficeId[];
  /** Set for staff, who read only what they were assigned to. */
  readonly assigned: PersonId | null;
}

const READING: readonly Capacity[] = ['clerk', 'case-officer', 'deputy-head', 'head', 'inspector'];

/** Which reports somebody may read: those of the offices that they act for, by their capacity. */
export function readingOf(actor: PersonActor, directory: DirectoryAt): ReportReading {
  const { capacity, person } = actor;
  const isStaff = capacity === 'staff';
  if (!isStaff && !READING.includes(capacity)) return { offices: [], assigned: null };
  return { offices: officesReadFor(actor, directory), assigned: isStaff ? person : null };
}

/**
 * Whether a report is there for somebody. `readers` are the offices that may read it: its own, who
 * drafts for it, and everybody that collects it, up to the top.
 */
export function readsReport(
  { offices, assigned }: ReportReading,
  report: Pick<AgencyReport, 'office' | 'drafting' | 'assigned'>,
  readers: readonly OfficeId[],
): boolean {
  if (assigned === null) return readers.some((office) => offices.includes(office));
  const isOwn = offices.includes(report.office) || offices.includes(report.drafting);
  return isOwn && report.assigned.includes(assigned);
}
