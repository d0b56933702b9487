import type { CivilDate } from '../time/instant.ts';
import type { OfficeId, OfficeKind, OfficeRow } from './office.ts';

/** Where a body reports an incident. */
export type RoutingTarget = 'ministry' | 'provincial-police' | 'own-channel';

/**
 * One row of the table that says where a body reports (Decision 801 II.1; Decree 26/2020 art. 7–8).
 * The first row that matches wins; a condition left out matches every body.
 */
export interface RoutingRule {
  readonly id: string;
  readonly kinds: readonly OfficeKind[] | null;
  /** Whether the body belongs to a province. */
  readonly ofProvince: boolean | null;
  readonly fullTimeSecurityStaff: boolean | null;
  readonly ownChannel: boolean | null;
  /** Whether the matter concerns information exchanged under the Agreement. */
  readonly agreementMatter: boolean | null;
  readonly to: RoutingTarget;
  readonly basis: string;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
}

/** Why nobody in the product is the addressee of a body's report. */
export type NoAddressee = 'unknown-office' | 'own-channel' | 'no-rule' | 'no-office-above';

export type Addressee =
  | { readonly kind: 'addressee'; readonly office: OfficeId; readonly rule: RoutingRule }
  | { readonly kind: 'none'; readonly because: NoAddressee; readonly rule: RoutingRule | null };

/** The row of the table that holds for a body on a date, or `undefined`. */
export function routingRuleFor(
  routing: readonly RoutingRule[],
  office: OfficeRow,
  agreementMatter: boolean,
  date: CivilDate,
): RoutingRule | undefined {
  return routing.find(
    (rule) =>
      rule.validFrom <= date &&
      (rule.validTo === null || date < rule.validTo) &&
      (rule.kinds === null || rule.kinds.includes(office.kind)) &&
      matches(rule.ofProvince, office.province !== null) &&
      matches(rule.fullTimeSecurityStaff, office.fullTimeSecurityStaff) &&
      matches(rule.ownChannel, office.ownChannel) &&
      matches(rule.agreementMatter, agreementMatter),
  );
}

function matches(condition: boolean | null, value: boolean): boolean {
  return condition === null || condition === value;
}
