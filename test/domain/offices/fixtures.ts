import type { OfficeKind, OfficeRow } from '../../../domain/offices/office.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';

/** A civil date of a test; the tests write them right. */
export const day = (text: string): CivilDate => text as CivilDate;

/** An office of a test: every field but those that matter has a plain value. */
export function anOffice(id: string, kind: OfficeKind, other: Partial<OfficeRow> = {}): OfficeRow {
  return {
    id,
    kind,
    name: { vi: id, en: id, lo: id },
    parent: null,
    channel: 'BCA',
    province: null,
    fullTimeSecurityStaff: false,
    ownChannel: false,
    email: null,
    validFrom: day('2024-01-01'),
    validTo: null,
    source: 'test',
    ...other,
  };
}
