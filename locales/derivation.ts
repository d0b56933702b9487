import type { Language } from '../domain/text.ts';
import type { Instant } from '../domain/time/instant.ts';
import { parseDate, parseInstant } from '../domain/time/instant.ts';
import type { Step } from '../domain/time/spec.ts';
import { isMessageKey, translate } from './index.ts';
import { dateText, dueText, momentText } from './moment.ts';

/** One step of a derivation as a sentence; a rule that no language knows is shown by its name. */
export function stepText(language: Language, { rule, params }: Step): string {
  const key = `derivation.${rule}`;
  if (!isMessageKey(key)) return rule;
  const shown = Object.entries(params).map(([name, value]) => [
    name,
    shownAs(language, name, value),
  ]);
  const reason = reasonText(language, params);
  return translate(language, key, {
    ...(Object.fromEntries(shown) as Step['params']),
    ...(reason === null ? {} : { reason }),
  });
}

function shownAs(language: Language, name: string, value: string | number): string | number {
  if (typeof value === 'number') return value;
  if (parseDate(value) !== undefined) return dateText(value);
  if (parseInstant(value) === undefined) return value;
  return name === 'since'
    ? momentText(language, value as Instant)
    : dueText(language, value as Instant);
}

/**
 * Why a day is off or worked: in the reader's language where the reason is a known one, else in the
 * words in which an officer announced it. Null for a step that is about no such day.
 */
function reasonText(
  language: Language,
  { why, reason, exchangedWith }: Step['params'],
): string | null {
  if (reason === undefined) return null;
  const key = `derivation.why.${why}`;
  if (why === undefined || !isMessageKey(key)) return String(reason);
  return translate(language, key, { other: dateText(String(exchangedWith ?? '')) });
}
