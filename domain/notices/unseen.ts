import type { DirectoryAt } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import type { Capacity } from '../offices/person.ts';

/** Whom a notice went to at first. */
export interface FirstReceiver {
  readonly office: OfficeId;
  readonly capacities: readonly Capacity[];
  /** With bypass: the office that is passed by. */
  readonly excludeOffice: OfficeId | null;
}

export interface NextReceiver {
  readonly office: OfficeId;
  readonly capacities: readonly Capacity[];
}

const HEADS: readonly Capacity[] = ['head', 'deputy-head'];

/**
 * Who is told when a notice was not seen, after so many times that somebody was told already: the
 * heads of the same office unless it went to them, then the heads of each office up the security
 * channel. Null above its top.
 */
export function nextReceiver(
  { office, capacities, excludeOffice }: FirstReceiver,
  step: number,
  directory: DirectoryAt,
): NextReceiver | null {
  const wentToHeads = capacities.some((capacity) => HEADS.includes(capacity));
  const ladder = [...(wentToHeads ? [] : [office]), ...directory.channelsOf(office)];
  const next = ladder.filter((id) => id !== excludeOffice)[step];
  return next === undefined ? null : { office: next, capacities: HEADS };
}
