import type { CivilDate } from '../time/instant.ts';
import type { Text } from '../text.ts';

/** A stable code: `BCA`, `CAT-15`, `UBND-15`, `UBX-02647`; never reused, never renamed. */
export type OfficeId = string;

export const OFFICE_KINDS = [
  'public-security-ministry',
  'ministry-unit',
  'provincial-police',
  'provincial-police-unit',
  'commune-police',
  'ministry',
  'central-body',
  'provincial-committee',
  'department',
  'commune-committee',
  'party-assembly-judicial',
  'mission-abroad',
  'lao-side',
] as const;
export type OfficeKind = (typeof OFFICE_KINDS)[number];

/** A body as it stood from one day to another; a changed parent, channel or name is a new row. */
export interface OfficeRow {
  readonly id: OfficeId;
  readonly kind: OfficeKind;
  readonly name: Text;
  /** Administrative parent. */
  readonly parent: OfficeId | null;
  /** Next office up the security channel; null at its top, the Ministry's leadership. */
  readonly channel: OfficeId | null;
  /**
   * Two digits of Decision 19/2025/QĐ-TTg, for bodies of a province; `63-10` for one of the 63 that
   * ended on 30/6/2025, by its old code.
   */
  readonly province: string | null;
  /** Full-time security staff (Decree 26/2020 art. 7(1)): such a body reports to the Ministry. */
  readonly fullTimeSecurityStaff: boolean;
  /** Defence and cipher bodies have a channel of their own, outside the product's routing. */
  readonly ownChannel: boolean;
  readonly email: string | null;
  readonly validFrom: CivilDate;
  /** First day on which the row no longer holds; null while it holds. */
  readonly validTo: CivilDate | null;
  readonly source: string;
}

/** A body that ended and the body that took its work over, by date. */
export interface Succession {
  readonly from: OfficeId;
  readonly to: OfficeId;
  readonly on: CivilDate;
  /** What passed over; `all` unless the work was divided. */
  readonly scope: string;
  readonly source: string;
}
