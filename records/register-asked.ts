import type { OfficeId } from '../domain/offices/office.ts';
import type { CivilDate, Instant } from '../domain/time/instant.ts';

/** What is asked of the register. */
export interface RegisterAsked {
  /** Whose; null: everybody's. */
  readonly offices: ReadonlySet<OfficeId> | null;
  readonly from: CivilDate;
  /** The last day that counts. */
  readonly to: CivilDate;
  /** The register as it stood then: what was recorded later does not count. Null: as it stands. */
  readonly asOf: Instant | null;
}
