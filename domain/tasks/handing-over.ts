import type { AgencyTask, TaskOccurrence } from './task.ts';
import { byDue } from './task.ts';

/**
 * Whether a review still has to say what becomes of its proposals: it hands them over, or says that
 * nothing has to change ("đề xuất sửa đổi, bổ sung nếu thấy cần thiết", 801 II.2.c). Of whoever
 * leads it, and for each occurrence anew: what names one counts for that one only.
 */
export function owesHandOver(
  { role, terms, handedOver }: Pick<AgencyTask, 'role' | 'terms' | 'handedOver'>,
  { openedAt, handedOverAt }: TaskOccurrence,
): boolean {
  if (role !== 'lead' || terms.nature.kind !== 'review') return false;
  if (handedOverAt !== undefined) return false;
  // An older fact names none: it counts for all that were there.
  return handedOver === null || handedOver.occurrence !== undefined || handedOver.at < openedAt;
}

/**
 * The occurrence that proposals are for where nobody says it: the oldest one that is not accepted
 * yet, even if it has handed over before, else the newest. Undefined where there is none.
 */
export function handsOverFor({
  occurrences,
}: Pick<AgencyTask, 'occurrences'>): TaskOccurrence | undefined {
  const there = occurrences.filter(({ status }) => status !== 'dropped');
  // Nobody means a period that has passed without saying so.
  const waiting = there.filter(({ status }) => status !== 'accepted' && status !== 'missed');
  return waiting.sort(byDue)[0] ?? there.at(-1);
}
