import type { PersonActor } from '../../authority/actor.ts';
import { actsFor } from '../../authority/relations.ts';
import type { Refusal } from '../../errors.ts';
import { refuse } from '../../errors.ts';
import type { DirectoryAt } from '../../offices/directory.ts';
import type { OfficeId } from '../../offices/office.ts';
import type { Capacity } from '../../offices/person.ts';
import { delegationCovers } from '../../offices/person.ts';
import type { ReportActKind } from './act.ts';
import type { AgencyReport } from './report.ts';
import { isAdvised } from './report.ts';

/** How an actor stands to a report. */
export const REPORT_RELATIONS = [
  'office',
  'drafting-office',
  'collector',
  'adviser',
  'assigned',
] as const;
export type ReportRelation = (typeof REPORT_RELATIONS)[number];

interface ReportGrant {
  readonly as: readonly Capacity[];
  readonly when: readonly ReportRelation[];
}

const HEADS: readonly Capacity[] = ['head', 'deputy-head'];
const WRITERS: readonly Capacity[] = ['clerk', 'case-officer', 'head', 'deputy-head'];
const OFFICERS_AND_HEADS: readonly Capacity[] = ['case-officer', 'head', 'deputy-head'];

const grant = (as: readonly Capacity[], ...when: ReportRelation[]): ReportGrant => ({ as, when });

const OWN = ['office', 'drafting-office'] as const;

/**
 * Who may do what with a report. Sources: Decision 801 II.3, III.3 (every body reports, the
 * Ministry gathers), Decree 26/2020 art. 8 (the head reports), Decree 30/2020 art. 13 (who signs),
 * and the practice set out in docs/rules.md; for money the Law on the State Budget 89/2025/QH15
 * art. 47: the committee lays it before its council, the finance office advises its committee.
 */
export const REPORT_AUTHORITY: Readonly<Record<ReportActKind, readonly ReportGrant[]>> = {
  'assign-report': [grant(HEADS, ...OWN)],
  // Staff write what they were assigned to write.
  'save-part': [grant(WRITERS, ...OWN), grant(['staff'], 'assigned')],
  'save-parts': [grant(WRITERS, ...OWN), grant(['staff'], 'assigned')],
  consolidate: [grant(OFFICERS_AND_HEADS, ...OWN)],
  // The head of who drafted says what they think before the signer signs.
  'give-opinion': [grant(HEADS, 'drafting-office')],
  'submit-report': [grant(HEADS, 'office')],
  'submit-nil': [grant(HEADS, 'office')],
  'record-council': [grant(WRITERS, ...OWN)],
  'give-advice': [grant(OFFICERS_AND_HEADS, 'adviser')],
  'return-report': [grant(OFFICERS_AND_HEADS, 'collector', 'adviser')],
  'accept-report': [grant(OFFICERS_AND_HEADS, 'collector')],
  'ask-late': [grant(HEADS, ...OWN)],
  'answer-late': [grant(HEADS, 'collector')],
  'begin-supplement': [grant(OFFICERS_AND_HEADS, ...OWN)],
  'dispatch-report': [grant(['clerk'], ...OWN)],
};

/** Every relation of an actor to a report. */
export function reportRelationsOf(
  report: AgencyReport,
  actor: PersonActor,
  directory: DirectoryAt,
): ReadonlySet<ReportRelation> {
  const relations = new Set<ReportRelation>();
  const { collector } = report;
  const isOwn = [report.office, report.drafting].some((o) => actsFor(actor, o, directory));
  if (isOwn && report.assigned.includes(actor.person)) relations.add('assigned');
  if (actsFor(actor, report.office, directory)) relations.add('office');
  if (actsFor(actor, report.drafting, directory)) relations.add('drafting-office');
  if (collector !== null) {
    const actsAt = (office: OfficeId): boolean => actsFor(actor, office, directory);
    const atDesk = actsAt(collector.drafting);
    // Who advises does not decide as well: with advice, only the collector itself accepts.
    if (actsAt(collector.office) || (atDesk && !isAdvised(report))) relations.add('collector');
    if (atDesk && isAdvised(report)) relations.add('adviser');
  }
  return relations;
}

/** Whether an actor may do something to a report: `null` when so, else the refusal. */
export function mayReport(
  actor: PersonActor,
  act: ReportActKind,
  report: AgencyReport,
  directory: DirectoryAt,
): Refusal | null {
  const { delegation } = actor;
  if (delegation !== null && !delegationCovers(delegation, act, directory.date)) {
    return refuse('FORBIDDEN', { action: act });
  }
  const relations = reportRelationsOf(report, actor, directory);
  const granted = REPORT_AUTHORITY[act].some(
    ({ as, when }) => as.includes(actor.capacity) && when.some((one) => relations.has(one)),
  );
  return granted ? null : refuse('FORBIDDEN', { action: act });
}
