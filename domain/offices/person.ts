import type { CivilDate } from '../time/instant.ts';
import type { Language } from '../text.ts';
import type { OfficeId } from './office.ts';

/** A UUID; a person is never removed and never reused. */
export type PersonId = string;

/** In what a person acts for an office; one is chosen at sign-in and stands on every act. */
export const CAPACITIES = [
  'staff',
  'clerk',
  'case-officer',
  'duty-officer',
  'deputy-head',
  'head',
  'inspector',
  'administrator',
] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** Up to which level of secret a person has been cleared; in rising order. */
export const CLEARANCES = ['none', 'mat', 'toi-mat', 'tuyet-mat'] as const;
export type Clearance = (typeof CLEARANCES)[number];

/** Somebody who signs in; what they may do comes from their holdings, not from here. */
export interface Person {
  readonly id: PersonId;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
  readonly clearance: Clearance;
  readonly activeFrom: CivilDate;
  /** First day on which the person is no longer active; null while they are. */
  readonly activeTo: CivilDate | null;
}

/** A capacity that a person holds in an office, from one day to another. */
export interface Holding {
  readonly id: string;
  readonly person: PersonId;
  readonly office: OfficeId;
  readonly capacity: Capacity;
  readonly validFrom: CivilDate;
  /** First day on which it no longer holds; null while it holds. */
  readonly validTo: CivilDate | null;
}

/**
 * A written, dated authority to act for someone else (Law on Protection of State Secrets 2018
 * art. 11, Decree 30/2020 art. 13): limited in scope and time, and never passed on.
 */
export interface Delegation {
  readonly id: string;
  readonly from: PersonId;
  readonly to: PersonId;
  readonly office: OfficeId;
  /** The capacity of `from` in which `to` may act. */
  readonly capacity: Capacity;
  /** The actions that it covers, by their names in the authority table, or all of them. */
  readonly scope: 'all' | readonly string[];
  readonly validFrom: CivilDate;
  /** First day on which it no longer holds; a delegation without an end is refused. */
  readonly validTo: CivilDate;
  readonly documentNumber: string;
  readonly documentDate: CivilDate;
  readonly revokedOn: CivilDate | null;
}

/** Who acts: a person in a capacity of an office, with the clearance that they have today. */
export interface Actor {
  readonly person: PersonId;
  readonly name: string;
  readonly office: OfficeId;
  readonly capacity: Capacity;
  readonly clearance: Clearance;
  /** Set when the capacity is not the person's own but was given to them in writing. */
  readonly delegation: Delegation | null;
}

/** The place of a clearance in the order: 0 none, 1 Mật, 2 Tối mật, 3 Tuyệt mật. */
export function clearanceRank(clearance: Clearance): number {
  return CLEARANCES.indexOf(clearance);
}

/** Whether something dated `[from, to)` holds on a date. */
export function holdsOn(
  dated: { readonly validFrom: CivilDate; readonly validTo: CivilDate | null },
  date: CivilDate,
): boolean {
  return dated.validFrom <= date && (dated.validTo === null || date < dated.validTo);
}

/** Whether a delegation gives its receiver the right to an action on a date. */
export function delegationCovers(delegation: Delegation, action: string, date: CivilDate): boolean {
  if (!holdsOn(delegation, date)) return false;
  if (delegation.revokedOn !== null && delegation.revokedOn <= date) return false;
  return delegation.scope === 'all' || delegation.scope.includes(action);
}
