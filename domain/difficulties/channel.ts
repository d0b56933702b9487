import type { DirectoryAt } from '../offices/directory.ts';
import { MINISTRY, MINISTRY_DESK } from '../offices/directory.ts';
import type { OfficeId } from '../offices/office.ts';
import { presently } from '../offices/presently.ts';

/**
 * Through whom an office's difficulties go, nearest first: in a province its Phòng An ninh chính
 * trị nội bộ, its police, its People's Committee (Lào Cai IV, last paragraph); then the Ministry's
 * desk and its leadership (Decision 801 III.5). An office of the channel begins behind itself; for
 * the Ministry's leadership there is nobody.
 */
export function difficultyChannel(office: OfficeId, directory: DirectoryAt): readonly OfficeId[] {
  const top = [MINISTRY_DESK, MINISTRY].map((one) => presently(one, directory));
  const whole = [...new Set([...provincial(office, directory), ...top])];
  return whole.slice(whole.indexOf(office) + 1);
}

/**
 * What of an office's channel is left behind those through which a difficulty has gone, each by
 * whoever does its work today, nearest first. All of it where none of them belongs to it any more.
 */
export function restOfChannel(
  office: OfficeId,
  passed: readonly OfficeId[],
  directory: DirectoryAt,
): readonly OfficeId[] {
  const channel = difficultyChannel(office, directory);
  const reached = passed.map((one) => channel.indexOf(presently(one, directory)));
  return channel.slice(Math.max(-1, ...reached) + 1);
}

function provincial(office: OfficeId, directory: DirectoryAt): readonly OfficeId[] {
  const kindOf = (id: OfficeId) => directory.office(id)?.kind;
  const police = [office, ...directory.channelsOf(office)].find(
    (id) => kindOf(id) === 'provincial-police',
  );
  if (police === undefined) return [];
  const unit = directory.childrenOf(police).find((id) => kindOf(id) === 'provincial-police-unit');
  const province = directory.provinceOf(police);
  const committee = directory
    .all()
    .find((row) => row.kind === 'provincial-committee' && row.province === province);
  return [unit, police, committee?.id].filter((id) => id !== undefined);
}
