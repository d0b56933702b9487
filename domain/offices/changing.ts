import type { Refusal } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { CivilDate } from '../time/instant.ts';
import type { Directory } from './directory.ts';
import { MINISTRY } from './directory.ts';
import type { OfficeId, OfficeRow, Succession } from './office.ts';

/** What may be different from a day on; the id never is. */
export type OfficeDifference = Partial<
  Omit<OfficeRow, 'id' | 'validFrom' | 'validTo' | 'source'>
> & { readonly source: string };

/** The row that ends and the row that begins. */
export interface OfficeChangePlan {
  readonly kind: 'planned';
  readonly before: OfficeRow;
  readonly after: OfficeRow;
}

/**
 * Whether a new office can be added. Refused: an id that was ever used, a parent or channel that
 * does not exist on its first day, a channel that does not end at the Ministry.
 */
export function checkNewOffice(directory: Directory, row: OfficeRow): Refusal | null {
  if (directory.wasEver(row.id)) return refuse('ALREADY_DONE', { office: row.id });
  if (row.validTo !== null && row.validTo <= row.validFrom) {
    return refuse('VALUE_OUT_OF_RANGE', { field: 'validTo' });
  }
  return checkLinks(directory, row);
}

/**
 * The office as it will stand from a day on: other parent, channel, name or kind. Refused: an
 * office that does not exist then, a day before or on the one its present row began, and links
 * as above.
 */
export function planOfficeChange(
  directory: Directory,
  id: OfficeId,
  from: CivilDate,
  difference: OfficeDifference,
): OfficeChangePlan | Refusal {
  const before = directory.at(from).office(id);
  if (before === undefined) return refuse('UNKNOWN_OFFICE', { office: id });
  if (from <= before.validFrom) return refuse('VALUE_OUT_OF_RANGE', { field: 'from' });
  const after: OfficeRow = { ...before, ...difference, validFrom: from };
  const refusal = checkLinks(directory, after);
  return refusal ?? { kind: 'planned', before, after };
}

/** The last row of an office that ends; `on` is the first day on which it is gone. */
export function planOfficeEnd(
  directory: Directory,
  id: OfficeId,
  on: CivilDate,
): OfficeRow | Refusal {
  const row = directory.last(id);
  if (row === undefined) return refuse('UNKNOWN_OFFICE', { office: id });
  if (row.validTo !== null) return refuse('ALREADY_DONE', { office: id });
  if (on <= row.validFrom) return refuse('VALUE_OUT_OF_RANGE', { field: 'on' });
  if (id === MINISTRY) return refuse('NO_CHANNEL_ABOVE', { office: id });
  return { ...row, validTo: on };
}

/** Refused: offices that are not known, an heir that is gone by then, a body that goes on. */
export function checkSuccession(directory: Directory, succession: Succession): Refusal | null {
  const { from, to, on } = succession;
  const view = directory.at(on);
  if (!directory.wasEver(from)) return refuse('UNKNOWN_OFFICE', { office: from });
  if (view.office(to) === undefined) return refuse('UNKNOWN_OFFICE', { office: to });
  if (view.office(from) !== undefined) return refuse('VALUE_OUT_OF_RANGE', { field: 'on' });
  return null;
}

function checkLinks(directory: Directory, row: OfficeRow): Refusal | null {
  const view = directory.at(row.validFrom);
  const { parent, channel } = row;
  if (parent !== null && view.office(parent) === undefined) {
    return refuse('UNKNOWN_OFFICE', { office: parent });
  }
  if (parent !== null && (parent === row.id || view.parentsOf(parent).includes(row.id))) {
    return refuse('VALUE_OUT_OF_RANGE', { field: 'parent' });
  }
  if (row.id === MINISTRY || row.kind === 'lao-side') {
    return channel === null ? null : refuse('VALUE_OUT_OF_RANGE', { field: 'channel' });
  }
  if (channel === null) return refuse('NO_CHANNEL_ABOVE', { office: row.id });
  if (view.office(channel) === undefined) return refuse('UNKNOWN_OFFICE', { office: channel });
  const above = [channel, ...view.channelsOf(channel)];
  const reaches = above.at(-1) === MINISTRY && !above.includes(row.id);
  return reaches ? null : refuse('NO_CHANNEL_ABOVE', { office: row.id });
}

/** Every office of a date whose security channel does not end at the Ministry; none, when sound. */
export function brokenChannels(directory: Directory, date: CivilDate): readonly OfficeId[] {
  const view = directory.at(date);
  return view
    .all()
    .filter((row) => row.id !== MINISTRY && row.kind !== 'lao-side')
    .filter((row) => view.channelsOf(row.id).at(-1) !== MINISTRY)
    .map((row) => row.id);
}
