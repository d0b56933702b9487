import { checksum } from '../../records/checksum.ts';
import type { NoticeForm, NoticeField, Round } from '../../domain/lao-side/notice-form.ts';
import { NOTICE_FIELDS } from '../../domain/lao-side/notice-form.ts';
import type { CaseSystem } from './case-system.ts';

/** A form with something in every field of the round, in both languages. */
export function filledForm(round: Round): NoticeForm {
  return Object.fromEntries(
    NOTICE_FIELDS[round].map((field) => [field, { vi: `Nội dung ${field}`, lo: 'ເນື້ອໃນ' }]),
  );
}

/**
 * One round with the Lao side from the draft to the answer, as the Ministry carries it; in between
 * the Lao side may be waited for.
 */
export async function carryRound(
  system: CaseSystem,
  id: string,
  round: Round,
  untilAnswered: () => Promise<void> = async () => undefined,
): Promise<void> {
  const form = filledForm(round);
  const side = 'lao-side';
  await system.does(id, 'case-officer@BCA-A03', 'draft-lao-notice', { round, form }, side);
  const proposal = (await system.case(id)).proposals.findLast(
    (p) => p.content.kind === 'lao-notice',
  );
  if (proposal === undefined) throw new Error('There is no draft');
  const fields = Object.entries(form).map(([field, value]) => ({
    field: field as NoticeField,
    released: true,
    sha256: checksum(value),
  }));
  const check = { proposal: proposal.id, checksum: proposal.checksum, fields };
  await system.does(id, 'case-officer@BCA-A03/2', 'check-releasability', check, side);
  await system.approves(id, 'head@BCA', 'lao-notice', side);
  await system.does(
    id,
    'clerk@BCA-A03',
    'dispatch-to-lao-side',
    {
      proposal: proposal.id,
      number: `0${round}/BCA`,
      channel: 'diplomatic-channel',
      courier: 'Giao liên',
      seal: `N${round}`,
      sha256: 'a'.repeat(64),
    },
    side,
  );
  const receivedAt = system.now();
  await system.does(id, 'clerk@BCA-A03', 'record-lao-receipt', { round, receivedAt }, side);
  await untilAnswered();
  const answer = { round, text: 'Đã nhận', at: system.now() };
  await system.does(id, 'clerk@BCA-A03', 'record-lao-answer', answer, side);
}
