import type { OfficePlay } from '../../support/office-play.ts';
import { checksum } from '../../../records/checksum.ts';
import { filledForm } from '../../support/lao-notices.ts';
import type { NoticeField, Round } from '../../../domain/lao-side/notice-form.ts';
import { FINDING, exchangedCase } from './stations.ts';

export const DRAFTER = 'case-officer@BCA-A03';
export const CHECKER = 'case-officer@BCA-A03/2';
export const LEADER = 'head@BCA';
export const REGISTRAR = 'clerk@BCA-A03';

type Letter = 'lao-notice' | 'lao-urging';

/** The Ministry's leadership decides on the Lao side. */
export function decided(
  decision: 'needed' | 'not-needed' | 'not-yet',
  play: OfficePlay = exchangedCase(),
): OfficePlay {
  return play
    .does(DRAFTER, 'propose-lao-decision', { decision, reason: 'Tin của Lào' })
    .approves(LEADER, 'lao-decision');
}

/** A letter to the Lao side, drafted and not read by anybody else yet. */
export function drafted(play: OfficePlay, round: Round, letter: Letter = 'lao-notice') {
  return play.does(DRAFTER, `draft-${letter}`, { round, form: filledForm(round) });
}

/** Reads the newest draft field by field; a field in `withheld` is not released. */
export function checked(
  play: OfficePlay,
  letter: Letter = 'lao-notice',
  withheld: readonly string[] = [],
) {
  const { id, checksum: sum, content } = play.proposal(letter);
  const form = 'form' in content ? content.form : {};
  const fields = Object.entries(form).map(([field, value]) => ({
    field: field as NoticeField,
    released: !withheld.includes(field),
    sha256: checksum(value),
  }));
  return play.does(CHECKER, 'check-releasability', { proposal: id, checksum: sum, fields });
}

/** The dispatch of the newest letter of that kind. */
export function dispatchOf(play: OfficePlay, letter: Letter = 'lao-notice') {
  return {
    proposal: play.proposal(letter).id,
    number: '01/BCA',
    channel: 'diplomatic-channel',
    courier: 'Giao liên',
    seal: 'N1',
    sha256: 'a'.repeat(64),
  } as const;
}

/** A round, or an urging, from the draft to the dispatch. */
export function dispatched(play: OfficePlay, round: Round, letter: Letter = 'lao-notice') {
  checked(drafted(play, round, letter), letter).approves(LEADER, letter);
  return play.does(REGISTRAR, 'dispatch-to-lao-side', dispatchOf(play, letter));
}

export function answered(play: OfficePlay, round: Round) {
  return play.does(REGISTRAR, 'record-lao-answer', { round, text: 'Đã nhận', at: play.now });
}

/** An approved finding in a case that the Ministry handles. */
export function found(play: OfficePlay, result: 'not-confirmed' | 'confirmed-damage') {
  return play
    .does(DRAFTER, 'propose-finding', { ...FINDING, result })
    .approves('head@BCA-A03', 'finding');
}
