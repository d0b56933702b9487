import { isOfMinistry } from '../../../domain/authority/settings.ts';
import type { NoticeKind } from '../../../domain/notices/notice.ts';
import type { ListedNotice } from '../../../records/notices-list.ts';
import type { OpenedCase } from '../cases.ts';
import { isLao } from './incident-view.ts';

/** A letter about a case, as its readers see it: to whom, how it stands, whether it was seen. */
export type CaseLetter = Pick<
  ListedNotice,
  'id' | 'kind' | 'state' | 'person' | 'office' | 'urgent' | 'sendAfter' | 'sentAt' | 'seenAt'
>;

// What the Ministry is told of a case by others; its own work on the Lao side is its own.
const TO_MINISTRY: readonly NoticeKind[] = [
  'case-sent-to-you',
  'case-lapsed-to-you',
  'ministry-told',
  'case-transferred',
  'case-ended',
  'case-reopened',
];

// Not on their way: warnings that may still be dropped, and those that were.
const NEVER_WENT: readonly ListedNotice['state'][] = ['planned', 'dropped'];

/**
 * The letters of a case that its reader may know of: who works on it, those to everybody but within
 * the Ministry; the Ministry, all; whoever sees a part of it, their own.
 */
export function caseLetters(
  { scope, who }: Pick<OpenedCase, 'scope' | 'who'>,
  letters: readonly ListedNotice[],
): CaseLetter[] {
  const mine = (letter: ListedNotice): boolean => letter.person === who.actor.person;
  const isOpen = (letter: ListedNotice): boolean => {
    if (mine(letter) || scope === 'ministry') return true;
    if (scope !== 'case' || isLao(letter.kind)) return false;
    const isWithin = letter.office !== null && isOfMinistry(letter.office);
    return !isWithin || TO_MINISTRY.includes(letter.kind);
  };
  return letters
    .filter((letter) => !NEVER_WENT.includes(letter.state) && isOpen(letter))
    .map(({ id, kind, state, person, office, urgent, sendAfter, sentAt, seenAt }) => {
      return { id, kind, state, person, office, urgent, sendAfter, sentAt, seenAt };
    })
    .sort((a, b) => (a.sendAfter < b.sendAfter ? -1 : a.sendAfter > b.sendAfter ? 1 : 0));
}
