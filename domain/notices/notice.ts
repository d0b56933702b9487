import type { Capacity, PersonId } from '../offices/person.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Instant } from '../time/instant.ts';

/** What a letter is about; each has its text in `locales/<language>/notices.json`. */
export const NOTICE_KINDS = [
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
  'clock-warning',
  'clock-lapsed',
  'clock-extended',
  'clock-moved',
  'lao-decision-due',
  'lao-round-open',
  'lao-to-check',
  'lao-to-dispatch',
  'lao-dispatched',
  'lao-answered',
  'lao-urging-due',
  'treaty-changed',
  'access-lost',
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
  'late-asked',
  'late-answered',
  'cycle-opened',
  'cycle-cancelled',
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
