import type { Capacity, PersonId } from '../offices/person.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Instant } from '../time/instant.ts';

/** What a letter about an incident is about; the others are about reports, plans and tasks. */
export const INCIDENT_NOTICES = [
  'report-received',
  'report-to-send',
  'case-sent-to-you',
  'case-lapsed-to-you',
  'case-acknowledged',
  'case-taken',
  'ministry-told',
  'assess-damage',
  'damage-assessed',
  'preliminary-reported',
  'participation-asked',
  'participation-answered',
  'approval-asked',
  'proposal-approved',
  'proposal-returned',
  'proposal-voided',
  'remedy-assigned',
  'remedy-reported',
  'remedy-accepted',
  'remedy-returned',
  'hand-over-asked',
  'hand-over-answered',
  'finding-approved',
  'suspicion-not-confirmed',
  'case-transferred',
  'case-ended',
  'case-reopened',
  'lao-decision-due',
  'lao-round-open',
  'lao-to-check',
  'lao-to-dispatch',
  'lao-dispatched',
  'lao-answered',
  'lao-urging-due',
  'treaty-changed',
  'access-lost',
] as const;

/** What a letter is about; each has its text in `locales/<language>/notices.json`. */
export const NOTICE_KINDS = [
  ...INCIDENT_NOTICES,
  'clock-warning',
  'clock-lapsed',
  'clock-extended',
  'clock-moved',
  'notice-not-seen',
  'office-unstaffed',
  'report-opened',
  'report-assigned',
  'report-to-sign',
  'report-submitted',
  'report-returned',
  'report-accepted',
  'report-waits',
  'report-urged',
  'report-missing',
  'report-to-dispatch',
  'report-sent',
  'supplement-due',
  'council-recorded',
  'report-advised',
  'late-asked',
  'late-answered',
  'cycle-opened',
  'cycle-cancelled',
  'task-assigned',
  'task-invited',
  'invitation-answered',
  'task-contested',
  'contest-waits',
  'contest-decided',
  'task-named',
  'task-not-taken-up',
  'occurrence-opened',
  'occurrence-missed',
  'product-submitted',
  'product-waits',
  'product-accepted',
  'product-returned',
  'contribution-made',
  'task-overdue',
  'task-late',
  'task-urged',
  'task-changed',
  'task-rehomed',
  'parties-changed',
  'task-done',
  'task-ended',
  'task-stands-still',
  'task-goes-on',
  'decision-review-due',
  'list-to-forward',
  'list-forwarded',
  'appraisal-waits',
  'list-appraised',
  'task-inspected',
  'commendation-proposed',
  'proposals-handed-over',
  'plan-proposed',
  'plan-returned',
  'plan-adopted',
  'plan-to-number',
  'plan-amended',
  'phase-opened',
  'phase-closed',
  'phase-end-due',
  'plan-stands-still',
  'plan-goes-on',
  'plan-ended',
  'difficulty-to-answer',
  'difficulty-in-hand',
  'answer-to-approve',
  'answer-returned',
  'difficulty-answered',
  'difficulty-passed-up',
  'difficulty-urged',
  'difficulty-waits',
  'difficulty-unanswered',
  'difficulty-closed',
  'phase-end-set',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Whom a letter is for: one person, or whoever holds one of the capacities in the office. */
export type NoticeTo =
  | { readonly person: PersonId }
  | { readonly office: OfficeId; readonly capacities: readonly Capacity[] };

/** A letter that a decision causes. It carries the case's number and a link, nothing else. */
export interface NoticeRequest {
  readonly kind: NoticeKind;
  readonly to: NoticeTo;
  /** Urgent letters go at once and are escalated sooner when nobody opens them. */
  readonly urgent: boolean;
  /** When it is to go; null for at once (or the next digest, when it is not urgent). */
  readonly at: Instant | null;
  /** A warning belongs to a clock and is dropped when the clock ends before it is sent. */
  readonly clock: string | null;
}
